"""verify-code: whose code a telephone has shown; `what` has code and nonce (F19)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from kiosk.gateway.sandbox.matches import Matches
from kiosk.gateway.sandbox.phone_codes import SandboxVerifier

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.desks import Desks
    from kiosk.gateway.sandbox.inquiries import Question

__all__ = ["answer"]

REMOTE: Final = {"ctid": 3, "licence": 3}


def answer(desks: Desks, question: Question) -> dict[str, Any]:
    """Return the verifier's statement, under its own key; the person counts as matched at this terminal from now on."""
    said = SandboxVerifier(desks.centre).verify(question.what.get("code", ""), question.what.get("nonce", ""))
    if said.get("kind") in REMOTE:
        Matches(desks.centre).note(replace(question, number=said["number"]), REMOTE[said["kind"]])
    return said
