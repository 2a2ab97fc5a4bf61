"""A receipt that proves itself: the text of its QR code carries what the terminal signed, and needs no network.

The text is an address whose fragment a telephone keeps to itself: `https://zwfw.example/q#7K3M9QX4.` and 263 digits.
Signed (Ed25519) are "kiosk.receipt-proof/1", the address up to the digits and the statement, a newline between them: no
bit of the text can change and still be believed. It names nobody.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.receipts.errors import ProofAltered, ProofDamaged, ProofForged, ProofFromFuture, ProofKeyUnknown
from kiosk.receipts.proof_form import (
    DIGEST_SIZE,
    DIGITS,
    SIGNATURE_SIZE,
    Statement,
    from_digits,
    key_id_of,
    to_digits,
)
from offline_cache.case_numbers import is_query_code
from offline_cache.sealing import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.case import Filed
    from kiosk.receipts.clock import Clock
    from kiosk.receipts.register import DeviceKey
    from offline_cache.keys import DeviceKeys

__all__ = ["QUERY_SITE", "Proven", "digest_of", "prove", "verify"]

QUERY_SITE = "https://zwfw.example/q"
"""Where a telephone asks how a case stands."""

_PURPOSE = b"kiosk.receipt-proof/1\n"
_FACTS = b"kiosk.receipt-facts/1\n"
_TEXT = re.compile(rf"(https://[a-z0-9.-]{{1,80}}/[a-z0-9/-]{{1,40}}#([2-9A-Y]{{8}})\.)([0-9]{{{DIGITS}}})")
_AHEAD = dt.timedelta(minutes=10)  # clocks differ


@dataclass(frozen=True, slots=True)
class Proven:
    """A statement that is true, whose terminal signed it, and the query code that stands beside it."""

    statement: Statement
    query_code: str
    terminal_id: str

    def covers(self, filed: Filed) -> None:
        """Hold it against the case as this terminal keeps it. Raises ProofAltered unless every fact is equal."""
        stated = self.statement
        if stated.case_id != filed.case_id or self.query_code != filed.query_code:
            raise ProofAltered("the receipt is about another case")
        if stated.digest != digest_of(filed, accepted=stated.state == "accepted"):
            raise ProofAltered("the receipt's facts are not those of the case")


def prove(filed: Filed, copy: int, *, keys: DeviceKeys, clock: Clock, now: dt.datetime, site: str = QUERY_SITE) -> str:
    """Return the text of the QR code of copy number `copy` (from 1), signed at `now` (aware).

    Raises ValueError where the case has no UUID.
    """
    accepted = filed.acknowledgement is not None
    statement = Statement(
        key_id=key_id_of(keys.public),
        case_id=filed.case_id,
        state="accepted" if accepted else "received",
        copy=copy,
        signed=now.replace(microsecond=0),
        clock=clock,
        digest=digest_of(filed, accepted=accepted),
    ).to_bytes()
    address = f"{site}#{filed.query_code}."
    return address + to_digits(statement + keys.sign(_message(address, statement)))


def verify(text: str, register: Sequence[DeviceKey], now: dt.datetime) -> Proven:
    """Return what the text proves at `now` (aware).

    Raises:
        ProofDamaged: it is not the text of a receipt.
        ProofKeyUnknown: no terminal of the register has this key, or had it at that time.
        ProofForged: the terminal did not sign this.
        ProofFromFuture: it was signed later than now.
    """
    found = _TEXT.fullmatch(text)
    if found is None or not is_query_code(found[2]):
        raise ProofDamaged("not the text of a receipt")
    body = from_digits(found[3])
    statement, signature = Statement.from_bytes(body[:-SIGNATURE_SIZE]), body[-SIGNATURE_SIZE:]
    known = [key for key in register if key.key_id == statement.key_id]
    signer = next((key for key in known if _signed(key.public, found[1], body, signature)), None)
    if signer is None:
        raise ProofForged("the signature does not fit") if known else ProofKeyUnknown("no such key in the register")
    if not signer.valid_at(statement.signed):
        raise ProofKeyUnknown("the key was not in use at that time")
    if statement.signed > now + _AHEAD:
        raise ProofFromFuture("signed later than now")
    return Proven(statement, found[2], signer.terminal_id)


def digest_of(filed: Filed, *, accepted: bool) -> bytes:
    """Return what binds the words of a receipt: the start of the SHA-256 of its facts as canonical JSON.

    The name goes in as it is printed, masked. `accepted` False leaves out what the centre answered since.
    """
    answer, promise = filed.acknowledgement if accepted else None, filed.promise
    facts = {
        "receipt_no": filed.receipt_no,
        "query_code": filed.query_code,
        "item_id": filed.item_id,
        "task_name": filed.task_name,
        "dept_name": filed.dept_name,
        "applicant": filed.masked_name,
        "materials": filed.materials,
        "filed": int(filed.filed.timestamp()),
        "promised": filed.promised_names,
        "promise_days": promise.days if promise else 0,
        "promise_due": promise.due.isoformat() if promise and promise.due else "",
        "server_no": answer.server_no if answer else "",
        "due": answer.due.isoformat() if answer and answer.due else "",
    }
    return hashlib.sha256(_FACTS + canonical(facts)).digest()[:DIGEST_SIZE]


def _message(address: str, statement: bytes) -> bytes:
    return _PURPOSE + address.encode("ascii") + b"\n" + statement


def _signed(public: bytes, address: str, body: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _message(address, body[:-SIGNATURE_SIZE]))
    except InvalidSignature:
        return False
    return True
