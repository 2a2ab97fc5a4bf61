"""Carrying out without any key of this terminal: what lies in the second copies is sealed and signed already.

The batch is signed by a key made for it alone, which proves no more than that it is whole. Each envelope proves itself.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.sync.file_drop.errors import DropUnreadable
from kiosk.sync.file_drop.exporting import export
from kiosk.sync.file_drop.sending import Sender, Standing
from offline_cache.blobs import Blobs, is_named
from offline_cache.durable import alone
from offline_cache.intake import Intake
from offline_cache.rows import Enclosed, Queued
from offline_cache.second_copy import SecondCopies

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from kiosk.sync.file_drop.sending import Exported
    from offline_cache.second_copy import SecondCopy

__all__ = ["rescue"]

NO_SECRET = bytes(32)  # opens no local facts, and none are wanted
LANES = {"case", "rating", "telemetry"}
ENDED = {"accepted", "closed"}


class _OneTimeKey:
    def __init__(self) -> None:
        self._key = Ed25519PrivateKey.generate()

    @property
    def public(self) -> bytes:
        return self._key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


def rescue(store: Path, folder: Path, device_id: str, now: dt.datetime, largest: int) -> Exported:
    """Write everything queued in the second copies of a store into batches; the database is not opened.

    Raises DropUnreadable: there are no second copies; DropUnwritable, DropFull.
    """
    if not (store / "env").is_dir():
        raise DropUnreadable("there are no second copies")
    copies = SecondCopies(store, NO_SECRET)
    with contextlib.suppress(OSError), alone(store):  # the last case may lie in its berth alone, after a power cut
        Intake(store).restore(lambda path, body: is_named(path, body) or copies.proves(path, body))
    try:
        heads = [head for head, _ in copies.heads()]
    except OSError as error:
        raise DropUnreadable(f"{type(error).__name__}: {error.strerror}") from error
    wanted = [head for head in heads if head.lane in LANES and head.state not in ENDED]
    blobs = Blobs(store / "blobs")
    standing = Standing({}, rescue=True)
    sender = Sender(device_id, _OneTimeKey(), store)
    rows = _rows(copies, wanted)
    return export(
        folder, rows, lambda one: blobs.read(one.sha256), sender=sender, standing=standing, now=now, largest=largest
    )


def _rows(copies: SecondCopies, wanted: list[SecondCopy]) -> Iterator[Queued]:
    for head in wanted:
        copy = copies.read(head.case_id)
        envelope = copy.envelope if copy else b""
        enclosed = tuple(Enclosed(*one) for one in head.enclosures)
        yield Queued(head.case_id, "case", head.seq, envelope, head.sealed_sha256, 0, enclosed)
