"""PACE with generic mapping, the chip's side (ICAO 9303-11 §4.4): a conversation of five commands in fixed order."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from drivers.errors import CardGarbled
from drivers.icao.groups import group
from drivers.icao.tlv import encode, parse
from drivers.lab.cards.icao.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drivers.icao.groups import Group
    from drivers.lab.cards.icao.card_access import PaceOffer

__all__ = ["Pace"]

_MRZ, _CAN = b"\x01", b"\x02"
_NONCE = 16
_Answer = tuple[bytes, int, Session | None]
_WRONG_DATA: _Answer = (b"", 0x6A80, None)


class Pace:
    """The passwords and offers of one chip, and how far the conversation has come."""

    def __init__(self, offers: Sequence[PaceOffer], mrz: str, can: str) -> None:
        self._offers = tuple(offers)
        digest = hashlib.sha1(mrz.encode("ascii"), usedforsecurity=False).digest()
        self._passwords = {_MRZ: digest} | ({_CAN: can.encode("ascii")} if can else {})
        self.forget()

    def forget(self) -> None:
        """Break the conversation off."""
        self._talk: _Talk | None = None

    def begin(self, data: bytes) -> int:
        """MSE:SET AT: choose protocol and password, and parameters when one protocol is offered with several."""
        self.forget()
        try:
            asked = dict(parse(data))
        except CardGarbled:
            return 0x6A80
        fitting = [offer for offer in self._offers if offer.oid == asked.get(0x80)]
        if 0x84 in asked:
            fitting = [offer for offer in fitting if asked[0x84] == bytes((offer.parameter,))]
        if len(fitting) != 1:
            return 0x6A80
        password = self._passwords.get(asked.get(0x83, b""))
        if password is None:
            return 0x6A88
        self._talk = _Talk(fitting[0], password)
        return 0x9000

    def go_on(self, data: bytes, *, chained: bool) -> _Answer:
        """GENERAL AUTHENTICATE: answer, status word, and after the last the session. A mistake breaks off."""
        talk, self._talk = self._talk, None
        if talk is None:
            return b"", 0x6985, None
        try:
            answer = talk.answer(data, chained=chained)
        except (CardGarbled, ValueError):
            return _WRONG_DATA
        if answer[1] == 0x9000 and answer[2] is None:
            self._talk = talk
        return answer


class _Talk:
    """One conversation, from the nonce to the tokens."""

    def __init__(self, offer: PaceOffer, password: bytes) -> None:
        self._oid, self._suite = offer.oid, offer.suite
        self._password = self._suite.derive(password, 3)
        self._group: Group = group(offer.parameter)
        self._steps = iter((self._nonce, self._map, self._agree, self._prove))
        self._secret = self._own = self._theirs = b""
        self._random = secrets.token_bytes(_NONCE)

    def answer(self, data: bytes, *, chained: bool) -> _Answer:
        """Take the next step. Raises ValueError and CardGarbled for wrong data, also for the wrong chaining."""
        step = next(self._steps)
        if chained is (step == self._prove):
            return b"", 0x6883, None
        ((template, content),) = parse(data)
        if template != 0x7C:
            raise ValueError("no dynamic authentication data")
        return step(dict(parse(content)))

    def _nonce(self, said: dict[int, bytes]) -> _Answer:
        if said:
            return _WRONG_DATA
        return _dynamic(0x80, self._suite.encrypt(self._password, self._random)), 0x9000, None

    def _map(self, said: dict[int, bytes]) -> _Answer:
        private = self._group.private_key()
        mapping = self._group.public_key(private)
        self._group = self._group.map(self._random, private, said.get(0x81, b""))
        return _dynamic(0x82, mapping), 0x9000, None

    def _agree(self, said: dict[int, bytes]) -> _Answer:
        private = self._group.private_key()
        self._theirs, self._own = said.get(0x83, b""), self._group.public_key(private)
        if self._theirs == self._own:
            return _WRONG_DATA
        self._secret = self._group.agree(private, self._theirs)
        return _dynamic(0x84, self._own), 0x9000, None

    def _prove(self, said: dict[int, bytes]) -> _Answer:
        if said.get(0x85) != self._token(self._own):
            return b"", 0x6300, None
        session = Session(self._suite, self._secret, b"\x00")
        return _dynamic(0x86, self._token(self._theirs)), 0x9000, session

    def _token(self, public: bytes) -> bytes:
        signed = encode(0x7F49, encode(0x06, self._oid) + encode(self._group.key_tag, public))
        return self._suite.mac(self._suite.derive(self._secret, 2), signed)


def _dynamic(tag: int, value: bytes) -> bytes:
    return encode(0x7C, encode(tag, value))
