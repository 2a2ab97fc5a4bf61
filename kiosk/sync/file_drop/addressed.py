"""Documents in a batch that must be for this terminal, and signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.gateway.errors import NotThePlatform
from kiosk.gateway.proofs import prove

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.gateway.proofs import SignKeys

__all__ = ["answers_in", "must_be_ours"]

PURPOSE = "kiosk.answers/1"


def answers_in(said: Mapping[str, Any], device_id: str, keys: SignKeys) -> list[Mapping[str, Any]]:
    """Return the entries of answers.json. Raises NotThePlatform."""
    prove(said, PURPOSE, keys)
    must_be_ours(said, device_id)
    answers = said.get("answers")
    return [answer for answer in answers if isinstance(answer, dict)] if isinstance(answers, list) else []


def must_be_ours(document: Mapping[str, Any], device_id: str) -> None:
    """Return unless a document is for another terminal; feeds are for all. Raises NotThePlatform."""
    if document.get("device_id", device_id) != device_id:
        raise NotThePlatform("for another terminal")
