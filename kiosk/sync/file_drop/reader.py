"""The files of a batch: at the listed size, with the listed digest, or not at all."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from kiosk.sync.file_drop.plain_files import read_plain

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.sync.file_drop.manifests import Listed

__all__ = ["read_file", "read_json"]


def read_file(batch: Path, listed: Listed) -> bytes | None:
    """Return a file as the manifest lists it, None when it is missing or damaged."""
    body = read_plain(batch, listed.path, listed.size)
    return body if body is not None and hashlib.sha256(body).hexdigest() == listed.sha256 else None


def read_json(batch: Path, listed: Listed) -> dict[str, Any] | None:
    """Return the JSON object in a listed file, None when it is missing, damaged, or none."""
    try:
        said = json.loads(read_file(batch, listed) or b"")
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None
