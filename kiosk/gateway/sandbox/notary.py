"""The centre's register of terminals that sign receipts, signed with a key of its own."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from kiosk.gateway.sandbox.register import Register

__all__ = ["Notary"]

PURPOSE = b"kiosk.receipt-keys/1\n"
SCHEMA = "kiosk.receipt-keys/1"


class Notary:
    """Keeps the Ed25519 key in a file of its own, made on the first day."""

    def __init__(self, path: Path, register: Register) -> None:
        if not path.exists():
            handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(Ed25519PrivateKey.generate().private_bytes_raw())
        self._key = Ed25519PrivateKey.from_private_bytes(path.read_bytes())
        self._register = register
        self.public = base64.b64encode(self._key.public_key().public_bytes_raw()).decode()

    @property
    def key_id(self) -> str:
        """How papers call the key: the start of its SHA-256, 8 hexadecimal digits."""
        return hashlib.sha256(self._key.public_key().public_bytes_raw()).hexdigest()[:8]

    def sign(self, message: bytes) -> bytes:
        """Return the signature, 64 bytes."""
        return self._key.sign(message)

    def certify(self, now: dt.datetime) -> dict[str, str]:
        """Return the register of every key that a terminal ever had, and the signature over its text."""
        rows = self._register.rows("SELECT * FROM device_key ORDER BY device_id, begins")
        keys = [
            {
                "public": base64.b64encode(row["public"]).decode(),
                "terminal_id": row["device_id"],
                "valid_from": row["begins"],
                "valid_until": row["ends"],
            }
            for row in rows
        ]
        text = json.dumps({"schema": SCHEMA, "issued": now.isoformat(timespec="seconds"), "keys": keys})
        signature = self._key.sign(PURPOSE + text.encode())
        return {"register": text, "signature": base64.b64encode(signature).decode()}
