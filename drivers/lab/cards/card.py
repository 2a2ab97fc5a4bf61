"""What every virtual card offers, and what can go wrong with it in a citizen's hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

__all__ = ["Faults", "VirtualCard"]


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
    """Misbehaviour of one insertion: APDUs count from 1, 0 means never.

    At `pull_at` the card is pulled before it answers; from `mute_at` on it answers no more; `slow_s` is added to
    every answer.
    """

    pull_at: int = 0
    mute_at: int = 0
    slow_s: float = 0.0

    def pulls(self, number: int) -> bool:
        """Whether the card leaves at APDU `number`."""
        return 0 < self.pull_at <= number

    def mutes(self, number: int) -> bool:
        """Whether the card is silent at APDU `number`."""
        return 0 < self.mute_at <= number
