"""Keeps the terminal's memory small, and to itself.

Pictures come and go all day, and glibc would keep what they leave: mallopt(3), malloc_trim(3); other C libraries are
left as they are. A crash must leave no copy of a visit on the disk: no core files (setrlimit(2)), for children too.
"""

from __future__ import annotations

import ctypes
import os
import resource

__all__ = ["give_back", "leave_no_core", "save_memory"]

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_PICTURE = 64 * 1024


def save_memory() -> None:
    """Have blocks of a picture's size returned when they are freed, and threads share one arena. Call it first."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        for setting, value in ((_TRIM_THRESHOLD, _PICTURE), (_MMAP_THRESHOLD, _PICTURE), (_ARENA_MAX, 1)):
            library.mallopt(setting, value)


def give_back() -> None:
    """Return what a visit left behind; what was freed is then not even in the process's memory any more."""
    library = ctypes.CDLL(None)
    if hasattr(library, "malloc_trim"):
        library.malloc_trim(0)


def leave_no_core() -> None:
    """Have no core file written, whatever happens to this process or its children."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
