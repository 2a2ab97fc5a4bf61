"""The paper meter: how much of the roll is gone, how many receipts it still gives, and for how many days.

Nobody can look into a closed printer, so the meter counts what it sends, listens to the near-end sensor and learns
from each roll that runs out what that sensor's word was worth. A new store belongs to a full roll.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from drivers.types import Condition, PrinterState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from drivers.types import PrinterStatus
    from offline_cache.paper_roll import PaperRoll, RollState

__all__ = ["PaperMeter"]

_ROLL_MM, _NEAR_END_MM, _TYPICAL_MM = 50_000.0, 3_000.0, 160.0
_RECENT = 16  # papers whose mean length is expected of the next ones
_DAYS = 14  # of use that forecast the next


class PaperMeter:
    """Counts one roll; lives in its store's thread. Every method raises StoreError.

    - `roll_mm`: paper on a new roll, 50000 (80 mm wide, 80 mm thick)
    - `near_end_mm`: what the near-end sensor's word means until a roll has taught it, 3000
    - `knife_mm`: paper that the printer feeds from the head past the knife before each cut, 0; measure one receipt
      against the length that `probe printer` tells
    """

    def __init__(
        self,
        roll: PaperRoll,
        options: Mapping[str, str],
        today: Callable[[], dt.date] = lambda: dt.datetime.now().astimezone().date(),
    ) -> None:
        self._roll, self._today = roll, today
        self._roll_mm = float(options.get("roll_mm", _ROLL_MM))
        self._near_end_mm = float(options.get("near_end_mm", _NEAR_END_MM))
        self._knife_mm = float(options.get("knife_mm", 0))
        self._state = roll.read()

    @property
    def used_mm(self) -> float:
        """Paper used since the roll was put in, in mm."""
        return self._state.used_mm

    @property
    def left_mm(self) -> float:
        """Paper that is left, in mm, as far as anybody can know."""
        state = self._state
        if state.doubt == "out":
            return 0.0
        if state.low_at_mm is not None:
            return max(0.0, self._near_end - (state.used_mm - state.low_at_mm))
        by_count = max(0.0, self._roll_mm - state.used_mm)
        return by_count if state.near_end_mm is None else max(by_count, state.near_end_mm)

    @property
    def receipts_left(self) -> int:
        """Return how many papers of the recent length that is."""
        return int(self.left_mm / (self._state.mean_mm or _TYPICAL_MM + self._knife_mm))

    def days_left(self) -> float | None:
        """Return for how many days the roll lasts if use stays what it was; None without any use so far."""
        today = self._today()
        used, first = self._roll.used_since(today - dt.timedelta(days=_DAYS - 1))
        if not used:
            return None
        days = (today - dt.date.fromisoformat(first)).days + 1
        return self.left_mm / (used / days)

    def spent(self, mm: float, *, papers: int = 0) -> None:
        """Count a strip of this length and the cut that ends it; `papers` 1 when it is a whole receipt."""
        length, state = mm + self._knife_mm, self._state
        mean = state.mean_mm
        if papers:
            mean = max(1.0, mean + (length - mean) / _RECENT if mean else length)
        self._state = replace(state, used_mm=state.used_mm + length, mean_mm=mean)
        self._roll.write(self._state, self._today(), length, papers)

    def see(self, status: PrinterStatus) -> None:
        """Draw from a status whether the roll runs low, has run out, or is a new one."""
        state = self._seen(status)
        if state != self._state:
            self._state = state
            self._roll.write(state)

    def changed(self) -> None:
        """Begin to count anew: a technician has put a new roll in."""
        self._state = replace(self._state, used_mm=0.0, low_at_mm=None, doubt="")
        self._roll.write(self._state)

    @property
    def _near_end(self) -> float:
        return self._near_end_mm if self._state.near_end_mm is None else self._state.near_end_mm

    def _seen(self, status: PrinterStatus) -> RollState:
        state, conditions = self._state, status.conditions
        if Condition.PAPER_OUT in conditions:
            return state if state.doubt == "out" else replace(state, near_end_mm=self._taught(), doubt="out")
        if Condition.COVER_OPEN in conditions:
            return replace(state, doubt=state.doubt or "cover")
        if status.state is not PrinterState.READY:
            return state
        if Condition.PAPER_LOW in conditions:
            low_at = state.used_mm if state.low_at_mm is None else state.low_at_mm
            return replace(state, low_at_mm=low_at, doubt="")
        if state.doubt == "out" or (state.doubt == "cover" and state.low_at_mm is not None):
            return replace(state, used_mm=0.0, low_at_mm=None, doubt="")
        return replace(state, doubt="")

    def _taught(self) -> float | None:
        """Return what the sensor's word was worth, now that the roll has run out; every roll counts half."""
        state = self._state
        if state.low_at_mm is None or state.used_mm <= state.low_at_mm:
            return state.near_end_mm
        this = state.used_mm - state.low_at_mm
        return this if state.near_end_mm is None else (this + state.near_end_mm) / 2
