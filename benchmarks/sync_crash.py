"""Bar 1 of the offline cache: a crash before every executed line, a power cut at every operation of the file system.

Stories: enqueue, attach, settle, purge, ledger, migrate (a store of the first release, and of the third schema),
recover (damaged pages, a database that is gone). After each crash the store is opened and judged: nothing acknowledged
lost, doubled or changed, no number left out, every page and file sound, each event once in a ledger that stands. At
each operation the disk is left in four states: what was not synced is kept by chance, wholly lost, mostly kept; names
without their data.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.figures import at_most, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.figures import Figure

__all__ = ["figures"]

ROOT = Path(__file__).parents[1]
MEMORY = Path("/dev/shm")
STORIES = ("enqueue", "recover-pages", "attach", "recover-gone", "migrate-1", "settle", "migrate-3", "purge", "ledger")


def figures(*, quick: bool) -> Iterator[Figure]:
    """Crash everywhere; `quick` at one point in fifty."""
    every = 50 if quick else 1
    for kind in ("lines", "cuts"):
        if kind == "cuts" and not os.access("/dev/fuse", os.R_OK | os.W_OK):
            yield seen("power cuts", "NOT RUN", note="needs /dev/fuse and fuse3")
            continue
        points = 0
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for result in pool.map(partial(_sweep, kind, every), STORIES):
                points += result["points"]
                of = f"{result['points']} points of {result['of']} {kind}, {result['acknowledged']} acknowledged"
                note = f"{of}, {result['seconds']} s" + (f": {result['failed'][:3]}" if result["failed"] else "")
                name = f"{kind}: {result['story']}, crashes that cost something"
                yield at_most(name, len(result["failed"]), 0, "", note)
        yield seen(f"{kind}: points in all", points)


def _sweep(kind: str, every: int, story: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as place:
        command = [sys.executable, str(ROOT / "tests/fault/crash_story.py"), kind, place, "--every", str(every)]
        command += ["--stories", story] + (["--cuts", "2" if every > 1 else "4"] if kind == "cuts" else [])
        swept = subprocess.run(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, check=False)
    if swept.returncode:
        raise SystemExit(f"the sweep of {story} ended with {swept.returncode}")
    result: dict[str, Any] = json.loads(swept.stdout)
    return result
