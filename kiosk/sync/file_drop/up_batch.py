"""One batch that goes up: as much as fits, and a manifest that the terminal signs."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from kiosk.sync.file_drop.manifests import SCHEMA
from kiosk.sync.file_drop.writer import BatchWriter
from offline_cache.case_numbers import uuid7
from offline_cache.sealing import canonical

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from kiosk.sync.file_drop.sending import Exported, Sender, Standing

__all__ = ["UpBatch"]

MOST_FILES = 10_000  # what fits into a manifest of 4 MiB


class UpBatch:
    """Rows and their files go in until it is full; `finish` signs it and counts it in `done`."""

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
        """Write the files of a row. Raises DropUnwritable, DropFull."""
        for path, content in files.items():
            self.writer.add(path, content)
        self._rows.append(case_id)

    def finish(self, done: Exported) -> None:
        """Write the manifest and give the batch its name. Raises DropUnwritable, DropFull."""
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
