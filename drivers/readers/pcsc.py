"""Readers behind PC/SC (pcscd): every CCID reader, and the lab's virtual one.

Options: `name`, a part of the reader's name; without it every reader counts.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from drivers.errors import CardWithdrawn, ReaderGone
from drivers.readers.pcsc_channel import connected
from drivers.readers.pcsc_service import PcscService
from drivers.readers.pcsc_slot import UNAWARE, SlotState
from drivers.types import Absent, Present, Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from drivers.protocols import CardReader
    from drivers.readers.pcsc_channel import PcscChannel
    from drivers.types import Presence

__all__ = ["PcscReader", "open_device"]


def open_device(options: Mapping[str, str]) -> CardReader:
    """Open the readers whose name contains `name`; works without any, and without the service, until they come."""
    return PcscReader(options.get("name", ""))


class PcscReader:
    """Fits CardReader: the first card in any of the wanted readers. Heals by itself. For one thread at a time."""

    def __init__(self, wanted: str) -> None:
        self._service = PcscService()
        self._wanted = wanted
        self._slots: dict[str, SlotState] = {}
        self._last: Presence | None = None

    def wait(self, timeout_s: float) -> Presence:
        """Block until the presence differs from the last one returned, or the time is over.

        A card exchanged faster than anybody looks is still reported as gone first: the service counts
        insertions and removals.
        """
        end = time.monotonic() + timeout_s
        while True:
            left_s = max(0.0, end - time.monotonic())
            presence = self._look(left_s)
            if presence != self._last or left_s == 0:
                self._last = presence
                return presence

    @contextmanager
    def connect(self) -> Iterator[PcscChannel]:
        """Open the card that `wait` last reported.

        Raises CardWithdrawn, CardMute, ReaderGone; CardWithdrawn also at the end of the `with` block, when the
        card was exchanged meanwhile: what was read must then not be used.
        """
        presence = self._last or self.wait(0)
        if isinstance(presence, Unavailable):
            raise ReaderGone("connect: no reader")
        reader = self._occupied()
        if reader is None:
            raise CardWithdrawn("connect: no card")
        with connected(self._service.context(), reader) as channel:
            yield channel
            now = self._service.changes({reader: UNAWARE}, 0)
            if self._slots[reader].left_by(now.get(reader, UNAWARE)):
                raise CardWithdrawn("the card was exchanged while it was read")

    def close(self) -> None:
        """Release the service."""
        self._service.close()

    def _look(self, timeout_s: float) -> Presence:
        """Tell what is there; sleeps up to `timeout_s` when that is what was there the last time."""
        try:
            attached = [reader for reader in self._service.readers() if self._wanted in reader]
            self._slots = {reader: self._slots.get(reader, UNAWARE) for reader in attached}
            changes = self._service.changes(self._slots, timeout_s if self._presence() == self._last else 0)
        except ReaderGone:
            self._slots = {}
            if self._presence() == self._last:
                self._service.back_off(timeout_s)
            return self._presence()
        for reader, now in changes.items():
            exchanged = now.present and self._slots[reader].left_by(now)
            # Forgotten, the new card is found by the next look; this one shows the reader empty.
            self._slots[reader] = UNAWARE if exchanged else now
        return self._presence()

    def _presence(self) -> Presence:
        if not self._slots:
            return Unavailable(ReaderGone.code)
        reader = self._occupied()
        return Present(self._slots[reader].atr, mute=self._slots[reader].mute) if reader else Absent()

    def _occupied(self) -> str | None:
        return next((reader for reader, slot in self._slots.items() if slot.present), None)
