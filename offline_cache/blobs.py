"""Encrypted enclosures as files, named by the SHA-256 of what they hold; durable before the row that needs them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from offline_cache.durable import write_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet
    from pathlib import Path

__all__ = ["Blobs", "is_named"]


def is_named(path: Path, body: bytes) -> bool:
    """Whether these bytes are what the name of a ciphertext says."""
    return path.name == hashlib.sha256(body).hexdigest()


class Blobs:
    """A folder of ciphertexts. Methods raise OSError when the disk refuses."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def berths(self, bodies: Mapping[str, bytes] | Iterable[bytes]) -> dict[Path, bytes]:
        """Return where each of these belongs; what stands there already is made whole and durable first.

        Who has just encrypted them gives them by their SHA-256: three megabytes are not read once more for it.
        """
        named = bodies if isinstance(bodies, Mapping) else {hashlib.sha256(body).hexdigest(): body for body in bodies}
        places = {self.path(name): body for name, body in named.items()}
        for path, body in places.items():
            if path.exists():
                write_file(path, body)
        return places

    def read(self, name: str) -> bytes:
        """Return the bytes of this name."""
        return self.path(name).read_bytes()

    def drop(self, names: Iterable[str]) -> None:
        """Remove these, where they still are."""
        for name in names:
            self.path(name).unlink(missing_ok=True)

    def holds(self, name: str, size: int) -> bool:
        """Whether there is a file of this name and size."""
        path = self.path(name)
        return path.is_file() and path.stat().st_size == size

    def count(self) -> int:
        """Return how many there are, whole or not."""
        return sum(1 for _ in self._folder.glob("*/*"))

    def sweep(self, keep: AbstractSet[str]) -> int:
        """Remove all but these, with what a power cut left half written; return how many. Only while nobody files."""
        strangers = [path for path in self._folder.glob("*/*") if path.name not in keep]
        for path in strangers:
            path.unlink(missing_ok=True)
        return len(strangers)

    def path(self, name: str) -> Path:
        """Return where the bytes of this name lie."""
        return self._folder / name[:2] / name
