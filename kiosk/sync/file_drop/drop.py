"""Both directions for one terminal: what is to be delivered goes out, what the centre says comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.gateway.dialect import load_dialect
from kiosk.sync.case_statuses import CaseStatuses
from kiosk.sync.file_drop.exporting import export
from kiosk.sync.file_drop.importing import Importer
from kiosk.sync.file_drop.news import news_of
from kiosk.sync.file_drop.sending import Sender, Standing
from kiosk.sync.hand_over import BLOB_LOST
from kiosk.sync.sign_keys import TrustedKeys
from offline_cache.carried import Carried
from offline_cache.outbox import Outbox
from offline_cache.replica import Replica

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Container, Iterable, Iterator
    from pathlib import Path

    from kiosk.sync.feeds import Noting
    from kiosk.sync.file_drop.options import DropOptions
    from kiosk.sync.file_drop.sending import Exported
    from kiosk.sync.file_drop.taken import Taken
    from offline_cache.keys import DeviceKeys
    from offline_cache.rows import Queued
    from offline_cache.store import Store

__all__ = ["FileDrop"]


def _unheard(event: str, detail: str = "", **more: str) -> None:
    """Write nothing: who carries for a test, or without a journal."""


class FileDrop:
    """Works on one Store, in one thread, for `device_id`; `trusted` is whom it believes, `note` writes audit events.

    Raises Misconfigured, SuiteUnavailable.
    """

    def __init__(self, store: Store, keys: DeviceKeys, options: DropOptions, note: Noting = _unheard) -> None:
        self._store, self._options, self.device_id = store, options, options.device_id
        self._sender = Sender(options.device_id, keys, store.folder)
        self._carried, self._outbox = Carried(store), Outbox(store)
        self.trusted = TrustedKeys(Replica(store), options.sign_key)
        dialect = load_dialect(options.dialect)
        news = news_of(store, dialect, options.suite, note, alone=options.alone)
        self._importer = Importer(store, options.device_id, self.trusted, dialect, news)

    def export(self, folder: Path, now: dt.datetime, case_id: str = "") -> Exported:
        """Write into `folder` everything that has to be delivered, or this one row, even when it is in trouble.

        Raises DropUnwritable, DropFull, StoreError.
        """
        if case_id:
            row = self._carried.unsent(case_id)
            return self.write(folder, [row] if row else [], now)
        return self.write(folder, self.waiting(), now)

    def waiting(self) -> Iterator[Queued]:
        """Yield what has to be delivered now, due or not. Raises StoreError."""
        return self._carried.waiting(self._carried.highest())

    def waiting_ids(self) -> list[str]:
        """Return the case ids of what `waiting` yields. Raises StoreError."""
        return self._carried.waiting_ids()

    def rows(self, case_ids: Iterable[str]) -> Iterator[Queued]:
        """Yield these rows, as far as the centre does not have them. Raises StoreError."""
        return (row for row in map(self._carried.unsent, case_ids) if row)

    def put_aside(self, case_ids: Iterable[str], now: dt.datetime) -> None:
        """Leave rows whose enclosures are lost to a technician, as the courier does. Raises StoreError.

        A row whose envelope is missing waits: it may still be found (offline_cache.mending).
        """
        for row in self.rows(case_ids):
            if row.envelope:
                self._outbox.dead(row.case_id, BLOB_LOST, int(now.timestamp() * 1000))

    def take(self, folder: Path, now: dt.datetime, passed: Container[str] = ()) -> Iterator[Taken]:
        """Put into effect what came down into `folder`, but for the batches `passed`; yield what became of each.

        Raises DropUnreadable, StoreError.
        """
        return self._importer.take(folder, now, passed)

    def write(self, folder: Path, rows: Iterable[Queued], now: dt.datetime, largest: int = 0) -> Exported:
        """Write these rows; without any a batch that only tells how far things stand. Raises as `export`.

        `largest` is the size of a batch in bytes, 0 the profile's.
        """
        stores = {self._store.store_id: self._carried.highest()}
        standing = Standing(stores, tuple(self._carried.seen()), CaseStatuses(self._store).cursor)
        done = export(
            folder,
            rows,
            self._outbox.body,
            sender=self._sender,
            standing=standing,
            now=now,
            largest=largest or self._options.largest,
        )
        done.lost = [case_id for case_id in done.lost if self._carried.unsent(case_id)]  # or settled meanwhile
        return done
