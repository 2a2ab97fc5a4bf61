"""The check code of a paper that the centre hands out: eight characters, in the form of the terminals' query codes.

ISO/IEC 7064 hybrid system MOD 29,28 over 28 characters that no hasty eye takes for another.
"""

from __future__ import annotations

import secrets
from typing import Final

__all__ = ["check_code"]

ALPHABET: Final = "23456789ACDEFGHJKMNPQRTUVWXY"
LENGTH: Final = 8


def check_code() -> str:
    """Return a fresh, unguessable code; its last character proves the others."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    size = product = len(ALPHABET)
    for character in body:
        product = ((product + ALPHABET.index(character)) % size or size) * 2 % (size + 1)
    return body + ALPHABET[(size + 1 - product) % size]
