"""The service items that the centre publishes: the files of one folder, with a tag that changes when they do."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["publish"]


def publish(folder: Path | None) -> tuple[str, bytes]:
    """Return ETag and JSON body of what lies in the folder now; an empty catalogue without one."""
    files = sorted(folder.glob("*.toml")) if folder else []
    items = [{"file": path.name, "text": path.read_text(encoding="utf-8")} for path in files]
    digest = hashlib.sha256(json.dumps(items).encode()).hexdigest()
    body = json.dumps({"version": digest[:16], "items": items}, ensure_ascii=False)
    return f'"{digest[:32]}"', body.encode()
