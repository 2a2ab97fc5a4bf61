"""Carrying out: everything that has to be delivered, as batches that prove the same as the line.

Nothing in the outbox changes: what is not answered lies in the next export as well.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kiosk.sync.file_drop.errors import writing
from kiosk.sync.file_drop.manifests import LARGEST_FILE
from kiosk.sync.file_drop.sending import Exported
from kiosk.sync.file_drop.up_batch import UpBatch
from kiosk.sync.file_drop.writer import remove_leftovers

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from kiosk.sync.file_drop.sending import Sender, Standing
    from offline_cache.rows import Enclosed, Queued

__all__ = ["LARGEST_BATCH", "export"]

LARGEST_BATCH = 256 * 1024 * 1024


def export(
    folder: Path,
    rows: Iterable[Queued],
    body: Callable[[Enclosed], bytes],
    *,
    sender: Sender,
    standing: Standing,
    now: dt.datetime,
    largest: int = LARGEST_BATCH,
) -> Exported:
    """Write all rows with their enclosures into batches of at most `largest` bytes, one at least, even without rows.

    What a killed export left behind there is removed first. Raises DropUnwritable, DropFull: the batches that were
    finished before stand; StoreError.
    """
    done = Exported()
    with _alone(sender.home), writing():
        folder.mkdir(exist_ok=True)
        remove_leftovers(folder, sender.device_id)
        batch = UpBatch(folder, sender, standing, now)
        try:
            for row in rows:
                files = _files(row, body)
                if files is None:
                    done.lost.append(row.case_id)
                    continue
                if not batch.takes(files, largest):
                    batch.finish(done)
                    batch = UpBatch(folder, sender, standing, now)
                batch.add(row.case_id, files)
            batch.finish(done)
        except BaseException:
            batch.writer.abandon()
            raise
    return done


def _files(row: Queued, body: Callable[[Enclosed], bytes]) -> dict[str, bytes] | None:
    """Return what travels of a row by its path, None when a part is lost, damaged or larger than may travel."""
    if hashlib.sha256(row.envelope).hexdigest() != row.sealed_sha256:
        return None
    files = {}
    for enclosed in row.enclosures:
        try:
            content = body(enclosed)
        except OSError:
            return None
        if len(content) > LARGEST_FILE or hashlib.sha256(content).hexdigest() != enclosed.sha256:
            return None
        files[f"blobs/{enclosed.sha256}"] = content
    return {**files, f"envelopes/{row.case_id}.json": row.envelope}


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Wait until no other export of this terminal is at work: it would take our work for a leftover."""
    with writing():
        handle = os.open(home, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with writing():
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
