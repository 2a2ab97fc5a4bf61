"""The manifest of a batch as anybody may have written it: read, bounded, not yet proven."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kiosk.sync.file_drop.errors import BatchDamaged
from kiosk.sync.file_drop.plain_files import read_plain
from kiosk.sync.file_drop.writer import MANIFEST

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["LARGEST_FILE", "SCHEMA", "Listed", "Manifest", "read_manifest"]

SCHEMA = "kiosk.batch/1"
LARGEST_FILE = 32 * 1024 * 1024
LARGEST_MANIFEST = 4 * 1024 * 1024
PATHS = re.compile(r"envelopes/[0-9a-f-]{36}\.json|blobs/[0-9a-f]{64}|[a-z]+\.json|feeds/[a-z]+\.json")
DIGEST = re.compile("[0-9a-f]{64}")
DIRECTIONS = ("up", "down")


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of a batch as its manifest lists it."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, repr=False)
class Manifest:
    """What a batch says of itself, not yet proven. `sha256` is that of its text."""

    batch_id: str
    direction: str
    device_id: str
    files: tuple[Listed, ...]
    document: dict[str, Any]
    sha256: str


def read_manifest(batch: Path) -> Manifest:
    """Return the manifest of a batch. Raises BatchDamaged."""
    text = read_plain(batch, MANIFEST, LARGEST_MANIFEST)
    try:
        said = json.loads(text or b"")
        files = tuple(_listed(one) for one in said["files"])
        manifest = Manifest(
            said["batch_id"], said["direction"], said["device_id"], files, said, hashlib.sha256(text or b"").hexdigest()
        )
        sound = (
            said["schema"] == SCHEMA
            and manifest.batch_id == batch.name
            and manifest.direction in DIRECTIONS
            and isinstance(manifest.device_id, str)
            and len({one.path for one in files}) == len(files)
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        sound = False
    if not sound:
        raise BatchDamaged("the manifest is missing or not as the contract says")
    return manifest


def _listed(said: dict[str, Any]) -> Listed:
    """Raise ValueError, KeyError or TypeError for what the contract does not allow."""
    path, sha256, size = said["path"], said["sha256"], said["size"]
    if not (PATHS.fullmatch(path) and DIGEST.fullmatch(sha256) and type(size) is int and 0 <= size <= LARGEST_FILE):
        raise ValueError("no file of a batch")
    return Listed(path, sha256, size)
