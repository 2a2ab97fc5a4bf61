"""Answers to batches, as batches: what was received, what became of it, what is missing, and all that is published."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from kiosk.gateway.sandbox.batch_folder import MANIFEST, SCHEMA, described, write_batch
from kiosk.gateway.sandbox.clock import stamp
from kiosk.gateway.sandbox.signer import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kiosk.gateway.sandbox.desks import Desks

__all__ = ["Exporter"]

OPEN = "SELECT * FROM batch WHERE device_id = ? AND NOT confirmed ORDER BY rowid"
MOST_CHANGES = 10_000


class Exporter:
    """Says everything again until the terminal's next batch says that it has seen it."""

    def __init__(self, desks: Desks) -> None:
        self._desks, self._register = desks, desks.centre.register

    def give(self, folder: Path) -> Iterator[dict[str, Any]]:
        """Write one batch for every terminal that waits for answers; yield a report for each."""
        self._desks.decisions.advance()
        for row in self._register.rows("SELECT DISTINCT device_id FROM batch WHERE NOT confirmed ORDER BY device_id"):
            device_id, batch_id = row["device_id"], str(uuid.uuid4())
            answered = self._register.rows(OPEN, device_id)
            files = {path: canonical(body) for path, body in self._files(device_id, answered).items()}
            manifest = self._manifest(device_id, batch_id, files)
            kept = json.dumps([one["batch_id"] for one in answered])
            self._register.rows("INSERT INTO export VALUES (?, ?, ?)", batch_id, device_id, kept)
            write_batch(folder, batch_id, {**files, MANIFEST: canonical(manifest)})
            yield {"batch_id": batch_id, "device_id": device_id, "answers_to": json.loads(kept)}

    def _manifest(self, device_id: str, batch_id: str, files: dict[str, bytes]) -> dict[str, Any]:
        manifest = {
            "schema": SCHEMA,
            "direction": "down",
            "batch_id": batch_id,
            "device_id": device_id,
            "created": stamp(self._desks.centre.clock.now()),
            "files": described(files),
        }
        return self._desks.centre.signer.signed(SCHEMA, manifest)

    def _files(self, device_id: str, answered: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
        newest = answered[-1]
        stores = {"stores": json.loads(newest["stores"])}
        answers = [answer for one in answered for answer in json.loads(one["answers"])]
        said = {"schema": "kiosk.answers/1", "device_id": device_id, "answers": answers}
        feeds = self._desks.feeds
        return {
            "answers.json": self._desks.centre.signer.signed("kiosk.answers/1", said),
            "changes.json": self._desks.log.since(device_id, newest["cursor"], MOST_CHANGES),
            "device.json": self._desks.cards.card(device_id),
            "pulse.json": self._desks.pulses.answer(device_id, stores),
            **{f"feeds/{feed}.json": feeds.whole(feed) for feed in feeds.names},
        }
