"""A reader without a service: virtual cards in process, with the same faults, for tests in milliseconds."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from drivers.errors import CardMute, CardWithdrawn
from drivers.lab.cards.card import Faults
from drivers.types import Absent, Present, ResponseApdu

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from drivers.lab.cards.card import VirtualCard
    from drivers.types import Presence

__all__ = ["LoopbackReader"]

_HARMLESS = Faults()
_NEVER = -2


class LoopbackReader:
    """Fits CardReader. `insert` and `remove` are the citizen's hand and may be called from any thread."""

    def __init__(self, card: VirtualCard | None = None, faults: Faults = _HARMLESS) -> None:
        self._hand = threading.Condition(threading.RLock())
        self._card: VirtualCard | None = None
        self._faults = _HARMLESS
        self._moves = 0  # insertions and removals so far: odd while a card is in
        self._seen = _NEVER
        if card is not None:
            self.insert(card, faults)

    def insert(self, card: VirtualCard, faults: Faults = _HARMLESS) -> None:
        """Put a card in, after pulling the one that may be in."""
        with self._hand:
            self.remove()
            self._card, self._faults = card, faults
            card.reset()
            self._moves += 1
            self._hand.notify_all()

    def remove(self) -> None:
        """Pull the card, if one is in."""
        with self._hand:
            self._moves += self._moves % 2
            self._card = None
            self._hand.notify_all()

    def wait(self, timeout_s: float) -> Presence:
        """Block until the presence differs from the last one returned, or the time is over."""
        with self._hand:
            self._hand.wait_for(self._news, timeout_s)
            card_left = self._seen % 2 == 1 and self._moves > self._seen
            self._seen = self._seen + 1 if card_left else self._moves
            return Present(self._card.atr) if self._card and self._seen % 2 == 1 else Absent()

    @contextmanager
    def connect(self) -> Iterator[_Channel]:
        """Open the card that is in. Raises CardWithdrawn, also at the end when it did not stay in."""
        with self._hand:
            if self._card is None:
                raise CardWithdrawn("connect: no card")
            self._card.reset()
            channel = _Channel(self._exchange, self._card.atr, self._moves)
        yield channel
        self._check(channel.insertion)

    def close(self) -> None:
        """Nothing is held."""

    def _news(self) -> bool:
        return self._seen == _NEVER or (self._moves != self._seen and (self._seen % 2 == 1 or self._moves % 2 == 1))

    def _exchange(self, apdu: bytes, insertion: int, number: int) -> bytes:
        with self._hand:
            card = self._check(insertion)
            if self._faults.pulls(number):
                self.remove()
                raise CardWithdrawn("transmit: pulled")
            if self._faults.mutes(number):
                raise CardMute("transmit: no answer")
            self._hand.wait_for(lambda: self._moves != insertion, self._faults.slow_s)
            self._check(insertion)
            return card.answer(apdu)

    def _check(self, insertion: int) -> VirtualCard:
        if self._card is None or self._moves != insertion:
            raise CardWithdrawn("the card is no longer in")
        return self._card


class _Channel:
    """Fits CardChannel; belongs to one insertion of one card."""

    def __init__(self, exchange: Callable[[bytes, int, int], bytes], atr: bytes, insertion: int) -> None:
        self._exchange = exchange
        self._number = 0
        self.atr = atr
        self.insertion = insertion

    def transmit(self, apdu: bytes, deadline_s: float = 2.0) -> ResponseApdu:  # noqa: ARG002 - silence is told at once
        """Exchange one APDU. Raises CardWithdrawn, CardMute."""
        self._number += 1
        answer = self._exchange(apdu, self.insertion, self._number)
        return ResponseApdu(answer[:-2], int.from_bytes(answer[-2:], "big"))
