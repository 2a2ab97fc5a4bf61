"""Numbers that a terminal gives by itself, without asking anybody: case id, receipt number, query code.

Check characters: ISO/IEC 7064 hybrid systems, MOD 37,36 over digits and capital letters, MOD 29,28 over the alphabet
of the query code; each finds every single wrong character. They miss one in 378 swaps of neighbours: a query code that
has such a pair is not given.
"""

from __future__ import annotations

import secrets
import string
import uuid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

__all__ = ["is_query_code", "is_receipt_no", "query_code", "rating_id", "receipt_no", "tally_id", "uuid7"]

ALPHANUMERIC = string.digits + string.ascii_uppercase
PLAIN = "23456789ACDEFGHJKMNPQRTUVWXY"  # nothing that a hasty eye takes for another: no 0 O 1 I L, 5 S, 8 B, 2 Z
QUERY_CODE_LENGTH = 8
TALLIES = uuid.UUID("0b6f2f0e-6d0c-5a6e-8a55-3c1d8a7d9c10")
RATINGS = uuid.UUID("6f0d5c5e-1b7c-5c5f-9a3d-6d1f3d0c2a41")


def uuid7(now_ms: int) -> str:
    """Return a fresh UUID version 7 (RFC 9562) of this moment, in milliseconds since 1970."""
    random = secrets.randbits(74)
    value = (now_ms & (1 << 48) - 1) << 80 | 0x7 << 76 | random >> 62 << 64 | 0b10 << 62 | random & (1 << 62) - 1
    return str(uuid.UUID(int=value))


def rating_id(case_id: str, turn: int = 1) -> str:
    """Return the id of this case's rating: derived, so that one case has one, and one more after it was put right."""
    return str(uuid.uuid5(RATINGS, case_id if turn == 1 else f"{case_id}/{turn}"))


def tally_id(store_id: str, day: str) -> str:
    """Return the id of what a store counted on a day (ISO 8601): derived, so that a day is told of once."""
    return str(uuid.uuid5(TALLIES, f"{store_id}/{day}"))


def receipt_no(terminal_id: str, day: dt.date, count: int) -> str:
    """Return the terminal's own number of a case, like K0007-20261121-0042-C."""
    text = f"{terminal_id}-{day:%Y%m%d}-{count:04d}"
    return f"{text}-{_check(_bare(text), ALPHANUMERIC)}"


def is_receipt_no(text: str) -> bool:
    """Whether the last character proves the others."""
    head, _, check = text.rpartition("-")
    bare = _bare(head)
    return bool(bare) and set(bare) <= set(ALPHANUMERIC) and check == _check(bare, ALPHANUMERIC)


def query_code() -> str:
    """Return an unguessable code of eight characters, the last of which proves the others (33 bits).

    One wrong character, and two neighbours that changed places, make it no code at all.
    """
    while True:
        text = "".join(secrets.choice(PLAIN) for _ in range(QUERY_CODE_LENGTH - 1))
        code = text + _check(text, PLAIN)
        if not any(one != code and is_query_code(one) for one in _swapped(code)):
            return code


def is_query_code(text: str) -> bool:
    """Whether this could be a query code as it was typed, without blanks."""
    return len(text) == QUERY_CODE_LENGTH and set(text) <= set(PLAIN) and text[-1] == _check(text[:-1], PLAIN)


def _swapped(code: str) -> Iterator[str]:
    """Yield the code with each two neighbours in each other's place."""
    for at in range(len(code) - 1):
        yield code[:at] + code[at + 1] + code[at] + code[at + 2 :]


def _bare(text: str) -> str:
    return text.replace("-", "").upper()


def _check(text: str, alphabet: str) -> str:
    size = len(alphabet)
    product = size
    for character in text:
        product = ((product + alphabet.index(character)) % size or size) * 2 % (size + 1)
    return alphabet[(size + 1 - product) % size]
