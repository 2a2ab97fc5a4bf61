"""Read whatever card is there: the profile its ATR points to first, then the others by trying."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from drivers.discovery import card_profiles
from drivers.errors import CardUnknown
from drivers.protocols import NO_AIDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.protocols import CardChannel, ReadingAids
    from drivers.types import CardReading, ResponseApdu

__all__ = ["read_card"]


def read_card(channel: CardChannel, progress: Callable[[float], None], aids: ReadingAids = NO_AIDS) -> CardReading:
    """Read the connected card once, from its first file to its last; `progress` takes 0…1.

    The reading's evidence holds `apdus` (exchanged with the card, those of profiles tried in vain included)
    and `ms`. Raises CardUnknown when no profile recognises the card, and what the recognising profile raises.
    """
    counted = _Counted(channel)
    started = time.monotonic()
    for profile in sorted(card_profiles(), key=lambda profile: not profile.matches(channel.atr)):
        try:
            reading = profile.read(counted, progress, aids)
        except CardUnknown:
            continue
        spent_ms = round((time.monotonic() - started) * 1000)
        return replace(reading, evidence={**reading.evidence, "apdus": str(counted.apdus), "ms": str(spent_ms)})
    raise CardUnknown("no profile recognises this card")


class _Counted:
    """A card channel that counts its APDUs."""

    def __init__(self, channel: CardChannel) -> None:
        self._channel = channel
        self.atr = channel.atr
        self.apdus = 0

    def transmit(self, apdu: bytes, deadline_s: float = 2.0) -> ResponseApdu:
        self.apdus += 1
        return self._channel.transmit(apdu, deadline_s)
