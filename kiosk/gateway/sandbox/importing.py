"""Taking batches that came by hand: the same desks as on the line, the same guarantees."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.gateway.sandbox.batch_folder import SCHEMA, batches_in, read_file, read_manifest
from kiosk.gateway.sandbox.problems import Problem
from kiosk.gateway.sandbox.proof import Sender
from kiosk.gateway.sandbox.signer import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kiosk.gateway.sandbox.desks import Desks

__all__ = ["Importer"]

LATER = {"urn:kiosk:missing-blobs", "urn:kiosk:missing-case", "urn:kiosk:in-progress"}
KEEP = """
    INSERT INTO batch (batch_id, device_id, sha256, answers, cursor, stores) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (batch_id) DO UPDATE SET answers = excluded.answers
"""


@dataclass(slots=True)
class Taken:
    """One batch in work: who sent it, its envelopes, what was answered to each (by id), which files are damaged."""

    manifest: dict[str, Any]
    sha256: str
    device: Sender
    envelopes: list[tuple[dict[str, Any], Sender]] = field(default_factory=list)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    damaged: list[str] = field(default_factory=list)


class Importer:
    """Takes all batches of a folder, whatever their order, as often as they come."""

    def __init__(self, desks: Desks) -> None:
        self._desks, self._register = desks, desks.centre.register
        self._receive: dict[str, Callable[[Sender, str], tuple[int, dict[str, Any]]]] = {
            "case": desks.cases.receive,
            "supplement": desks.supplements.receive,
            "rating": desks.ratings.rate,
            "tally": desks.questions.tally,
        }

    def take(self, folder: Path) -> Iterator[dict[str, Any]]:
        """Import; yield one report for each batch: its numbers, or the problem that kept it out."""
        batches = []
        for path in batches_in(folder):
            try:
                if (one := self._open(path)) is not None:
                    batches.append(one)
            except Problem as problem:
                yield {"batch_id": path.name, "problem": problem.kind, "detail_zh": problem.zh}
        progress = True
        while progress:  # a supplement may have come in an earlier batch than its case
            progress = any([self._answer(batch) for batch in batches])  # noqa: C419 - every batch has its turn
        for batch in batches:
            self._keep(batch)
            yield self._report(batch)

    def _open(self, path: Path) -> Taken | None:
        """Verify a batch and put its enclosures by; None for one that goes the other way. Raises Problem."""
        manifest, text = read_manifest(path)
        if manifest["direction"] != "up":
            return None
        device = _device(manifest)
        devices = self._desks.centre.devices
        if manifest.get("rescue"):
            devices.expect(device.device_id)
        else:
            devices.admit(device.device_id, device.public)
        batch = Taken(manifest, Sender("", device.key, text).sha256, device)
        known = self._register.row("SELECT sha256 FROM batch WHERE batch_id = ?", manifest["batch_id"])
        if known and known["sha256"] != batch.sha256:
            raise Problem(409, "urn:kiosk:different-content")
        for listed in manifest["files"]:
            self._put_by(batch, path, listed)
        return batch

    def _put_by(self, batch: Taken, path: Path, listed: dict[str, Any]) -> None:
        body = read_file(path, listed)
        name = listed["path"].rpartition("/")[2]
        try:
            if body is None:
                batch.damaged.append(listed["path"])
            elif listed["path"].startswith("blobs/"):
                self._desks.blobs.put(name, body)
            else:
                envelope = json.loads(body)
                sender = Sender(batch.device.device_id, batch.device.key, body)
                batch.envelopes.append(({"id": envelope["case_id"], "kind": envelope["kind"]}, sender))
        except (Problem, ValueError, KeyError, TypeError):
            batch.damaged.append(listed["path"])

    def _answer(self, batch: Taken) -> bool:
        """Bring every envelope that has no lasting answer to its desk; return whether one got it now."""
        progress = False
        for named, sender in batch.envelopes:
            before = batch.answers.get(named["id"])
            if before and before["body"].get("type") not in LATER:
                continue
            status, body = self._at_desk(named, sender)
            batch.answers[named["id"]] = {**named, "sha256": sender.sha256, "status": status, "body": body}
            progress = progress or body.get("type") not in LATER
        return progress

    def _at_desk(self, named: dict[str, Any], sender: Sender) -> tuple[int, dict[str, Any]]:
        if named["kind"] not in self._receive:  # an appointment, or a question: nothing that can wait
            return 422, Problem(422, "urn:kiosk:envelope").body()
        try:
            return self._receive[named["kind"]](sender, str(named["id"]))
        except Problem as problem:
            return problem.status, problem.body()

    def _keep(self, batch: Taken) -> None:
        manifest, answers = batch.manifest, list(batch.answers.values())
        if manifest.get("rescue"):
            manifest = {**manifest, "cursor": "", "stores": [], "seen": []}  # said by nobody in particular
        kept = [json.dumps(answers, ensure_ascii=False), manifest["cursor"], json.dumps(manifest["stores"])]
        with self._register.transaction():
            self._register.rows(KEEP, manifest["batch_id"], batch.device.device_id, batch.sha256, *kept)
            for export_id in manifest["seen"]:
                sql = "SELECT batches FROM export WHERE export_id = ? AND device_id = ?"
                row = self._register.row(sql, export_id, batch.device.device_id)
                for batch_id in json.loads(row["batches"]) if row else ():
                    self._register.rows("UPDATE batch SET confirmed = 1 WHERE batch_id = ?", batch_id)

    @staticmethod
    def _report(batch: Taken) -> dict[str, Any]:
        statuses = [answer["status"] for answer in batch.answers.values()]
        later = [answer for answer in batch.answers.values() if answer["body"].get("type") in LATER]
        return {
            "batch_id": batch.manifest["batch_id"],
            "device_id": batch.device.device_id,
            "taken": statuses.count(201),
            "replayed": statuses.count(200),
            "later": len(later),
            "refused": sum(status >= HTTPStatus.BAD_REQUEST for status in statuses) - len(later),
            "damaged": batch.damaged,
        }


def _device(manifest: dict[str, Any]) -> Sender:
    """Return who signed a manifest. Raises Problem 422."""
    signed = {name: value for name, value in manifest.items() if name != "signature"}
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(manifest["public_key"], validate=True))
        value = base64.b64decode(manifest["signature"]["value"], validate=True)
        key.verify(value, SCHEMA.encode() + b"\n" + canonical(signed))
    except (InvalidSignature, ValueError, binascii.Error):
        raise Problem(422, "urn:kiosk:batch") from None
    return Sender(manifest["device_id"], key, b"")
