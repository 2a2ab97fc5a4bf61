"""Which case a receipt is about: by its QR code, whose signature nobody can guess, or by its eight characters.

The form of the code is told in kiosk/receipts/proof_form.py; here it is read by another program, from its bytes alone.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from typing import TYPE_CHECKING, Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.register import Register

__all__ = ["case_by_code", "case_by_proof"]

PURPOSE: Final = b"kiosk.receipt-proof/1\n"
TEXT: Final = re.compile(r"(https://[a-z0-9./-]{1,120}#[2-9A-Y]{8}\.)([0-9]{263})")
SIZE: Final = 109
SIGNATURE: Final = 64
KEY_ID, CASE_ID = slice(1, 5), slice(5, 21)
TAKEN: Final = "SELECT * FROM case_file WHERE status < 400 AND "


def case_by_proof(register: Register, text: str) -> dict[str, Any] | None:
    """Return the case of a code that a terminal of this platform signed, None for any other text."""
    found = TEXT.fullmatch(text)
    if found is None or int(found[2]) >= 256**SIZE:
        return None
    body = int(found[2]).to_bytes(SIZE, "big")
    stated, signature = body[:-SIGNATURE], body[-SIGNATURE:]
    message = PURPOSE + found[1].encode("ascii") + b"\n" + stated
    keys = [bytes(row["public"]) for row in register.rows("SELECT public FROM device_key")]
    if not any(_signed(key, message, signature) for key in keys if _named(key) == stated[KEY_ID]):
        return None
    return register.row(f"{TAKEN}case_id = ?", str(uuid.UUID(bytes=stated[CASE_ID])))


def case_by_code(register: Register, code: str) -> dict[str, Any] | None:
    """Return the newest case whose receipt bears this query code."""
    sql = f"{TAKEN}json_extract(body, '$.query_code') = ? ORDER BY number DESC LIMIT 1"
    return register.row(sql, code)


def _named(public: bytes) -> bytes:
    return hashlib.sha256(public).digest()[: KEY_ID.stop - KEY_ID.start]


def _signed(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True
