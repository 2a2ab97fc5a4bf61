"""What every virtual card offers, and what can go wrong with it in a citizen's hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

__all__ = ["Faults", "FaultyCard", "VirtualCard"]

_STATUS_WORD = 2
_FLIPPED = 0x80  # no text, date or code of our cards has its top bit set in its last byte


class VirtualCard(Protocol):
    """A chip: an answer to reset, and an answer to each command."""

    @property
    def atr(self) -> bytes:
        """Answer to reset."""

    def reset(self) -> None:
        """Forget everything selected: power on, power off, warm reset."""

    def answer(self, apdu: bytes) -> bytes:
        """Answer one command APDU with body and status word; never raises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """Misbehaviour of one insertion: its APDUs count from 1, over all connections; 0 means never.

    At `pull_at` the card is pulled before it answers; from `mute_at` on it answers no more; `slow_s` is added to
    every answer. At `bad_mac_at` one bit of the body is flipped just before the status word: under secure messaging
    that is its MAC. From `swap_at` on `swap_to` answers, freshly reset: exchanged faster than any reader notices.
    """

    pull_at: int = 0
    mute_at: int = 0
    slow_s: float = 0.0
    bad_mac_at: int = 0
    swap_at: int = 0
    swap_to: VirtualCard | None = None

    def pulls(self, number: int) -> bool:
        """Whether the card leaves at APDU `number`."""
        return 0 < self.pull_at <= number

    def mutes(self, number: int) -> bool:
        """Whether the card is silent at APDU `number`."""
        return 0 < self.mute_at <= number


class FaultyCard:
    """Fits VirtualCard: the card of one insertion with those of its faults that show in its answers.

    `number` counts the APDUs so far; the reader asks `Faults` about the others, with the number to come.
    """

    def __init__(self, card: VirtualCard, faults: Faults) -> None:
        self._card = card
        self._faults = faults
        self.number = 0

    @property
    def atr(self) -> bytes:
        """Answer to reset of the card that is in now."""
        return self._card.atr

    def reset(self) -> None:
        """Reset the card that is in now."""
        self._card.reset()

    def swap(self, card: VirtualCard) -> None:
        """Let another card answer from now on, freshly reset."""
        self._card = card
        card.reset()

    def answer(self, apdu: bytes) -> bytes:
        """Answer as the card that is in now, its body spoiled when that is due."""
        self.number += 1
        if self.number == self._faults.swap_at and self._faults.swap_to is not None:
            self.swap(self._faults.swap_to)
        answer = self._card.answer(apdu)
        body = answer[:-_STATUS_WORD]
        if self.number != self._faults.bad_mac_at or not body:
            return answer
        return body[:-1] + bytes((body[-1] ^ _FLIPPED,)) + answer[-_STATUS_WORD:]
