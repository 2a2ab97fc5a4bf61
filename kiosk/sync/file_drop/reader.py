"""Reading batches that anybody may have put there: plain files alone, at the listed size, with the listed digest."""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kiosk.sync.file_drop.errors import BatchDamaged, DropUnreadable
from kiosk.sync.file_drop.writer import MANIFEST

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["LARGEST_FILE", "SCHEMA", "Listed", "Manifest", "batches_in", "read_file", "read_json", "read_manifest"]

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


def batches_in(folder: Path) -> list[Path]:
    """Return the batches in a folder, or the folder itself when it is one; names with a dot are still being written.

    Raises DropUnreadable.
    """
    try:
        if (folder / MANIFEST).is_file():
            return [folder.resolve()]
        found = [path for path in folder.iterdir() if not path.name.startswith(".") and _is_id(path.name)]
    except OSError as error:
        raise DropUnreadable(f"{type(error).__name__}: {error.strerror}") from error
    return sorted(path for path in found if path.is_dir() and not path.is_symlink())


def read_manifest(batch: Path) -> Manifest:
    """Return the manifest of a batch. Raises BatchDamaged."""
    text = _read(batch, MANIFEST, LARGEST_MANIFEST)
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


def read_file(batch: Path, listed: Listed) -> bytes | None:
    """Return a file as the manifest lists it, None when it is missing or damaged."""
    body = _read(batch, listed.path, listed.size)
    return body if body is not None and hashlib.sha256(body).hexdigest() == listed.sha256 else None


def read_json(batch: Path, listed: Listed) -> dict[str, Any] | None:
    """Return the JSON object in a listed file, None when it is missing, damaged, or none."""
    try:
        said = json.loads(read_file(batch, listed) or b"")
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _listed(said: dict[str, Any]) -> Listed:
    """Raise ValueError, KeyError or TypeError for what the contract does not allow."""
    path, sha256, size = said["path"], said["sha256"], said["size"]
    if not (PATHS.fullmatch(path) and DIGEST.fullmatch(sha256) and type(size) is int and 0 <= size <= LARGEST_FILE):
        raise ValueError("no file of a batch")
    return Listed(path, sha256, size)


def _read(batch: Path, name: str, limit: int) -> bytes | None:
    """Return a plain file of at most this size; no link, no pipe, no device leads anywhere from here."""
    path = batch / name
    try:
        if path.parent.is_symlink():
            return None
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode) or found.st_size > limit:
                return None
            return file.read(limit + 1)
    except OSError:
        return None


def _is_id(name: str) -> bool:
    try:
        return str(uuid.UUID(name)) == name
    except ValueError:
        return False
