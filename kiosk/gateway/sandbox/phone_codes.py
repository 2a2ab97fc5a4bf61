"""Codes on telephones, both ends of them: the app that shows one, and the verifier that says whose it is (F19).

Both keys are the sandbox's own and known to everybody: a live profile may not name its verifier. A code holds no number
and no name, only a reference that the verifier resolves.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.gateway.sandbox.clock import stamp
from kiosk.gateway.sandbox.inquiries import Records
from kiosk.gateway.sandbox.signer import canonical, key_id_of

if TYPE_CHECKING:
    import datetime as dt

    from kiosk.gateway.sandbox.centre import Centre

__all__ = ["PUBLIC", "SandboxVerifier", "make_code", "signed"]

PURPOSE, LIFE_S, MARK = "kiosk.code/1", 60, "GZM1"
AHEAD_S: Final = 5
"""By how much a telephone's clock may be ahead of the verifier's."""
PEOPLE: Final = tomllib.loads(Path(__file__).with_name("phone_people.toml").read_text(encoding="utf-8"))["person"]
APP, VERIFIER = (Ed25519PrivateKey.from_private_bytes(hashlib.sha256(one).digest()) for one in (b"app", b"verifier"))
PUBLIC: Final = base64.b64encode(VERIFIER.public_key().public_bytes_raw()).decode()
"""The verifier's key, as a profile pins it."""


def make_code(kind: str, number: str, at: dt.datetime, app: Ed25519PrivateKey = APP) -> str:
    """Return what a telephone shows at this moment: a mark, what it says, the app's signature."""
    said = {"k": kind, "p": _reference(number), "t": round(at.timestamp()), "j": secrets.token_hex(8)}
    body = _text(canonical(said))
    return f"{MARK}.{body}.{_text(app.sign(body.encode()))}"


def signed(document: dict[str, Any], key: Ed25519PrivateKey = VERIFIER) -> dict[str, Any]:
    """Return the statement under the verifier's key."""
    value = base64.b64encode(key.sign(PURPOSE.encode() + b"\n" + canonical(document))).decode()
    return {**document, "signature": {"key_id": key_id_of(key.public_key().public_bytes_raw()), "value": value}}


class SandboxVerifier:
    """Fits kiosk.gateway.code_verifier.CodeVerifier."""

    def __init__(self, centre: Centre) -> None:
        self._now, self._used = centre.clock.now, Records(centre.register, "code-used")

    def verify(self, code: str, nonce: str) -> dict[str, Any]:
        """Return the statement; the same code under the same nonce is the line repeating itself."""
        now = self._now()
        about = {"nonce": nonce, "code_sha256": hashlib.sha256(code.encode()).hexdigest(), "at": stamp(now)}
        said = _opened(code)
        if said is None:
            return signed(about | {"refused": "phone-code-strange"})
        if before := self._used.get(said["j"]):
            repeated = before["nonce"] == nonce
            return signed(before) if repeated else signed(about | {"refused": "phone-code-used"})
        person = next((one for one in PEOPLE if _reference(one["number"]) == said["p"]), None)
        age_s = now.timestamp() - said["t"]
        if age_s < -AHEAD_S:
            return signed(about | {"refused": "phone-code-clock"})
        if age_s > LIFE_S:
            return signed(about | {"refused": "phone-code-late"})
        if person is None or said["k"] not in person["codes"]:
            return signed(about | {"refused": "phone-code-strange"})
        enterprise = person.get("enterprise", "") if said["k"] == "licence" else ""
        who = {"kind": said["k"], "name": person["name"], "number": person["number"], "enterprise": enterprise}
        self._used.put(said["j"], about | who, person["number"])
        return signed(about | who)


def _opened(code: str) -> dict[str, Any] | None:
    """Return what a code says, None where it is not of the app."""
    mark, _, rest = code.partition(".")
    body, _, signature = rest.partition(".")
    try:
        APP.public_key().verify(base64.urlsafe_b64decode(f"{signature}=="), body.encode())
        said = json.loads(base64.urlsafe_b64decode(f"{body}=="))
    except (InvalidSignature, ValueError):
        return None
    return said if mark == MARK else None


def _reference(number: str) -> str:
    return hmac.new(b"sandbox", number.encode(), "sha256").hexdigest()[:24]


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
