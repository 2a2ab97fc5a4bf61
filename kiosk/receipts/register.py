"""Which terminals sign receipts: the register that the centre publishes and signs.

A document is JSON `{"register": …, "signature": …}`: the register as the exact text that was signed (Ed25519 over
"kiosk.receipt-keys/1", a newline and that text), so that nothing depends on how JSON is written.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.receipts.errors import RegisterRefused
from kiosk.receipts.proof_form import key_id_of

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["DeviceKey", "Register", "read_register", "sign_text", "to_list"]

_PURPOSE = b"kiosk.receipt-keys/1\n"
_SCHEMA = "kiosk.receipt-keys/1"


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """An Ed25519 public key (32 bytes), the terminal that has it, and when it signs; None stands for open ends."""

    public: bytes
    terminal_id: str
    valid_from: dt.datetime | None = None
    valid_until: dt.datetime | None = None

    @property
    def key_id(self) -> str:
        """How a receipt calls it."""
        return key_id_of(self.public)

    def valid_at(self, moment: dt.datetime) -> bool:
        """Whether it was in use then. A clock that was never set is not the key's fault: whole days count."""
        day = dt.timedelta(days=1)
        begun = self.valid_from is None or moment >= self.valid_from - day
        return begun and (self.valid_until is None or moment < self.valid_until + day)


@dataclass(frozen=True, slots=True)
class Register:
    """All keys, and when the centre said so."""

    keys: tuple[DeviceKey, ...]
    issued: dt.datetime


def sign_text(register: str) -> bytes:
    """Return the bytes that the centre signs for this text."""
    return _PURPOSE + register.encode()


def read_register(document: bytes, centre: bytes) -> Register:
    """Return the register that this document holds; `centre` is the public key (32 bytes) that must have signed it.

    Raises RegisterRefused.
    """
    try:
        outer = json.loads(document)
        text, signature = outer["register"], base64.b64decode(outer["signature"], validate=True)
        Ed25519PublicKey.from_public_bytes(centre).verify(signature, sign_text(text))
        said = json.loads(text)
        if said["schema"] != _SCHEMA:
            raise RegisterRefused("a register of another form")
        return Register(tuple(_key(one) for one in said["keys"]), _moment(said["issued"]))
    except InvalidSignature:
        raise RegisterRefused("the register is not signed by the centre") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RegisterRefused(f"a register not as agreed: {type(error).__name__}") from None


def to_list(keys: Sequence[DeviceKey]) -> list[dict[str, str | None]]:
    """Return the keys as a register's JSON says them."""
    return [
        {
            "public": base64.b64encode(key.public).decode(),
            "terminal_id": key.terminal_id,
            "valid_from": key.valid_from.isoformat() if key.valid_from else None,
            "valid_until": key.valid_until.isoformat() if key.valid_until else None,
        }
        for key in keys
    ]


def _key(said: dict[str, str | None]) -> DeviceKey:
    public = base64.b64decode(str(said["public"]), validate=True)
    Ed25519PublicKey.from_public_bytes(public)
    begin, end = said["valid_from"], said["valid_until"]
    return DeviceKey(public, str(said["terminal_id"]), _moment(begin) if begin else None, _moment(end) if end else None)


def _moment(text: str) -> dt.datetime:
    """Read an aware moment. Raises ValueError for one without a zone."""
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without its zone")
    return moment
