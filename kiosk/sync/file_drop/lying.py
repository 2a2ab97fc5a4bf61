"""What one of our batches carries, while it still lies where we put it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.sync.file_drop.errors import BatchDamaged
from kiosk.sync.file_drop.manifests import read_manifest

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["rows_in"]


def rows_in(batch: Path, device_id: str) -> frozenset[str] | None:
    """Return the rows that a batch carries, None when it is not ours."""
    try:
        manifest = read_manifest(batch)
    except BatchDamaged:
        return None
    paths = (one.path.partition("/") for one in manifest.files)
    rows = frozenset(name.removesuffix(".json") for kind, _, name in paths if kind == "envelopes")
    return rows if manifest.device_id == device_id else None
