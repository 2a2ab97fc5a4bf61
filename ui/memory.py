"""Keeps the terminal's memory small, and empty of those who have gone.

Pictures come and go all day, and glibc would keep what they leave: mallopt(3), malloc_trim(3); other C libraries are
left as they are. Words come and go too, and nobody would overwrite them: see docs/adr/0012.
"""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Final

__all__ = ["OVERWRITING", "give_back", "overwrite_what_is_freed", "save_memory"]

OVERWRITING: Final = {
    "PYTHONMALLOC": "malloc",
    "GLIBC_TUNABLES": "glibc.malloc.tcache_count=0:glibc.malloc.perturb=85",
}
"""What an interpreter must be started with: Python's own allocator and glibc's thread cache overwrite nothing."""

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_PICTURE = 64 * 1024
_NUMBERS = 50_000


def overwrite_what_is_freed() -> None:
    """Have every block overwritten the moment it is freed, Python's, Qt's and everybody's. Call it first of all.

    Only a new interpreter can do so: this process begins again, once. Its children do without; they are ended.
    """
    if OVERWRITING.items() <= os.environ.items():
        for setting in OVERWRITING:
            del os.environ[setting]
    else:
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], os.environ | OVERWRITING)  # noqa: S606 - ourselves


def save_memory() -> None:
    """Have blocks of a picture's size returned when they are freed, and threads share one arena. Call it first."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        for setting, value in ((_TRIM_THRESHOLD, _PICTURE), (_MMAP_THRESHOLD, _PICTURE), (_ARENA_MAX, 1)):
            library.mallopt(setting, value)


def give_back() -> None:
    """Return what a visit left behind; what was freed is then not even in the process's memory any more."""
    _write_over_numbers()
    library = ctypes.CDLL(None)
    if hasattr(library, "malloc_trim"):
        library.malloc_trim(0)


def _write_over_numbers() -> None:
    """Write over what a pen drew: neither Python's list of spare floats nor glibc overwrites a float that is freed.

    glibc leaves the last eight bytes of a freed block as they are (malloc.c, `free_perturb`): the value of a float.
    """
    [float(number) for number in range(_NUMBERS)]
