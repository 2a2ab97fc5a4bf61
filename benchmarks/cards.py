"""Every bar of the card layer with its figure: round trips, time, faults, swaps, restarts, fuzz, idle, canaries.

    python benchmarks/cards.py [--only apdus,speed,...] [--quick] [--json]

Bars over pcscd need root, pcscd and vsmartcard-vpcd; baselines are measured in the same run on the same machine. The
whole takes about half an hour on two cores, `--quick` some minutes: it samples what is swept and counts less.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.figures import tell  # noqa: E402 - the checkout must be on the path first

BARS = {
    "apdus": "1  round trips of each card against the least there can be",
    "speed": "2  software time of a whole reading through pcscd",
    "loopback": "3a pull, bad MAC, garbage and mute at every APDU of every kind, in process",
    "disturbed": "3b the same through pcscd and the card process",
    "swaps": "4  two persons' cards exchanged at random",
    "service": "5a pcscd killed and restarted under a card process without a card",
    "restarts": "5b pcscd killed and restarted under a card process with a card",
    "fuzz": "6  spoiled inputs",
    "idle": "7a an idle card process",
    "insert": "7b from the inserted card to the screen",
    "canary": "8  no byte of a person where none may be",
}


def main() -> int:
    """Measure what was asked for; returns 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(BARS), help="comma separated: " + ", ".join(BARS))
    parser.add_argument("--quick", action="store_true", help="sample and count less")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    args = parser.parse_args()
    wanted = args.only.split(",")
    if unknown := set(wanted) - set(BARS):
        parser.error(f"no such bar: {', '.join(sorted(unknown))}")
    missed = 0
    for name in (name for name in BARS if name in wanted):
        began = time.monotonic()
        if not args.json:
            print(BARS[name], flush=True)
        measure = importlib.import_module(f"benchmarks.cards_{name}")
        missed += tell(measure.figures(quick=args.quick), as_json=args.json)
        if not args.json:
            print(f"  ({time.monotonic() - began:.0f} s)\n", flush=True)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
