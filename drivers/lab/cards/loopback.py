"""A reader without a service: virtual cards in process, with the same faults, for tests in milliseconds."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from drivers.errors import CardMute, CardWithdrawn
from drivers.lab.cards.card import Faults, FaultyCard
from drivers.types import Absent, Present, ResponseApdu

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from drivers.lab.cards.card import VirtualCard
    from drivers.types import Presence

__all__ = ["LoopbackReader"]

_HARMLESS = Faults()
_NEVER = -2


class LoopbackReader:
    """Fits CardReader. `insert`, `remove` and `swap` are the citizen's hand and may be called from any thread.

    `hand` is called before each APDU with its number (from 1, since the insertion) and may use them.
    """

    def __init__(
        self,
        card: VirtualCard | None = None,
        faults: Faults = _HARMLESS,
        hand: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._moved = threading.Condition(threading.RLock())
        self._hand = hand
        self._card: FaultyCard | None = None
        self._faults = _HARMLESS
        self._moves = 0  # insertions and removals so far: odd while a card is in
        self._seen = _NEVER
        if card is not None:
            self.insert(card, faults)

    def insert(self, card: VirtualCard, faults: Faults = _HARMLESS) -> None:
        """Put a card in, after pulling the one that may be in."""
        with self._moved:
            self.remove()
            self._card, self._faults = FaultyCard(card, faults), faults
            card.reset()
            self._moves += 1
            self._moved.notify_all()

    def remove(self) -> None:
        """Pull the card, if one is in."""
        with self._moved:
            self._moves += self._moves % 2
            self._card = None
            self._moved.notify_all()

    def swap(self, card: VirtualCard) -> None:
        """Exchange the card that is in, faster than any reader notices: no event tells it."""
        with self._moved:
            if self._card is not None:
                self._card.swap(card)

    def wait(self, timeout_s: float) -> Presence:
        """Block until the presence differs from the last one returned, or the time is over."""
        with self._moved:
            self._moved.wait_for(self._news, timeout_s)
            card_left = self._seen % 2 == 1 and self._moves > self._seen
            self._seen = self._seen + 1 if card_left else self._moves
            return Present(self._card.atr) if self._card and self._seen % 2 == 1 else Absent()

    @contextmanager
    def connect(self) -> Iterator[_Channel]:
        """Open the card that is in. Raises CardWithdrawn, also at the end when it did not stay in."""
        with self._moved:
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

    def _exchange(self, apdu: bytes, insertion: int) -> bytes:
        with self._moved:
            number = self._check(insertion).number + 1
            self._hand(number)
            card = self._check(insertion)
            if self._faults.pulls(number):
                self.remove()
                raise CardWithdrawn("transmit: pulled")
            if self._faults.mutes(number):
                raise CardMute("transmit: no answer")
            self._moved.wait_for(lambda: self._moves != insertion, self._faults.slow_s)
            self._check(insertion)
            return card.answer(apdu)

    def _check(self, insertion: int) -> FaultyCard:
        if self._card is None or self._moves != insertion:
            raise CardWithdrawn("the card is no longer in")
        return self._card


class _Channel:
    """Fits CardChannel; belongs to one insertion of one card."""

    def __init__(self, exchange: Callable[[bytes, int], bytes], atr: bytes, insertion: int) -> None:
        self._exchange = exchange
        self.atr = atr
        self.insertion = insertion

    def transmit(self, apdu: bytes, deadline_s: float = 2.0) -> ResponseApdu:  # noqa: ARG002 - silence is told at once
        """Exchange one APDU. Raises CardWithdrawn, CardMute."""
        answer = self._exchange(apdu, self.insertion)
        return ResponseApdu(answer[:-2], int.from_bytes(answer[-2:], "big"))
