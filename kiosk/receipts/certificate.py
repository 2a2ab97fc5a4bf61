"""The code of a certificate that an office hands out: signed by the centre, believed without a network (F60).

The text is an address whose fragment a telephone keeps to itself: `https://zwfw.example/q#7K3M9QX4.` and 297 digits.
Form 2, 123 bytes, big-endian: version 1, key id 4, issued 4 (seconds since 1970), until 2 (days since 1970), first
character of the name 4, last four of the number 4 (both stand on the paper), digest 12 of the paper's facts, 办件编号
28 (43 characters as a number to base 36), signature 64 (Ed25519 of the centre's register key).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import struct
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.receipts.errors import ProofDamaged, ProofForged, ProofFromFuture, ProofKeyUnknown
from kiosk.receipts.proof_form import SIGNATURE_SIZE, key_id_of
from offline_cache.case_numbers import is_query_code

__all__ = ["Certified", "is_certificate", "verify_certificate"]

_DIGITS: Final = 297
_TEXT: Final = re.compile(rf"(https://[a-z0-9.-]{{1,80}}/[a-z0-9/-]{{1,40}}#([2-9A-Y]{{8}})\.)([0-9]{{{_DIGITS}}})")
_PURPOSE: Final = b"kiosk.certificate-proof/1\n"
_FORM: Final = struct.Struct(">B4sIHI4s12s28s")
_SIZE: Final = _FORM.size + SIGNATURE_SIZE
_VERSION: Final = 2
_SERIAL: Final = 43
_BASE36: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_EPOCH: Final = dt.date(1970, 1, 1)
_AHEAD: Final = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Certified:
    """What the centre signed: whose paper (as far as the paper shows it), which, and what its facts amount to.

    `until` is the day to which the records reach; `digest` the start of the SHA-256 of the paper's facts.
    """

    query_code: str
    serial: str
    surname: str
    number_ends: str
    until: dt.date
    issued: dt.datetime
    digest: bytes
    key_id: str


def is_certificate(text: str) -> bool:
    """Whether this looks like the code of a certificate, not of a receipt."""
    return _TEXT.fullmatch(text) is not None


def verify_certificate(text: str, centre: bytes | None, now: dt.datetime) -> Certified:
    """Return what the text proves at `now` (aware); `centre` is the centre's public key, None where none is known.

    Raises ProofDamaged, ProofKeyUnknown, ProofForged, ProofFromFuture.
    """
    found = _TEXT.fullmatch(text)
    if found is None or not is_query_code(found[2]):
        raise ProofDamaged("not the text of a certificate")
    try:
        body = int(found[3]).to_bytes(_SIZE, "big")
    except OverflowError:
        raise ProofDamaged("not the digits of a certificate") from None
    statement, signature = body[:-SIGNATURE_SIZE], body[-SIGNATURE_SIZE:]
    version, key, issued, until, name, ends, digest, serial = _FORM.unpack(statement)
    if version != _VERSION:
        raise ProofDamaged("not a statement of this form")
    if centre is None or bytes.fromhex(key_id_of(centre)) != key:
        raise ProofKeyUnknown("not the key of the centre that is known here")
    try:
        Ed25519PublicKey.from_public_bytes(centre).verify(signature, _PURPOSE + found[1].encode() + b"\n" + statement)
    except InvalidSignature:
        raise ProofForged("the signature does not fit") from None
    moment = dt.datetime.fromtimestamp(issued, dt.UTC)
    if moment > now + _AHEAD:
        raise ProofFromFuture("signed later than now")
    return Certified(
        query_code=found[2],
        serial=_serial(int.from_bytes(serial, "big")),
        surname=chr(name) if name else "",
        number_ends=ends.rstrip(b"\0").decode("ascii", "replace"),
        until=_EPOCH + dt.timedelta(days=until),
        issued=moment,
        digest=digest,
        key_id=hashlib.sha256(centre).hexdigest()[:8],
    )


def _serial(number: int) -> str:
    told = ""
    for _ in range(_SERIAL):
        number, digit = divmod(number, len(_BASE36))
        told = _BASE36[digit] + told
    return told
