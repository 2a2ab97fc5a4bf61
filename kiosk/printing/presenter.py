"""The printer's exit: a paper that waits there is taken by a hand, or taken back before somebody else's comes.

Only for printers that see their exit. "Taken" means: it was seen there, and then no more.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Literal

from drivers.types import Condition, PrinterState

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.protocols import ReceiptPrinter
    from drivers.types import PrinterStatus
    from offline_cache.print_journal import PrintJournal

__all__ = ["TAKE_S", "Presenter"]

TAKE_S = 60.0
_BLIND = frozenset({Condition.JAM, Condition.PRESENTER, Condition.OFFLINE, Condition.ERROR})


class Presenter:
    """Watches one printer's exit and keeps the journal's word on it, in the journal's thread.

    After `take_s` seconds a paper is taken back. `told` hears what became of one that waited. `now_ms` is the wall
    clock: a successor goes on counting where its predecessor ended.
    """

    def __init__(
        self,
        printer: ReceiptPrinter,
        journal: PrintJournal,
        *,
        told: Callable[[Literal["taken", "retracted"]], None],
        take_s: float = TAKE_S,
        now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
    ) -> None:
        self._printer, self._journal, self._told = printer, journal, told
        self._take_ms, self._now_ms = take_s * 1000, now_ms
        self._keys = [job.key for job in journal.waiting()]
        self._since_ms = max((job.moved_ms for job in journal.waiting()), default=0)
        self._fresh = True

    def printed(self, key: str) -> bool:
        """Look for the paper that has just been proven; whether it waits at the exit. Raises StoreError."""
        if not self._printer.sees_exit or Condition.PRESENTED not in self._printer.status().conditions:
            return False
        self._begin(key)
        return True

    def look(self, status: PrinterStatus) -> None:
        """Draw from a status what became of the paper at the exit. Raises StoreError."""
        if not self._printer.sees_exit or status.state is PrinterState.UNAVAILABLE:
            return
        there = Condition.PRESENTED in status.conditions
        if self._fresh:
            self._fresh = False
            self._find_owner(there=there)
        if not there:
            if not status.conditions & _BLIND:
                self._end("taken")
        elif not self._since_ms:
            self._since_ms = self._now_ms()
        elif not 0 <= self._now_ms() - self._since_ms < self._take_ms:  # a clock set back ends the waiting too
            self._take_back()

    def make_way(self, status: PrinterStatus) -> str:
        """Free the exit for the next paper; the fault code of the paper that stays in the way, "" when it is free.

        Raises StoreError.
        """
        self.look(status)
        if not self._printer.sees_exit or Condition.PRESENTED not in status.conditions or self._take_back():
            return ""
        return Condition.PRESENTED.value

    def _find_owner(self, *, there: bool) -> None:
        """Find whose paper was already there when this program began: the power may have gone before it was noted."""
        newest = self._journal.newest()
        if there and not self._keys and newest is not None and newest.state == "CONFIRMED":
            self._begin(newest.key)

    def _begin(self, key: str) -> None:
        self._journal.presented(key)
        self._keys.append(key)
        self._since_ms = self._now_ms()

    def _take_back(self) -> bool:
        """Have the machine take it back; whether the exit is free now."""
        if not self._printer.clear_exit():
            self._since_ms = self._now_ms()  # not again at every look
            return False
        self._end("retracted")
        return True

    def _end(self, where: Literal["taken", "retracted"]) -> None:
        keys, self._keys, self._since_ms = self._keys, [], 0
        for key in keys:
            (self._journal.taken if where == "taken" else self._journal.taken_back)(key)
        if keys:
            self._told(where)
