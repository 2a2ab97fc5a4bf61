"""What the store remembers of the paper roll: one row for the roll that is in, one for each day's use."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from offline_cache.store import Store

__all__ = ["PaperRoll", "RollState"]


@dataclass(frozen=True, slots=True)
class RollState:
    """`used_mm` since the roll was put in, `low_at_mm` of them when the sensor said low (None before).

    `near_end_mm` is what the sensor's word meant on the last roll that ran out (None until one has), `mean_mm` the
    length of recent papers (0 before the first), `doubt` what may become a change of rolls: "", "cover" or "out".
    """

    used_mm: float = 0.0
    low_at_mm: float | None = None
    near_end_mm: float | None = None
    mean_mm: float = 0.0
    doubt: str = ""


class PaperRoll:
    """Reads and writes them; every method raises StoreError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self) -> RollState:
        """Return the state, a fresh one where nothing was ever written."""
        row = self._store.row("SELECT used_mm, low_at_mm, near_end_mm, mean_mm, doubt FROM paper_roll")
        return RollState(**row) if row else RollState()

    def write(self, state: RollState, day: dt.date | None = None, mm: float = 0.0, papers: int = 0) -> None:
        """Write the state and, with a `day`, add to what was used on it."""
        with self._store.tx() as db:
            db.execute(
                "INSERT OR REPLACE INTO paper_roll (id, used_mm, low_at_mm, near_end_mm, mean_mm, doubt) "
                "VALUES (1, :used_mm, :low_at_mm, :near_end_mm, :mean_mm, :doubt)",
                asdict(state),
            )
            if day is not None:
                db.execute(
                    "INSERT INTO paper_day (day, mm, papers) VALUES (?, ?, ?) "
                    "ON CONFLICT DO UPDATE SET mm = mm + excluded.mm, papers = papers + excluded.papers",
                    (day.isoformat(), mm, papers),
                )

    def used_since(self, day: dt.date) -> tuple[float, str]:
        """Return the mm used from this day on, and the first day on record ("" when there is none)."""
        row = self._store.row(
            "SELECT coalesce(sum(mm), 0) AS mm, coalesce(min(day), '') AS first FROM paper_day WHERE day >= ?",
            day.isoformat(),
        )
        return (row["mm"], row["first"]) if row else (0.0, "")
