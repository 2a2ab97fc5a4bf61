"""Where paper leaves the lab's printer: into people's hands, or to an exit that holds it and takes it back."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drivers.lab.escpos_paper import Paper

__all__ = ["Slot"]


class Slot:
    """What came out, oldest first. With a presenter the last piece waits at the exit until somebody takes it.

    People take it after `dwell_s`, unless `leaves` is set: then it waits for `take`.
    """

    def __init__(self, dwell_s: float) -> None:
        self.leaves = False
        self.retracted = 0
        self._dwell_s = dwell_s
        self._out: list[Paper] = []
        self._at_exit = False
        self._since = 0.0
        self._limit = 0.0

    def give(self, paper: Paper, *, presents: bool) -> None:
        """Let a piece out; what waits at the exit is pushed out by it."""
        self._out.append(paper)
        self._at_exit, self._since, self._limit = presents, time.monotonic(), 0.0

    def occupied(self) -> bool:
        """Whether a paper waits at the exit now."""
        waited = time.monotonic() - self._since
        if self._at_exit and self._limit and waited >= self._limit:
            self.retract()
        elif self._at_exit and not self.leaves and waited >= self._dwell_s:
            self._at_exit = False
        return self._at_exit

    def limit(self, seconds: float) -> None:
        """Take back what waits if nobody takes it within this time."""
        self._limit = seconds

    def retract(self) -> None:
        """Draw what waits at the exit into the bin: nobody gets it."""
        if self._at_exit:
            self._out.pop()
            self.retracted += 1
            self._at_exit = False

    def eject(self) -> None:
        """Push what waits at the exit out."""
        self._at_exit = False

    def take(self) -> None:
        """Carry all paper away; from now on people take it again."""
        self._out.clear()
        self._at_exit = self.leaves = False

    def papers(self) -> list[Paper]:
        """Return what came out and was not carried away, oldest first."""
        self.occupied()
        return list(self._out)
