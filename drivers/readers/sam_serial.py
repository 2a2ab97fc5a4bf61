"""身份证 readers with a licensed SAM_V module on a serial line (also USB adapters that look like one).

Options: `device`, the serial device (best its name under /dev/serial/by-id); `baud`, 115200 without it.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drivers.errors import CardGarbled, CardMute, CardWithdrawn, ReaderGone, SamRefused
from drivers.readers.sam_serial_channel import SamChannel, made_up_atr
from drivers.readers.sam_serial_codes import LINE_NOISE, OK, refusal
from drivers.readers.sam_serial_line import SamLine
from drivers.readers.sam_serial_module import SamModule
from drivers.types import Absent, Present, Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from drivers.protocols import CardReader
    from drivers.types import Presence

__all__ = ["SamReader", "open_device"]

_POLL_S = 0.3  # the module's maker allows no more
_BACK_OFF_S = (0.1, 0.3, 0.5, 0.8)
_STUTTERS = 1  # looks in a row that may fail before the reader counts as gone


def open_device(options: Mapping[str, str]) -> CardReader:
    """Open the module on `device`; works without it until it comes. Raises ValueError for a `baud` that is none."""
    return SamReader(SamLine(options.get("device", ""), int(options.get("baud", "115200"))))


@dataclass(slots=True, repr=False)
class _Laid:
    """The card that lies there, selected. `spent`: a reading of it failed, it must be lifted and laid again."""

    atr: bytes
    chip: bytes
    asked: bool = False
    spent: bool = False


class SamReader:
    """Fits CardReader. Looks for cards by asking; heals by itself. For one thread at a time."""

    def __init__(self, line: SamLine) -> None:
        self._line = line
        self._module = SamModule(line)
        self._number = ""
        self._laid: _Laid | None = None
        self._insertions = 0
        self._lost = ReaderGone.code
        self._failures = 0
        self._due = float("-inf")
        self._last: Presence | None = None
        self._closed = threading.Event()

    def wait(self, timeout_s: float) -> Presence:
        """Block until the presence differs from the last one returned, or the time is over.

        A card whose reading failed is `mute` until it is lifted.
        """
        end = time.monotonic() + timeout_s
        while True:
            if time.monotonic() >= self._due:
                self._look()
            presence, left_s = self._presence(), end - time.monotonic()
            if presence != self._last or left_s <= 0:
                self._last = presence
                return presence
            self._closed.wait(max(0.0, min(left_s, self._due - time.monotonic())))

    @contextmanager
    def connect(self) -> Iterator[SamChannel]:
        """Open the card that `wait` last reported.

        Raises CardWithdrawn, CardMute (a card to be laid again), ReaderGone; CardWithdrawn also at the end of the
        `with` block when another card lies there, or none: what was read must then not be used.
        """
        presence = self._last or self.wait(0)
        if isinstance(presence, Unavailable):
            raise (SamRefused if presence.code == SamRefused.code else ReaderGone)("connect: no working SAM_V module")
        laid = self._laid
        if laid is None:
            raise CardWithdrawn("connect: no card")
        if laid.spent:
            raise CardMute("connect: the card must be lifted and laid again")
        evidence = {"reader": "SAM_V", "interface": "serial", "sam": self._number}
        channel = SamChannel(laid.atr, lambda deadline_s: self._payload(laid, deadline_s), evidence)
        try:
            yield channel
            if not self._stays(laid):
                self._laid = None
                raise CardWithdrawn("the card was taken or exchanged while it was read")
        finally:
            channel.wipe()

    def close(self) -> None:
        """Release the serial device; a `wait` that is on ends."""
        self._closed.set()
        self._line.close()

    def _presence(self) -> Presence:
        if self._lost:
            return Unavailable(self._lost)
        return Present(self._laid.atr, mute=self._laid.spent) if self._laid else Absent()

    def _look(self) -> None:
        """Ask the module once; a failure shows when it repeats, or when the device is gone."""
        try:
            if self._lost or not self._line.is_open:
                self._number = self._module.check()
            self._laid = self._ask()
        except (CardMute, CardGarbled, ReaderGone) as failure:
            self._failures += 1
            if self._failures > _STUTTERS or isinstance(failure, ReaderGone):
                self._lost = SamRefused.code if isinstance(failure, SamRefused) else ReaderGone.code
                self._laid = None
                self._line.close()
            self._due = time.monotonic() + _BACK_OFF_S[min(self._failures, len(_BACK_OFF_S)) - 1]
        else:
            self._lost = ""
            self._failures = 0
            self._due = time.monotonic() + _POLL_S

    def _ask(self) -> _Laid | None:
        """Tell what lies there now. A card that is another than before is not told at once: first comes None."""
        if self._laid is None:
            return self._found()
        if self._laid.spent:
            return self._laid if self._module.find() else None
        return self._laid if self._stays(self._laid) else None

    def _found(self) -> _Laid | None:
        if not self._module.find():
            return None
        chosen = self._module.select() or (self._module.find() and self._module.select())
        self._insertions += 1
        chip = self._module.chip_number() if chosen else b""
        return _Laid(made_up_atr(self._insertions), chip, spent=not chosen)

    def _stays(self, laid: _Laid) -> bool:
        """Tell whether the card that was selected has not left since.

        Only a card that is still selected gives its chip number, or an answer about its newest address; one that
        must be found anew is compared by its chip number.
        """
        if laid.chip and (chip := self._module.chip_number()):
            return chip == laid.chip
        if self._module.holds():
            return True
        return self._module.find() and self._module.select() and self._module.chip_number() == laid.chip

    def _payload(self, laid: _Laid, deadline_s: float) -> bytes:
        """Read text and photo, in one answer of the module; a card that was asked before is selected anew."""
        if laid.asked and self._module.find():
            self._module.select()
        laid.asked = True
        answer = self._module.read(deadline_s)
        if answer.status == OK:
            return answer.body
        another = self._module.find() and self._module.select() and self._module.chip_number() not in {laid.chip, b""}
        if another or not self._module.find():
            self._laid = None
            raise CardWithdrawn(str(refusal("read", answer.status)))
        laid.spent = answer.status not in LINE_NOISE
        raise refusal("read", answer.status)
