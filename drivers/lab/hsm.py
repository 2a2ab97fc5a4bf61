"""The lab's keys of 社会保障卡 3.0, and an HSM that holds them in process.

How real cards derive keys and cryptograms from RKSSSE is not public. The lab's scheme has the same shape and byte
counts (8-byte factors, randoms and cryptograms; region, then card, then session) with SM4 (GB/T 32907):
a key is diversified by encrypting factor and inverted factor under it; a cryptogram is the first half of the random,
padded with zeros, encrypted under the session key.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import ECB

from drivers.protocols import HolderAnswer

if TYPE_CHECKING:
    from drivers.protocols import HolderQuestion

__all__ = ["EXTERNAL", "FACTOR", "INTERNAL", "LabHsm", "card_factor", "cryptogram", "diversified", "region_factor"]

FACTOR = 8
_BLOCK = 16
_FICTIONAL = hashlib.sha256(b"the lab's master keys: they open nothing but the lab's cards").digest()
INTERNAL, EXTERNAL = _FICTIONAL[:_BLOCK], _FICTIONAL[_BLOCK:]
"""Master keys: with the first a card proves itself, with the second (RKSSSE) the reader does."""


def region_factor(region: str) -> bytes:
    """Make the region's factor: its six digits, and the SSSE's own two letters."""
    return region.encode("ascii") + b"sx"


def card_factor(atr: bytes) -> bytes:
    """Make the card's factor: the serial in the last 8 historical bytes of a T=0 answer to reset."""
    return atr[-FACTOR:]


def diversified(key: bytes, *factors: bytes) -> bytes:
    """Derive a key from another by factors of 8 bytes, the widest first."""
    for factor in factors:
        key = _encrypted(key, factor + bytes(byte ^ 0xFF for byte in factor))
    return key


def cryptogram(session: bytes, random: bytes) -> bytes:
    """Answer 8 random bytes with 8 others that only a holder of the session key finds."""
    return _encrypted(session, random.ljust(_BLOCK, b"\x00"))[:FACTOR]


class LabHsm:
    """Fits CardAuthority: what a network HSM of the issuer would answer, for the lab's cards."""

    def answer(self, question: HolderQuestion) -> HolderAnswer:
        """Answer for any card of any region."""
        factors = region_factor(question.region), card_factor(question.atr)
        inner = diversified(INTERNAL, *factors, question.internal_factor)
        outer = diversified(EXTERNAL, *factors, question.external_factor)
        return HolderAnswer(
            internal=cryptogram(inner, question.internal_random),
            external=cryptogram(outer, question.external_random) + question.external_random,
        )


def _encrypted(key: bytes, block: bytes) -> bytes:
    return Cipher(SM4(key), ECB()).encryptor().update(block)  # noqa: S305 - one block
