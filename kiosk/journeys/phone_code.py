"""From a verifier's statement to who stands here: the checks between a scanned code and an Identity (F19)."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain.identity_level import CODE_VERIFIED
from kiosk.domain.inquiry import Inquiry
from kiosk.domain.numbers import NumberInvalid, read_citizen_number
from kiosk.domain.person import CODES, Identity
from kiosk.gateway.code_verifier import LIFE_S, PURPOSE, VERIFY, digest_of
from kiosk.gateway.errors import NotThePlatform
from kiosk.gateway.proofs import SignKeys, prove
from kiosk.journeys.identity import IdentityRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LONGEST", "asked", "vouched"]

REMOTE: Final = frozenset({"ctid", "licence"})
"""Codes whose app has made sure of the person; the others show a card that the person keeps in the telephone."""
REFUSALS: Final = frozenset({"phone-code-late", "phone-code-used", "phone-code-strange", "phone-code-clock"})
LONGEST: Final = 1000  # characters of a code that is worth asking about


def asked(code: str) -> Inquiry:
    """Return the question about a code, with a nonce that nobody has used before."""
    return Inquiry(VERIFY, str(uuid.uuid4()), {"code": code, "nonce": secrets.token_hex(16)})


def vouched(said: Mapping[str, Any], inquiry: Inquiry, verifier: str, now: dt.datetime | None = None) -> Identity:
    """Return the person that the verifier with this key (base64) names in answer to this very inquiry.

    The nonce makes it fresh; `now` tells besides whether terminal and verifier agree about the time.
    Raises IdentityRefused: phone-code-unproven (another key, another nonce, another code), phone-code-clock (they are
    more than a minute apart), or what the verifier has against the code.
    """
    try:
        prove(said, PURPOSE, SignKeys.pinned(verifier))
        about = (said["nonce"], said["code_sha256"])
        at = dt.datetime.fromisoformat(said["at"])
        apart_s = abs((now - at).total_seconds()) if now else 0.0
    except (NotThePlatform, ValueError, KeyError, TypeError):
        raise IdentityRefused("phone-code-unproven") from None
    if about != (inquiry.what["nonce"], digest_of(inquiry.what["code"])):
        raise IdentityRefused("phone-code-unproven")
    if apart_s > LIFE_S:
        raise IdentityRefused("phone-code-clock")
    if refused := said.get("refused"):
        raise IdentityRefused(refused if refused in REFUSALS else "phone-code-strange")
    return _person(said)


def _person(said: Mapping[str, Any]) -> Identity:
    kind, name = said.get("kind"), str(said.get("name", "")).strip()
    try:
        number = read_citizen_number(str(said.get("number", "")))
    except NumberInvalid:
        raise IdentityRefused("phone-code-strange") from None
    if kind not in CODES or not name:
        raise IdentityRefused("phone-code-strange")
    return Identity(
        kind,
        name,
        number.text,
        number.sex,
        number.birth,
        CODE_VERIFIED,
        matched="remote" if kind in REMOTE else "",
        enterprise=str(said.get("enterprise", "")),
    )
