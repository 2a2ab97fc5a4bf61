"""Every bar of the offline cache with its figure.

    python benchmarks/sync.py [--only store,crash] [--quick] [--json]

Power cuts need root, /dev/fuse and fuse3. The whole takes hours on two cores, `--quick` some minutes.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.runner import run  # noqa: E402 - the checkout must be on the path first

BARS = {
    "store": "3, 4  recovery, enqueue, claim, the price of encryption",
    "seal": "4, 6  closing photos and bodies; every bit and every cut of what is sealed",
    "line": "4  drain beside bare requests, a long line, a line that is cut, deadlines that hold",
    "kill": "2  terminals and platform killed at any moment behind a line with 31 kinds of fault",
    "mutants": "2  faults planted in the terminal, each found by the bench that claims to find it",
    "keys": "1  the terminal's own keys: what each store costs, power cuts while they move",
    "drop": "7  by hand: round trips, replays, kills on both sides, line and stick together",
    "contract": "8  schemathesis against the sandbox platform, as a terminal and as a stranger",
    "days": "5  thirty days without a line, three upgrades, two new keys, two new guides",
    "crash": "1  a crash before every line, a power cut at every operation",
    "damage": "3  a sick disk at every call, damaged files and pages, wrong clocks",
    "canary": "6  a person sought on disk, in logs, memory and core dumps, in every writing",
}


if __name__ == "__main__":
    sys.exit(run("sync", __doc__, BARS))
