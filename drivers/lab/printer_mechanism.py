"""The inside of the lab's printer: a receive buffer, commands in their order, and rows put on paper one by one."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from drivers.lab.escpos_paper import DOTS, Press
from drivers.lab.printer_families import EXIT, FAMILIES
from drivers.lab.printer_stream import next_command

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.lab.printer_slot import Slot
    from drivers.lab.printer_stream import Command

__all__ = ["BLOCKING_NOT", "Mechanism"]

BLOCKING_NOT = frozenset({"near-end"})
"""Faults with which it prints on."""

_MORE = 4096  # what is taken beyond the buffer while a command longer than it is on its way


class Mechanism:
    """Holds what it cannot print and prints it when mended, unless it was told to forget it.

    Everything but `run` is called with `changed` held. `say` takes the answers; `speed_mm_s` 0 prints at once.
    """

    def __init__(
        self,
        changed: threading.Condition,
        say: Callable[[bytes], None],
        slot: Slot,
        *,
        capacity: int,
        dots: int = DOTS,
        speed_mm_s: float = 0.0,
    ) -> None:
        self.family = FAMILIES["epson"]
        self.faults: set[str] = set()
        self.rows_left: int | None = None
        self.rows_fed = 0
        self.printed = 0
        self.stopped = threading.Event()
        self._changed = changed
        self._say = say
        self._slot = slot
        self._capacity = capacity
        self._speed = speed_mm_s
        self._press = Press(dots)
        self._buffer = b""
        self._works = False
        self._purges = 0

    @property
    def held(self) -> int:
        """Bytes that are not on paper yet; a command that is being printed counts as one."""
        return len(self._buffer) + self._works

    @property
    def hanging_rows(self) -> int:
        """Rows that hang from the slot, not cut off."""
        return self._press.strip_rows

    def room(self) -> int:
        """Return how many bytes it takes now; more than its buffer only for a command that is longer than that."""
        starving = not self._works and not self._blocked() and next_command(self._buffer) is None
        return max(self._capacity - len(self._buffer), _MORE if starving else 0)

    def stuck(self) -> bool:
        """Whether it is full and cannot go on by itself."""
        return not self.room() and self._blocked()

    def accept(self, data: bytes) -> None:
        """Take bytes into the buffer."""
        self._buffer += data

    def drop_unfinished(self) -> None:
        """Forget the beginning of a command whose end will never come."""
        if next_command(self._buffer) is None:
            self._buffer = b""

    def forget(self) -> None:
        """Forget all that is not on paper, and every mode."""
        self._buffer = b""
        self._purges += 1
        self._press.reset()

    def status(self, query: int) -> bytes:
        """Return the answer to DLE EOT `query`."""
        conditions = {EXIT, *self.faults} if self._slot.occupied() else self.faults
        return self.family.status(query, conditions)

    def run(self) -> None:
        """Print until `stopped` is set and `changed` notified."""
        while (taken := self._take()) is not None:
            command, raw, purges = taken
            self._press.note(raw)
            self._move(command, purges)
            with self._changed:
                if purges == self._purges:
                    self._finish(command)
                self._works = False
                self._changed.notify_all()

    def _take(self) -> tuple[Command, bytes, int] | None:
        with self._changed:
            while (found := self._next()) is None:
                if self.stopped.is_set():
                    return None
                self._changed.wait()
            command, length = found
            raw, self._buffer = self._buffer[:length], self._buffer[length:]
            self._works = True
            self._changed.notify_all()
            return command, raw, self._purges

    def _next(self) -> tuple[Command, int] | None:
        """Return what is to be done next: a question that waited its turn is answered in any state."""
        found = None if self.stopped.is_set() else next_command(self._buffer)
        asked = found is not None and found[0].name == b"\x10\x04" and not self.family.real_time
        return found if asked or not self._blocked() else None

    def _move(self, command: Command, purges: int) -> None:
        """Put the rows of one command on paper, at the speed of the motor."""
        count = 0
        for row in self._press.rows(command):
            with self._changed:
                self._changed.wait_for(self._may_go_on(purges))
                if self.stopped.is_set() or purges != self._purges:
                    return
                self._press.put(row)
                count += 1
                self._wear()
        if self._speed:
            self.stopped.wait(count / 8 / self._speed)

    def _may_go_on(self, purges: int) -> Callable[[], bool]:
        return lambda: self.stopped.is_set() or purges != self._purges or not self._blocked()

    def _wear(self) -> None:
        self.rows_fed += 1
        if self.rows_left is not None:
            self.rows_left -= 1
            if self.rows_left <= 0:
                self.faults.add("paper-out")

    def _blocked(self) -> bool:
        return bool(self.faults - BLOCKING_NOT)

    def _finish(self, command: Command) -> None:
        """Do what a command asks for beside ink: cut, answer, handle the paper at the exit."""
        name, data = command
        if name in {b"\x1dV", b"\x1bi", b"\x1bm"}:
            if (paper := self._press.cut()) is not None:
                self._slot.give(paper, presents=self.family.presents)
                self.printed += 1
        elif name == b"\x1dr" and data[0] in {1, 49}:
            self._say(b"\x03" if "near-end" in self.faults else b"\x00")
        elif name == b"\x1dI":
            self._say(self.family.identity.get(data[0] % 48 if data[0] < 51 else data[0], b""))
        elif name == b"\x10\x04" and not self.family.real_time:
            self._say(self.status(data[0]))
        elif name == b"\x1d(" and data[:1] == b"H" and data[3:5] == b"00" and self.family.echoes:
            self._say(b"\x37\x22" + data[5:9] + b"\x00")
        elif name == b"\x1de" and self.family.retracts:
            self._present(data)

    def _present(self, data: bytes) -> None:
        """GS e: 2 retract, 5 eject, 6 tell, 20h steps seconds; 3 brings a paper to where it is already (Custom)."""
        match data[0]:
            case 2:
                self._slot.retract()
            case 5:
                self._slot.eject()
            case 6:
                told = {"near-end": 0x01, "jam": 0x80, "presenter-jam": 0x80}
                byte = 0x08 * self._slot.occupied()
                for fault in self.faults:
                    byte |= told.get(fault, 0x40)
                self._say(bytes((byte,)))
            case 0x20:
                self._slot.limit(data[2])
