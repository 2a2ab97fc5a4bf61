"""Bar 1 of the offline cache: a crash before every executed line, a power cut at every operation of the file system.

Stories: work (file, attach, settle, purge), migrate (a store of the first release), recover (a damaged store). After
each crash the store is opened and judged: nothing acknowledged lost, doubled or changed, every page and file sound.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import at_most, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.figures import Figure

__all__ = ["figures"]

ROOT = Path(__file__).parents[1]
MEMORY = Path("/dev/shm")


def figures(*, quick: bool) -> Iterator[Figure]:
    """Crash everywhere; `quick` at one point in fifty."""
    for kind in ("lines", "cuts"):
        if kind == "cuts" and not os.access("/dev/fuse", os.R_OK | os.W_OK):
            yield seen("power cuts", "NOT RUN", note="needs /dev/fuse and fuse3")
            continue
        for result in _sweep(kind, 50 if quick else 1):
            of = f"{result['points']} of {result['of']} {kind}, {result['acknowledged']} acknowledged"
            note = of + (f": {result['failed'][:3]}" if result["failed"] else "")
            yield at_most(f"{kind}: {result['story']}, crashes that cost something", len(result["failed"]), 0, "", note)


def _sweep(kind: str, every: int) -> Iterator[dict[str, object]]:
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as place:
        command = [sys.executable, ROOT / "tests/fault/crash_story.py", kind, place, "--every", str(every)]
        command += ["--seeds", "1" if every > 1 else "3"] if kind == "cuts" else []
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as sweep:
            for line in sweep.stdout or ():
                yield json.loads(line)
        if sweep.returncode:
            raise SystemExit(f"the sweep ended with {sweep.returncode}")
