"""Bar 2 of the offline cache: faults that are planted in the terminal, and whether the benches find them.

Each mutant is planted in a process of its own and looked for by every bench that claims to catch it: a crash before a
line, a power cut, kills behind a bad line, one kind of bad line, one way of a platform. Without a mutant every bench
must be silent; that comes first. `--quick` leaves out sweeps and kills.
"""

from __future__ import annotations

import logging
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import Figure, at_most, seen

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "fault"))

from line_trials import TRIALS  # noqa: E402 - tests are no package
from mutant_hunt import benches, has_cuts, hunt  # noqa: E402
from mutants import MUTANTS  # noqa: E402
from platform_kit import running_sandbox  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["figures"]

LONG = ("lines", "cuts", "kill")
LEAST = 12
MEMORY = Path("/dev/shm")


def figures(*, quick: bool) -> Iterator[Figure]:
    """Look for every mutant with every bench that claims to catch it."""
    logging.disable()  # urllib3 tells of every head that breaks off
    pairs = [(name, bench) for name, bench in benches(cuts=has_cuts()) if not (quick and bench.split()[0] in LONG)]
    if not has_cuts():
        yield seen("power cuts", "NOT RUN", note="needs /dev/fuse and fuse3")
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as place:
        work = Path(place)
        with running_sandbox(work / "platform", catalogue=None) as platform:
            yield from _control([*TRIALS, *sorted({bench for _, bench in pairs} - TRIALS.keys())], work, platform)
            caught: set[str] = set()
            for number, (name, bench) in enumerate(pairs):
                began = time.monotonic()
                after, what = hunt(name, bench, work / f"mutant-{number}", platform, 5000 + number)
                caught |= {name} if after else set()
                note = f"{MUTANTS[name].about}: {what} ({time.monotonic() - began:.0f} s)"
                told = f"after {after}" if after else "NOT FOUND"
                yield Figure(name=f"{name} by {bench}", value=told, bar="found", passed=bool(after), note=note)
            known = {name for name, _ in pairs}
            yield Figure(name="mutants", value=len(known), bar=f">= {LEAST}", passed=len(known) >= LEAST)
            yield at_most("mutants that nothing found", len(known - caught), 0, "", ", ".join(sorted(known - caught)))


def _control(names: list[str], work: Path, platform: object) -> Iterator[Figure]:
    """Hold every bench without a mutant."""
    for number, bench in enumerate(names):
        after, what = hunt("", bench, work / f"control-{number}", platform, 6000 + number)
        if after:
            yield Figure(name=f"no mutant, {bench}", value="an alarm", bar="silent", passed=False, note=what)
    yield seen("benches that were held without a mutant", len(names))
