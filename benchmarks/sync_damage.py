"""Bar 3 of the offline cache, but for its seconds at 100 MB: a sick disk, damaged files and pages, wrong clocks.

A sick disk: each kind of call fails at every single call of a day's work, then one in twenty by chance; the disk is our
own in FUSE. Damage: each file in each of six ways, after a clean end and after a kill; three bits of every page. After
each the real start of the records desk must serve, with everything that was filed, and somebody must have been told.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.figures import at_most, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.figures import Figure

__all__ = ["figures"]

ROOT = Path(__file__).parents[1]
MEMORY = Path("/dev/shm")
AGAIN_S = 2.0


def figures(*, quick: bool) -> Iterator[Figure]:
    """Refuse, damage, set clocks; `quick` every twentieth call, and one bit of every eighth page."""
    if os.access("/dev/fuse", os.R_OK | os.W_OK):
        words = ["--every", "20", "--seeds", "2"] if quick else ["--every", "1", "--seeds", "50"]
        for row in _rows("ill_disk", words):
            yield from _sick(row)
    else:
        yield seen("sick disk", "NOT RUN", note="needs /dev/fuse and fuse3")
    yield from _damaged(list(_rows("damage_story", ["--every", "8"] if quick else [])))


def _sick(row: dict[str, Any]) -> Iterator[Figure]:
    note = f"{row['met']} refused calls at {row['points']} points of {row['of']} calls"
    note += f": {row['failed'][:2]}" if row["failed"] else ""
    what = f"{row['call']} {row['errno']}"
    yield at_most(f"{what}, days that cost something", len(row["failed"]), 0, "", note)
    yield at_most(f"{what}, serving again", row["again_s"], AGAIN_S, "s")


def _damaged(rows: list[dict[str, Any]]) -> Iterator[Figure]:
    kinds = defaultdict(list)
    for row in rows:
        kinds[row["kind"]].append(row)
    for kind, met in kinds.items():
        wrong = [row["what"] for row in met if row["wrong"]]
        silent = [row["what"] for row in met if row["must_alarm"] and not row["alarms"]]
        alarmed = sum(bool(row["alarms"]) for row in met)
        yield at_most(f"{kind}: cost something", len(wrong), 0, "", f"of {len(met)} {wrong[:3] or ''}".strip())
        yield at_most(
            f"{kind}: nobody was told", len(silent), 0, "", f"told {alarmed} times {silent[:4] or ''}".strip()
        )
        yield at_most(f"{kind}: serving again, worst", max(row["seconds"] for row in met), AGAIN_S, "s")


def _rows(story: str, words: list[str]) -> Iterator[dict[str, Any]]:
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as place:
        command = [sys.executable, str(ROOT / f"tests/fault/{story}.py"), place, *words]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as run:
            for line in run.stdout or ():
                yield json.loads(line)
        if run.returncode:
            raise SystemExit(f"{story} ended with {run.returncode}")
