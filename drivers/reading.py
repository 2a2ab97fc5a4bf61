"""Read whatever card is there: the profile its ATR points to first, then the others by trying."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from drivers.discovery import card_profiles
from drivers.errors import CardError, CardGarbled, CardUnknown, CardWithdrawn
from drivers.journal import ApduJournal
from drivers.protocols import NO_AIDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.protocols import CardChannel, CardReader, ReadingAids
    from drivers.types import CardReading, ResponseApdu

__all__ = ["READINGS", "Watch", "read_card", "read_in"]

READINGS = 3  # one, and two more from the very beginning: what is half read is never taken up again


def _nothing(*_: object) -> None:
    """Watch nothing."""


def _never(_: CardError) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What a reading tells while it goes on.

    `progress` takes 0…1 by bytes; `sending` is called before each APDU; `again` is asked whether the card that
    slipped or stuttered still lies there, so that it is read once more; `journal` keeps the exchanges.
    """

    progress: Callable[[float], None] = _nothing
    sending: Callable[[], None] = _nothing
    again: Callable[[CardError], bool] = _never
    journal: ApduJournal = field(default_factory=ApduJournal)


def read_card(channel: CardChannel, progress: Callable[[float], None], aids: ReadingAids = NO_AIDS) -> CardReading:
    """Read the connected card once, from its first file to its last; `progress` takes 0…1.

    The reading's evidence holds `apdus` (exchanged with the card, those of profiles tried in vain included), `ms`,
    `photo_bytes`, and what the channel says of itself (`reader`, `interface`). Raises CardUnknown when no profile
    recognises the card, and what the recognising profile raises.
    """
    return _read(channel, aids, Watch(progress=progress))


def read_in(reader: CardReader, aids: ReadingAids, watch: Watch) -> CardReading:
    """Read the card that lies in `reader`; once and twice more from the very beginning when `watch.again` says so.

    Each attempt has its own connection and reads everything: nothing of an earlier one is used. A reader that
    refuses a long APDU looks like a card that stutters, and the later attempts send short ones (ReadingAids.attempt,
    told in the evidence as `attempt`). Raises CardError, ReaderGone.
    """
    for attempt in range(aids.attempt, aids.attempt + READINGS):
        try:
            with reader.connect() as channel:
                reading = _read(channel, replace(aids, attempt=attempt), watch)
        except (CardWithdrawn, CardGarbled) as error:
            if attempt + 1 == aids.attempt + READINGS or not watch.again(error):
                raise
            continue
        return replace(reading, evidence={**reading.evidence, "attempt": str(attempt)}) if attempt else reading
    raise AssertionError  # the last attempt returns or raises


def _read(channel: CardChannel, aids: ReadingAids, watch: Watch) -> CardReading:
    watched = _Watched(channel, watch)
    profiles = sorted(card_profiles(), key=lambda profile: not profile.matches(channel.atr))
    started = time.monotonic()
    for profile in profiles:
        try:
            reading = profile.read(watched, watch.progress, aids)
        except CardUnknown:
            continue
        evidence = {
            **getattr(channel, "evidence", {}),
            **reading.evidence,
            "apdus": str(watched.apdus),
            "ms": f"{(time.monotonic() - started) * 1000:.1f}",
            "photo_bytes": str(len(reading.photo or b"")),
        }
        return replace(reading, evidence=evidence)
    raise CardUnknown("no profile recognises this card")


class _Watched:
    """A card channel that counts its APDUs, tells before each, and journals it."""

    def __init__(self, channel: CardChannel, watch: Watch) -> None:
        self._channel = channel
        self._watch = watch
        self.atr = channel.atr
        self.apdus = 0

    def transmit(self, apdu: bytes, deadline_s: float = 2.0) -> ResponseApdu:
        self.apdus += 1
        self._watch.sending()
        sent_at, answer = time.monotonic(), None
        try:
            answer = self._channel.transmit(apdu, deadline_s)
        finally:
            self._watch.journal.note(apdu, sent_at, answer)
        return answer
