"""Batches as folders (docs/adr/0022): a signed manifest, and the files that it lists. Nothing half written is seen."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from typing import TYPE_CHECKING, Any

from kiosk.gateway.sandbox.contract import conforms
from kiosk.gateway.sandbox.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["MANIFEST", "SCHEMA", "batches_in", "described", "read_file", "read_manifest", "write_batch"]

SCHEMA = "kiosk.batch/1"
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 4 * 1024 * 1024


def batches_in(folder: Path) -> list[Path]:
    """Return the finished batches in a folder, in the order of their ids; names with a dot are being written."""
    return sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))


def read_manifest(batch: Path) -> tuple[dict[str, Any], bytes]:
    """Return the manifest and the bytes it was written in. Its signature is not checked. Raises Problem 422."""
    text = _read(batch / MANIFEST, LARGEST_MANIFEST)
    try:
        manifest = json.loads(text or b"")
    except (ValueError, RecursionError):
        raise Problem(422, "urn:kiosk:batch") from None
    if text is None or not conforms(manifest, "BatchManifest") or manifest["batch_id"] != batch.name:
        raise Problem(422, "urn:kiosk:batch")
    return manifest, text


def read_file(batch: Path, listed: Mapping[str, Any]) -> bytes | None:
    """Return a file as the manifest lists it, None when it is missing or damaged."""
    body = _read(batch / listed["path"], listed["size"])
    if body is None or hashlib.sha256(body).hexdigest() != listed["sha256"]:
        return None
    return body


def described(files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """Return how a manifest lists these files (path: content)."""
    return [
        {"path": path, "sha256": hashlib.sha256(body).hexdigest(), "size": len(body)}
        for path, body in sorted(files.items())
    ]


def write_batch(folder: Path, batch_id: str, files: Mapping[str, bytes]) -> Path:
    """Write a batch under a temporary name, bring it to the disk, give it its name. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    partly, whole = folder / f".{batch_id}.part", folder / batch_id
    shutil.rmtree(partly, ignore_errors=True)
    for path, body in files.items():
        target = partly / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
    for made in (*_folders(partly), partly):
        _sync(made)
    partly.rename(whole)
    _sync(folder)
    return whole


def _read(path: Path, limit: int) -> bytes | None:
    """Return a plain file of at most this size; a stick may carry links to anywhere."""
    if path.is_symlink() or path.parent.is_symlink() or not path.is_file() or path.stat().st_size > limit:
        return None
    return path.read_bytes()


def _folders(folder: Path) -> Iterator[Path]:
    yield from (path for path in folder.rglob("*") if path.is_dir())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
