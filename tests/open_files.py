"""Which files this process opened and did not close."""

from __future__ import annotations

from pathlib import Path

__all__ = ["OpenFiles"]


class OpenFiles:
    """The descriptors open when it was made; what an earlier test left is closed whenever Python collects it."""

    def __init__(self) -> None:
        self._before = _descriptors()

    def left_open(self) -> set[tuple[str, str]]:
        """The descriptors opened since then, each with what it leads to."""
        return _descriptors() - self._before


def _descriptors() -> set[tuple[str, str]]:
    found = set()
    for entry in Path("/proc/self/fd").iterdir():
        try:
            leads_to = str(entry.readlink())
        except FileNotFoundError:
            continue
        found.add((entry.name, leads_to))
    return found
