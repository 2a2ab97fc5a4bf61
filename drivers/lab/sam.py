"""A 身份证 reader of the lab: a SAM_V module on a pseudo-terminal, and the hand that lays cards on it."""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import tempfile
import threading
import tty
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.lab.cards.resident import resident_card
from drivers.lab.people import person
from drivers.lab.sam_module import PREAMBLE, SamFaults, SamModule
from drivers.lab.sam_words import STATES, faults_of, parse

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

__all__ = ["LabSam"]

_HEADER = len(PREAMBLE) + 2
_PIECES = 3
_MOST = 64  # no command is longer


class LabSam:
    """Fits LabDevice. Commands: `insert KIND [...]`, `remove`, `module STATE`, `unplug`, `plug`."""

    def __init__(self) -> None:
        self.module = SamModule()
        self._hand = threading.RLock()
        self._folder: Path | None = None
        self._ends: tuple[int, int] | None = None
        self._thread: threading.Thread | None = None
        self._unplugged = threading.Event()
        self._wake = -1
        self._kind = self._holder = ""

    def start(self) -> dict[str, str]:
        """Plug the module in; returns the profile's option for it: a name that stays when it is plugged in again."""
        self._folder = Path(tempfile.mkdtemp(prefix="kiosk-sam-"))
        self._plug()
        return {"reader.device": str(self._folder / "sam")}

    def command(self, words: Sequence[str]) -> dict[str, object]:
        """Lay a card there (in place of the one that lies there), take it, or do something to the module.

        Raises ValueError with a usage line.
        """
        order = parse(words)
        with self._hand:
            match order.verb:
                case "insert":
                    self._insert(order)
                case "remove":
                    self.module.lay(None, SamFaults())
                case "module":
                    self.module.status = STATES[order.state]
        if order.verb == "unplug":
            self._unplug()
        elif order.verb == "plug" and self._ends is None and self._folder is not None:
            self._plug()
        return self.state()

    def state(self) -> dict[str, object]:
        """Tell what lies there and whose it is, whether the module works, and whether it is plugged in."""
        with self._hand:
            there = self.module.card is not None
            words = {code: name for name, code in STATES.items()}
            return {
                "card": self._kind if there else None,
                "person": self._holder if there else None,
                "module": words[self.module.status],
                "plugged": self._ends is not None,
            }

    def stop(self) -> None:
        """Unplug the module and leave nothing behind."""
        self._unplug()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _insert(self, order: argparse.Namespace) -> None:
        holder, other = person(order.person), person(order.to)
        self.module.lay(resident_card(order.kind, holder), faults_of(order), resident_card(order.kind, other))
        self._kind, self._holder = order.kind, holder.key

    def _plug(self) -> None:
        near, far = os.openpty()
        tty.setraw(far)
        if self._folder is not None:
            link = self._folder / "sam"
            link.unlink(missing_ok=True)
            link.symlink_to(os.ttyname(far))
        self._ends = near, far
        self._unplugged = threading.Event()
        wake_read, wake_write = os.pipe()
        self._wake = wake_write
        self._thread = threading.Thread(target=self._serve, args=(near, wake_read), name="lab-sam", daemon=True)
        self._thread.start()

    def _unplug(self) -> None:
        if self._ends is None or self._thread is None:
            return
        self._unplugged.set()
        os.close(self._wake)
        self._thread.join()
        for end in self._ends:
            os.close(end)
        self._ends = None
        if self._folder is not None:
            (self._folder / "sam").unlink(missing_ok=True)

    def _serve(self, near: int, wake: int) -> None:
        """Answer frames until the other end of `wake` is closed."""
        received = b""
        with os.fdopen(wake), contextlib.suppress(OSError):
            while not self._unplugged.is_set():
                ready, _, _ = select.select([near, wake], [], [])
                if wake in ready:
                    return
                received = self._answered(near, received + os.read(near, 4096))

    def _answered(self, near: int, received: bytes) -> bytes:
        """Answer every whole frame; return what is left."""
        while (start := received.find(PREAMBLE)) >= 0:
            received = received[start:]
            if len(received) < _HEADER:
                return received
            end = _HEADER + int.from_bytes(received[len(PREAMBLE) : _HEADER], "big")
            if len(received) < end <= _MOST:
                return received
            self._unplugged.wait(self.module.faults.slow_s)
            with self._hand:
                answer = self.module.receive(received[len(PREAMBLE) : end])
            self._send(near, answer)
            received = received[end:]
        return received[1 - len(PREAMBLE) :]

    def _send(self, near: int, answer: bytes) -> None:
        faults = self.module.faults
        step = -(-len(answer) // _PIECES) if faults.split else len(answer)
        for start in range(0, len(answer), step or 1):
            if start and self._unplugged.wait(faults.slow_s):
                return
            os.write(near, answer[start : start + step])
