"""Carrying out: everything that has to be delivered, as batches that prove the same as the line.

Nothing in the outbox changes: what is not answered lies in the next export as well.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from kiosk.sync.file_drop.errors import writing
from kiosk.sync.file_drop.reader import LARGEST_FILE, SCHEMA
from kiosk.sync.file_drop.writer import BatchWriter, remove_leftovers
from offline_cache.case_numbers import uuid7
from offline_cache.sealing import canonical

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from offline_cache.rows import Enclosed, Queued

__all__ = ["BLOB_LOST", "LARGEST_BATCH", "Exported", "Sender", "Standing", "export"]

LARGEST_BATCH = 256 * 1024 * 1024
MOST_FILES = 10_000  # what fits into a manifest of 4 MiB
BLOB_LOST = "blob-lost"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a manifest says besides its files: highest number by store, batches in effect, where the changes stand.

    `rescue`: the terminal's keys are not to be had; nothing but the envelopes is to be believed.
    """

    stores: dict[str, int]
    seen: tuple[str, ...] = ()
    cursor: str = ""
    rescue: bool = False


@dataclass(slots=True)
class Exported:
    """What was carried out: ids of batches and of rows, bytes, and rows of which a part is lost."""

    batches: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    bytes: int = 0
    lost: list[str] = field(default_factory=list)


class Signer(Protocol):
    """DeviceKeys, or a key for one batch."""

    @property
    def public(self) -> bytes:
        """Return the Ed25519 public key, 32 bytes."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature, 64 bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Sender:
    """Who carries out: the terminal's id and the key that signs; `home` is the folder of the store."""

    device_id: str
    keys: Signer
    home: Path


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
        batch = _Batch(folder, sender, standing, now)
        try:
            for row in rows:
                files = _files(row, body)
                if files is None:
                    done.lost.append(row.case_id)
                    continue
                if not batch.takes(files, largest):
                    batch.finish(done)
                    batch = _Batch(folder, sender, standing, now)
                batch.add(row.case_id, files)
            batch.finish(done)
        except BaseException:
            batch.writer.abandon()
            raise
    return done


class _Batch:
    def __init__(self, folder: Path, sender: Sender, standing: Standing, now: dt.datetime) -> None:
        self._sender, self._standing, self._now = sender, standing, now
        self._rows: list[str] = []
        self.writer = BatchWriter(folder, uuid7(int(now.timestamp() * 1000)), sender.device_id)

    def takes(self, files: dict[str, bytes], largest: int) -> bool:
        """Whether these files have room; the first row of a batch always has."""
        size = sum(map(len, files.values()))
        room = self.writer.size + size <= largest and len(self.writer.listed) + len(files) <= MOST_FILES
        return room or not self._rows

    def add(self, case_id: str, files: dict[str, bytes]) -> None:
        for path, content in files.items():
            self.writer.add(path, content)
        self._rows.append(case_id)

    def finish(self, done: Exported) -> None:
        writer = self.writer
        writer.finish(_manifest(writer, self._sender, self._standing, self._now))
        done.batches.append(writer.batch_id)
        done.rows += self._rows
        done.bytes += writer.size


def _manifest(writer: BatchWriter, sender: Sender, standing: Standing, now: dt.datetime) -> bytes:
    keys = sender.keys
    manifest = {
        "schema": SCHEMA,
        "direction": "up",
        "batch_id": writer.batch_id,
        "device_id": sender.device_id,
        "created": now.isoformat(timespec="seconds"),
        "public_key": base64.b64encode(keys.public).decode(),
        "stores": [{"store_id": one, "highest_seq": seq} for one, seq in standing.stores.items()],
        "seen": list(standing.seen),
        "cursor": standing.cursor,
        "files": writer.listed,
        **({"rescue": True} if standing.rescue else {}),
    }
    value = base64.b64encode(keys.sign(SCHEMA.encode() + b"\n" + canonical(manifest))).decode()
    key_id = hashlib.sha256(keys.public).hexdigest()[:16]
    return canonical({**manifest, "signature": {"key_id": key_id, "value": value}})


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
