"""The records desk: one thread that owns the outbox and the audit journal; a submission is true when it says so."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kiosk.domain.inquiry import Found
from kiosk.domain.reports import FiledCase, FiledFound, FilingFailed, Inquired, IntakeChanged
from kiosk.runtime.lanes import Lane
from offline_cache.errors import StoreError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from kiosk.audit import Audit
    from kiosk.domain.case import Filed
    from kiosk.domain.errands import (
        CountQuestion,
        DropDraft,
        FileCase,
        FindFiled,
        Inquire,
        KeepDraft,
        Note,
        Rate,
        Settle,
    )
    from kiosk.domain.reports import Report
    from kiosk.runtime.lanes import Post
    from kiosk.sync.drafts import Drafts
    from kiosk.sync.filing import FilingDesk
    from kiosk.sync.terminal_ledger import TerminalLedger
    from kiosk.sync.upkeep import Upkeep

__all__ = ["Records", "RecordsDesk"]


class Records(NamedTuple):
    """What the lane owns."""

    filing: FilingDesk
    audit: Audit
    upkeep: Upkeep
    ledger: TerminalLedger
    drafts: Drafts


class RecordsDesk:
    """`opened` builds what the lane owns inside its thread, which alone may use it.

    `trip` is the lab's tripwire: a FIFO written right after the commit, to kill the terminal at that very moment.
    """

    def __init__(
        self,
        post: Post,
        tell: Callable[[Report], None],
        now: Callable[[], dt.datetime],
        opened: Callable[[], Records],
        *,
        failed: Callable[[Exception], None],
        trip: str = "",
    ) -> None:
        self._tell, self._now, self._opened, self._broken, self._trip = tell, now, opened, failed, trip
        self._lane = Lane("records", post, urgent=True)
        self._records: Records | None = None
        self._busy = False

    def file(self, errand: FileCase) -> None:
        """Seal the run and commit it."""
        self._lane.run(
            lambda: self._file(errand),
            lambda filed: self._filed(errand.visit, filed),
            lambda why: self._not_filed(errand.visit, why),
        )

    def find(self, errand: FindFiled) -> None:
        """Find this person's cases; a store that cannot be read has none to offer."""
        now = self._now()
        self._lane.run(
            lambda: self._find(errand, now),
            self._tell,
            lambda _why: self._tell(FiledFound(errand.visit, ())),
        )

    def keep_draft(self, errand: KeepDraft) -> None:
        """Keep what a visit has so far; a disk that refuses stops nobody."""
        now = self._now()
        self._lane.run(lambda: self._keep(errand, now), _nothing, self._broken)

    def drop_draft(self, errand: DropDraft) -> None:
        """Destroy a draft; one that the disk does not let go is removed by its age."""
        self._lane.run(lambda: self._open().drafts.drop(errand.imprint), _nothing, self._stayed)

    def keep(self, errand: Inquire, put: Callable[[Inquire], None]) -> None:
        """Write an order down, then `put` it to the centre: what is not written down is not ordered."""
        now = self._now()
        self._lane.run(
            lambda: self._filing().orders.note(errand.inquiry, errand.identity, now),
            lambda _done: put(errand),
            lambda why: self._tell(Inquired(errand.visit, _unwritten(errand, why))),
        )

    def settle(self, errand: Settle) -> None:
        """Put the note of an order away; one that stays is looked at again at the next visit, which harms nobody."""
        self._lane.run(lambda: self._filing().orders.settle(errand.order_id), _nothing, self._stayed)

    def rate(self, errand: Rate) -> None:
        """Queue a rating."""
        now, about = self._now(), (errand.case_id, errand.level)

        def keep() -> None:
            self._filing().rate(*about, now, errand.reason, turn=errand.turn, item_id=errand.item_id)

        self._lane.run(keep, _nothing, self._broken)

    def count(self, errand: CountQuestion) -> None:
        """Count an opened answer; a store in trouble counts none, and nobody at the glass is told of that."""
        now, about = self._now(), (errand.item_id, errand.question_id)
        self._lane.run(lambda: self._filing().questions.count(*about, now), _nothing, _uncounted)

    def note(self, errand: Note) -> None:
        """Write an audit event."""
        self._lane.run(lambda: self._audit().note(errand.event, errand.detail), _nothing, self._broken)

    def round(self) -> None:
        """Do what the memory needs, and say whether a new case would be taken. Called again and again."""
        if not self._busy:
            self._busy = True
            self._tend()

    def close(self) -> None:
        """Finish what was begun and close the store."""
        self._lane.close(5, self._shut)

    def _file(self, errand: FileCase) -> Filed:
        filed = self._filing().file(errand.run, self._now())
        if self._trip:
            Path(self._trip).write_text(f"{filed.receipt_no}\n", encoding="utf-8")
            Path(f"{self._trip}.hold").read_bytes()
        return filed

    def _find(self, errand: FindFiled, now: dt.datetime) -> FiledFound:
        filed, orders = self._filing().find(errand.identity), self._filing().orders.of(errand.identity)
        try:
            draft = self._open().drafts.find(errand.imprint, filed, now)
        except StoreError:
            draft = None
        return FiledFound(errand.visit, filed, orders, draft)

    def _keep(self, errand: KeepDraft, now: dt.datetime) -> None:
        try:
            self._open().drafts.keep(errand.run, errand.imprint, now)
        except StoreError as why:
            with contextlib.suppress(StoreError):
                self._audit().note("draft-unkept", why.code)

    def _filed(self, visit: int, filed: Filed) -> None:
        self._tell(FiledCase(visit, filed))
        self._lane.run(self._rest, _nothing, self._stayed)

    def _rest(self) -> None:
        self._open().ledger.enter()
        self._open().upkeep.rest()

    def _tend(self) -> None:
        self._lane.run(self._step, self._stepped, self._stayed)

    def _step(self) -> tuple[bool, str]:
        now = self._now()
        upkeep, now_ms = self._open().upkeep, int(now.timestamp() * 1000)
        with contextlib.suppress(StoreError):
            self._purge_drafts(now)
        self._filing().questions.look(now)
        self._open().ledger.look(now_ms)
        return upkeep.step(now_ms), upkeep.refusal(now_ms)

    def _purge_drafts(self, now: dt.datetime) -> None:
        if removed := self._open().drafts.purge(now):
            self._audit().note("drafts-purged", str(removed))

    def _stepped(self, result: tuple[bool, str]) -> None:
        more, refusal = result
        self._tell(IntakeChanged(refusal))
        self._busy = more
        if more:
            self._tend()

    def _stayed(self, why: Exception) -> None:
        """Say that nothing can be taken while the store is in trouble; the next round looks again."""
        self._busy = False
        if not hasattr(why, "code"):
            raise why
        self._tell(IntakeChanged(str(why.code)))

    def _not_filed(self, visit: int, why: Exception) -> None:
        self._tell(FilingFailed(visit, getattr(why, "code", "filing-failed")))

    def _open(self) -> Records:
        if self._records is None:
            self._records = self._opened()
        return self._records

    def _filing(self) -> FilingDesk:
        return self._open().filing

    def _audit(self) -> Audit:
        return self._open().audit

    def _shut(self) -> None:
        if self._records is not None:
            self._records.filing.close()


def _unwritten(errand: Inquire, why: Exception) -> Found:
    return Found(errand.inquiry, "failed", code=getattr(why, "code", "filing-failed"))


def _uncounted(why: Exception) -> None:
    if not hasattr(why, "code"):
        raise why


def _nothing(_result: object) -> None:
    """Nobody waits for this answer."""
