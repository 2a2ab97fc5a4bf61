"""Bar 5 of the offline cache: thirty simulated days without a line, then the line is back.

One terminal begins with the first release and is upgraded three times, with programs from this repository's history;
another has today's program all along. Two changes of the platform's key, two of the guide, clocks at 1970 and 2099,
a restart each day, kills, an older program on the newest store. Without history there are fewer upgrades.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.figures import Figure, at_most, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["figures"]

ROOT = Path(__file__).parents[1]
KEYS = 3  # one and two changes


def figures(*, quick: bool) -> Iterator[Figure]:
    """Live through thirty days; `quick` through four."""
    with tempfile.TemporaryDirectory() as place:
        command = [sys.executable, ROOT / "tests/fault/thirty_days.py", place, "--days", "4" if quick else "30"]
        said = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=ROOT).stdout
    result: dict[str, Any] = json.loads(said)
    upgrades = result["upgrades"]
    yield Figure(name="upgrades of the program", value=upgrades, bar=">= 3", passed=upgrades >= 3)
    least = min(result["keys"].values())
    yield Figure(name="keys that waiting cases were sealed to", value=least, bar=">= 3", passed=least >= KEYS)
    yield seen("receipts, by the guide they began with", result["receipts"], "", str(result["guides"]))
    yield seen("kills", result["kills"])
    for name, raised in result["alarms"].items():
        told = ", ".join(f"{event} on day {day}" for event, day, _ in raised)
        yield seen(f"alarms of {name}", len(raised), "", told)
    yield at_most("what was wrong in the end", len(result["wrong"]), 0, "", str(result["wrong"] or ""))
