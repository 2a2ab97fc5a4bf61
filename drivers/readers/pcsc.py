"""Readers behind PC/SC (pcscd): every CCID reader, and the lab's virtual one.

Options, all parts of a reader's name and all optional: `name` (the citizens' readers; "" any), `contact` and
`contactless` (their roles: when both hold a card, the contact one wins), `psam` (the reader of the terminal's own
PSAM; or `psam_atr`, hex, how the PSAM's ATR begins). What the PSAM's reader holds is never a citizen's card.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from drivers.errors import CardNeedsPsam, CardWithdrawn, ReaderGone
from drivers.readers.pcsc_channel import connected
from drivers.readers.pcsc_roles import Roles
from drivers.readers.pcsc_service import PcscService
from drivers.readers.pcsc_slot import UNAWARE, SlotState
from drivers.types import Absent, Present, Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from drivers.readers.pcsc_channel import PcscChannel
    from drivers.types import Presence

__all__ = ["PcscReader", "open_device"]

_SETTLING_S = 0.5  # a device with several slots announces them one by one, and one may come between two questions


def open_device(options: Mapping[str, str]) -> PcscReader:
    """Open the readers that the options name; works without any, and without the service, until they come.

    Raises ValueError for a `psam_atr` that is not hexadecimal.
    """
    return PcscReader(Roles.from_options(options))


class PcscReader:
    """Fits CardReader: one card of those in the wanted readers, until it leaves. Heals by itself.

    A card laid in another reader meanwhile waits its turn. For one thread at a time.
    """

    def __init__(self, roles: Roles) -> None:
        self._service = PcscService()
        self._roles = roles
        self._slots: dict[str, SlotState] = {}
        self._held: str | None = None  # the reader of the card that `wait` reports
        self._last: Presence | None = None
        self._settling = False

    def wait(self, timeout_s: float) -> Presence:
        """Block until the presence differs from the last one returned, or the time is over.

        A card exchanged faster than anybody looks is still reported as gone first: the service counts
        insertions and removals. So is one that leaves while another reader holds a card.
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
        """Open the card that `wait` last reported; its evidence names `reader` and, where known, `interface`.

        Raises CardWithdrawn, CardMute, ReaderGone; CardWithdrawn also at the end of the `with` block, when the
        card was exchanged meanwhile: what was read must then not be used.
        """
        presence = self._last or self.wait(0)
        if isinstance(presence, Unavailable):
            raise ReaderGone("connect: no reader")
        reader = self._held
        if reader is None:
            raise CardWithdrawn("connect: no card")
        interface = self._roles.interface(reader)
        evidence = {"reader": reader} | ({"interface": interface} if interface else {})
        with connected(self._service.context(), reader, evidence) as channel:
            yield channel
            now = self._service.changes({reader: UNAWARE}, 0)
            if self._slots[reader].left_by(now.get(reader, UNAWARE)):
                raise CardWithdrawn("the card was exchanged while it was read")

    @contextmanager
    def psam(self) -> Iterator[PcscChannel]:
        """Open the terminal's own PSAM, wherever it lies. Raises CardNeedsPsam, CardError, ReaderGone."""
        attached = dict.fromkeys(self._service.readers(), UNAWARE)
        slots = self._service.changes(attached, 0)
        reader = next((name for name, slot in slots.items() if self._roles.is_psam(name, slot)), None)
        if reader is None:
            raise CardNeedsPsam("no PSAM in any reader")
        with connected(self._service.context(), reader, {"reader": reader}) as channel:
            yield channel

    def close(self) -> None:
        """Release the service."""
        self._service.close()

    def _look(self, timeout_s: float) -> Presence:
        """Tell what is there; sleeps up to `timeout_s` when that is what was there the last time."""
        try:
            attached = [reader for reader in self._service.readers() if self._roles.watches(reader)]
            self._settling = self._settling or attached != list(self._slots)
            self._slots = {reader: self._slots.get(reader, UNAWARE) for reader in attached}
            quiet = self._held in (None, *attached) and self._presence() == self._last
            nap_s = min(timeout_s, _SETTLING_S) if self._settling else timeout_s
            changes = self._service.changes(self._slots, nap_s if quiet else 0)
            self._settling = self._settling and not (quiet and not changes)
        except ReaderGone:
            self._slots, self._held = {}, None
            if self._presence() == self._last:
                self._service.back_off(timeout_s)
            return self._presence()
        for reader, now in changes.items():
            exchanged = now.present and self._slots[reader].left_by(now)
            # Forgotten, the new card is found by the next look; this one shows the reader empty.
            self._slots[reader] = UNAWARE if exchanged else now
        return self._hold()

    def _hold(self) -> Presence:
        """Go on with the card in hand; when it has left, say so before another one is taken."""
        occupied = self._occupied()
        left = self._held is not None and self._held not in occupied
        self._held = None if left else self._held or self._roles.first(occupied)
        return Absent() if left and self._slots else self._presence()

    def _presence(self) -> Presence:
        if not any(not self._roles.is_psam(*reader) for reader in self._slots.items()):
            return Unavailable(ReaderGone.code)
        reader = self._held or self._roles.first(self._occupied())
        return Present(self._slots[reader].atr, mute=self._slots[reader].mute) if reader else Absent()

    def _occupied(self) -> list[str]:
        return [
            reader for reader, slot in self._slots.items() if slot.present and not self._roles.is_psam(reader, slot)
        ]
