"""Several readers as one: a slot for 社会保障卡 behind PC/SC beside a SAM_V module for 身份证.

Options: `members`, names of reader drivers, the most awake first (the one that tells its events itself: "pcsc
sam_serial"); `NAME.OPTION` is an option of the member NAME alone, an option without a name one of all of them (`trust`,
`wlt`, `psam` and the other aids belong to no member: they have no name).
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from drivers.discovery import open_device as open_reader
from drivers.errors import CardWithdrawn, ReaderGone, SamRefused, UnknownDriver
from drivers.types import Absent, Present, Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

    from drivers.protocols import CardChannel, CardReader
    from drivers.types import Presence

__all__ = ["SeveralReaders", "open_device"]

_SLICE_S = 0.3  # a SAM_V module may be asked that often
_ITSELF = "several"


def open_device(options: Mapping[str, str]) -> CardReader:
    """Open every member. Raises UnknownDriver for a member that no file provides, or for none at all."""
    names = options.get("members", "").split()
    if not names or _ITSELF in names:
        raise UnknownDriver("the option `members` names the readers that are taken together")
    shared = {key: value for key, value in options.items() if "." not in key and key != "members"}
    own = {
        name: {key.removeprefix(f"{name}."): value for key, value in options.items() if key.startswith(f"{name}.")}
        for name in names
    }
    return SeveralReaders({name: open_reader("readers", name, {**shared, **own[name]}) for name in names})


class SeveralReaders:
    """Fits CardReader: the first card in any of them, until it is gone. For one thread at a time.

    A card that is laid into another reader meanwhile counts when the first one has gone.
    """

    def __init__(self, members: Mapping[str, CardReader]) -> None:
        self._members = dict(members)
        self._seen: dict[str, Presence] = {}
        self._active = ""
        self._last: Presence | None = None

    @property
    def lost(self) -> dict[str, str]:
        """Tell which members are unavailable, by name, with the fault's code."""
        return {name: seen.code for name, seen in self._seen.items() if isinstance(seen, Unavailable)}

    @property
    def psam(self) -> Callable[[], AbstractContextManager[CardChannel]] | None:
        """The way to the terminal's own PSAM, of the first member that has one."""
        ways = (getattr(member, "psam", None) for member in self._members.values())
        return next((way for way in ways if way is not None), None)

    def wait(self, timeout_s: float) -> Presence:
        """Block until the presence differs from the last one returned, or the time is over.

        Unavailable only when all of them are.
        """
        end = time.monotonic() + timeout_s
        while True:
            slice_s = max(0.0, min(_SLICE_S, end - time.monotonic())) if self._last is not None else 0.0
            presence = self._look(slice_s)
            if presence != self._last or time.monotonic() >= end:
                self._last = presence
                return presence

    def connect(self) -> AbstractContextManager[CardChannel]:
        """Open the card that `wait` last reported. Raises CardWithdrawn, CardMute, ReaderGone, as its reader does."""
        presence = self._last or self.wait(0)
        if self._active:
            return self._members[self._active].connect()
        if isinstance(presence, Unavailable):
            raise (SamRefused if presence.code == SamRefused.code else ReaderGone)("connect: no reader")
        raise CardWithdrawn("connect: no card")

    def close(self) -> None:
        """Release all of them."""
        for member in self._members.values():
            member.close()

    def _look(self, slice_s: float) -> Presence:
        """Ask the one with the card, or all of them; sleeps up to `slice_s` in the first that is asked."""
        if self._active:
            seen = self._seen[self._active] = self._members[self._active].wait(slice_s)
            if isinstance(seen, Present):
                return seen
            self._active = ""
            return Absent()
        for name, member in self._members.items():
            seen = self._seen[name] = member.wait(slice_s)
            slice_s = 0.0
            if isinstance(seen, Present):
                self._active = name
                return seen
        return Absent() if len(self.lost) < len(self._members) else Unavailable(next(iter(self.lost.values())))
