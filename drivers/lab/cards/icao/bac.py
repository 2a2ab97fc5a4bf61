"""Basic access control, the chip's side (ICAO 9303-11 §4.3)."""

from __future__ import annotations

import hashlib
import secrets

from drivers.icao.ciphers import TDES
from drivers.lab.cards.icao.session import Session

__all__ = ["Bac"]

_NONCE, _KEY, _MAC = 8, 16, 8


class Bac:
    """One chip's document access keys, made of its MRZ information, and the challenge it gave last."""

    def __init__(self, mrz: str) -> None:
        seed = hashlib.sha1(mrz.encode("ascii"), usedforsecurity=False).digest()[:_KEY]
        self._encryption, self._authentication = TDES.derive(seed, 1), TDES.derive(seed, 2)
        self._challenge = b""

    def forget(self) -> None:
        """Take back the challenge."""
        self._challenge = b""

    def challenge(self) -> bytes:
        """Give a new challenge."""
        self._challenge = secrets.token_bytes(_NONCE)
        return self._challenge

    def authenticate(self, proof: bytes) -> tuple[bytes, int, Session | None]:
        """Check the terminal's proof: answer, status word, and the session when it holds. One try a challenge."""
        given, self._challenge = self._challenge, b""
        if not given:
            return b"", 0x6985, None
        secret, code = proof[:-_MAC], proof[-_MAC:]
        if len(secret) != 2 * _NONCE + _KEY:
            return b"", 0x6700, None
        if TDES.mac(self._authentication, secret) != code:
            return b"", 0x6300, None
        said = TDES.decrypt(self._encryption, secret)
        theirs, ours, key = said[:_NONCE], said[_NONCE : 2 * _NONCE], said[2 * _NONCE :]
        if ours != given:
            return b"", 0x6300, None
        own = secrets.token_bytes(_KEY)
        answer = TDES.encrypt(self._encryption, given + theirs + own)
        shared = bytes(one ^ other for one, other in zip(key, own, strict=True))
        session = Session(TDES, shared, given[4:] + theirs[4:])
        return answer + TDES.mac(self._authentication, answer), 0x9000, session
