"""The state of one reader as SCardGetStatusChange tells it."""

from __future__ import annotations

from dataclasses import dataclass

from smartcard import scard

__all__ = ["UNAWARE", "SlotState"]


@dataclass(frozen=True, slots=True)
class SlotState:
    """State flags in the lower half of `flags`, a count of insertions and removals in the upper; the ATR."""

    flags: int
    atr: bytes = b""

    @property
    def present(self) -> bool:
        """Whether a card is in."""
        return bool(self.flags & scard.SCARD_STATE_PRESENT)

    @property
    def mute(self) -> bool:
        """Whether the card in it gave no answer to reset."""
        return bool(self.flags & scard.SCARD_STATE_MUTE)

    def left_by(self, later: SlotState) -> bool:
        """Whether the card that is in now is no longer there `later`, even if another one is."""
        return self.present and not (later.present and self.flags >> 16 == later.flags >> 16)


UNAWARE = SlotState(scard.SCARD_STATE_UNAWARE)
