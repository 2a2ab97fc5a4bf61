"""The signed statement of a receipt as bytes, one form for one meaning, and as decimal digits for a QR code.

Form 1, 109 bytes, big-endian: version 1, key id 4, case id 16 (a UUID), state 1, copy 2, signed 4 (seconds since
1970), clock known 1, drift 2 (seconds), age 2 (minutes), digest 12, signature 64 (Ed25519). The first 45 are the
statement. Digits cost a QR symbol 3⅓ bits each, 2.41 a byte: less than any other letters that an address may hold.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import struct
import uuid
from dataclasses import dataclass
from typing import Literal

from kiosk.receipts.clock import UNCOMPARED, Clock
from kiosk.receipts.errors import ProofDamaged

__all__ = ["DIGEST_SIZE", "DIGITS", "SIGNATURE_SIZE", "State", "Statement", "from_digits", "key_id_of", "to_digits"]

State = Literal["received", "accepted"]

VERSION = 1
DIGEST_SIZE = 12
SIGNATURE_SIZE = 64
DIGITS = 263
"""How many digits hold 109 bytes."""

_FORM = struct.Struct(">B4s16sBHIBhH12s")
_SIZE = _FORM.size + SIGNATURE_SIZE
_STATES: tuple[State, ...] = ("received", "accepted")
_UNKNOWN = (0, -32768, 0xFFFF)
_MOST_DRIFT_S, _MOST_AGE_MIN, _MOST_COPIES = 32767, 0xFFFE, 0xFFFF


@dataclass(frozen=True, slots=True)
class Statement:
    """What a terminal says by a receipt: this case is `state`, on copy number `copy`, with this digest of its facts.

    `key_id` is 8 hexadecimal digits; `signed` is aware, in whole seconds of the terminal's own clock. A drift beyond
    ±9.1 hours is said as that much, an age beyond 45 days as 45 days.
    """

    key_id: str
    case_id: str
    state: State
    copy: int
    signed: dt.datetime
    clock: Clock
    digest: bytes

    def to_bytes(self) -> bytes:
        """Return the 45 bytes. Raises ValueError for a case id that is no UUID, a copy below 1 or above 65535."""
        if not 1 <= self.copy <= _MOST_COPIES:
            raise ValueError("copies count from 1 to 65535")
        return _FORM.pack(
            VERSION,
            bytes.fromhex(self.key_id),
            uuid.UUID(self.case_id).bytes,
            _STATES.index(self.state) + 1,
            self.copy,
            int(self.signed.timestamp()),
            *_clock_fields(self.clock),
            self.digest,
        )

    @classmethod
    def from_bytes(cls, body: bytes) -> Statement:
        """Read 45 bytes. Raises ProofDamaged for anything that to_bytes() does not make."""
        try:
            version, key, case, state, copy, signed, known, drift, age, digest = _FORM.unpack(body)
        except struct.error:
            raise ProofDamaged("not the length of a statement") from None
        if version != VERSION or not 1 <= state <= len(_STATES) or copy == 0:
            raise ProofDamaged("not a statement of this form")
        if known == 0 and (known, drift, age) == _UNKNOWN:
            clock = UNCOMPARED
        elif known == 1 and drift >= -_MOST_DRIFT_S and age <= _MOST_AGE_MIN:
            clock = Clock(drift, age * 60)
        else:
            raise ProofDamaged("not a statement about a clock")
        moment = dt.datetime.fromtimestamp(signed, dt.UTC)
        return cls(key.hex(), str(uuid.UUID(bytes=case)), _STATES[state - 1], copy, moment, clock, digest)


def key_id_of(public: bytes) -> str:
    """Return the name by which a statement calls a public key: the start of its SHA-256, 8 hexadecimal digits."""
    return hashlib.sha256(public).hexdigest()[:8]


def to_digits(body: bytes) -> str:
    """Return statement and signature as decimal digits, always as many."""
    return str(int.from_bytes(body, "big")).zfill(DIGITS)


def from_digits(digits: str) -> bytes:
    """Return statement and signature. Raises ProofDamaged for digits that to_digits() does not make."""
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        raise ProofDamaged("not the digits of a receipt")
    try:
        return int(digits).to_bytes(_SIZE, "big")
    except OverflowError:
        raise ProofDamaged("not the digits of a receipt") from None


def _clock_fields(clock: Clock) -> tuple[int, int, int]:
    if clock.drift_s is None or clock.age_s is None:
        return _UNKNOWN
    drift = max(-_MOST_DRIFT_S, min(clock.drift_s, _MOST_DRIFT_S))
    return 1, drift, min(clock.age_s // 60, _MOST_AGE_MIN)
