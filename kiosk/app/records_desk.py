"""The records desk: one thread that owns the outbox and the audit journal; a submission is true when it says so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.domain.reports import FiledCase, FiledFound, FilingFailed
from kiosk.runtime.lanes import Lane

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from kiosk.audit import Audit
    from kiosk.domain.case import Filed
    from kiosk.domain.errands import FileCase, FindFiled, Note, Rate
    from kiosk.domain.reports import Report
    from kiosk.runtime.lanes import Post
    from kiosk.sync.filing import FilingDesk

__all__ = ["RecordsDesk"]


class RecordsDesk:
    """`opened` builds the filing desk and the audit inside the lane's thread, which alone may use them.

    `trip` is the lab's tripwire: a FIFO written right after the commit, to kill the terminal at that very moment.
    """

    def __init__(
        self,
        post: Post,
        tell: Callable[[Report], None],
        now: Callable[[], dt.datetime],
        opened: Callable[[], tuple[FilingDesk, Audit]],
        *,
        failed: Callable[[Exception], None],
        trip: str = "",
    ) -> None:
        self._tell, self._now, self._opened, self._broken, self._trip = tell, now, opened, failed, trip
        self._lane = Lane("records", post)
        self._desks: tuple[FilingDesk, Audit] | None = None

    def file(self, errand: FileCase) -> None:
        """Seal the run and commit it."""
        self._lane.run(
            lambda: self._file(errand),
            lambda filed: self._tell(FiledCase(errand.visit, filed)),
            lambda why: self._not_filed(errand.visit, why),
        )

    def find(self, errand: FindFiled) -> None:
        """Find this person's cases; a store that cannot be read has none to offer."""
        self._lane.run(
            lambda: self._filing().find(errand.identity),
            lambda found: self._tell(FiledFound(errand.visit, tuple(found))),
            lambda _why: self._tell(FiledFound(errand.visit, ())),
        )

    def rate(self, errand: Rate) -> None:
        """Queue a rating."""
        now = self._now()
        self._lane.run(lambda: self._filing().rate(errand.case_id, errand.level, now), _nothing, self._broken)

    def note(self, errand: Note) -> None:
        """Write an audit event."""
        self._lane.run(lambda: self._audit().note(errand.event, errand.detail), _nothing, self._broken)

    def close(self) -> None:
        """Finish what was begun and close the store."""
        self._lane.close(5, self._shut)

    def _file(self, errand: FileCase) -> Filed:
        filed = self._filing().file(errand.run, self._now())
        if self._trip:
            Path(self._trip).write_text(f"{filed.receipt_no}\n", encoding="utf-8")
            Path(f"{self._trip}.hold").read_bytes()
        return filed

    def _not_filed(self, visit: int, why: Exception) -> None:
        self._tell(FilingFailed(visit, getattr(why, "code", "filing-failed")))

    def _both(self) -> tuple[FilingDesk, Audit]:
        if self._desks is None:
            self._desks = self._opened()
        return self._desks

    def _filing(self) -> FilingDesk:
        return self._both()[0]

    def _audit(self) -> Audit:
        return self._both()[1]

    def _shut(self) -> None:
        if self._desks is not None:
            self._desks[0].close()


def _nothing(_result: object) -> None:
    """Nobody waits for this answer."""
