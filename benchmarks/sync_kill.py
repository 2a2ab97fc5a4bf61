"""Bar 2 of the offline cache: terminals and platform killed at any moment, with a line between them that fails.

Four terminals file, rate and deliver at once behind a proxy with 31 kinds of fault at 35 % of all exchanges. What a
terminal told after file() had returned is in a synced ledger before its kill counts. When the rest is delivered, every
case is opened at the platform and compared. One line of progress every ten seconds goes to standard error.
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

__all__ = ["figures", "told"]

ROOT = Path(__file__).parents[1]
QUICK = {"--kills": 40, "--platform-kills": 5, "--receipts": 200, "--terminals": 3}
FULL = {"--kills": 1000, "--platform-kills": 250, "--receipts": 20_000, "--terminals": 5}


def figures(*, quick: bool) -> Iterator[Figure]:
    """Kill a thousand terminals; `quick` forty."""
    wish = QUICK if quick else FULL
    result = told(wish)
    for name, words in (("kills", "--kills"), ("platform_kills", "--platform-kills"), ("receipts", "--receipts")):
        least, value = wish[words], result[name]
        yield Figure(name=name.replace("_", " "), value=value, bar=f">= {least}", passed=value >= least)
    faults = {name: count for name, count in result["faults"].items() if name != "platform down"}
    share = sum(faults.values()) / max(1, result["exchanges"])
    yield Figure(name="kinds of fault", value=len(faults), bar=">= 17", passed=len(faults) >= 17)
    yield seen("share of exchanges with a fault", round(100 * share, 1), "%", f"of {result['exchanges']:,}")
    repeated = result["deliveries"] - result["cases"]
    yield seen("deliveries that the platform had already", repeated, "", f"{result['cases']:,} cases")
    yield seen("rows that a crash loop held, tried again", sum(result["trouble"].values()), "", str(result["trouble"]))
    yield seen("errors of a lane, told and gone on", sum(result["errors"].values()), "", str(result["errors"]))
    yield at_most("what was wrong in the end", len(result["wrong"]), 0, "", str(result["wrong"] or ""))
    if not quick:
        yield at_most("the whole took", round(result["seconds"] / 60, 1), 25, "min")


def told(wish: dict[str, Any]) -> dict[str, Any]:
    """Run the bench with these words of its command line; return its result."""
    words = [str(word) for pair in wish.items() for word in pair]
    with tempfile.TemporaryDirectory() as place:
        command = [sys.executable, ROOT / "tests/fault/kill_story.py", Path(place) / "kill", *words]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as bench:
            for line in bench.stdout or ():
                said: dict[str, Any] = json.loads(line)
                if said["t"] == "result":
                    return said
                print(f"    {said}", file=sys.stderr, flush=True)
    raise SystemExit(f"the bench ended with {bench.returncode}")
