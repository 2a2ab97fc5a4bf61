"""Every bar of the offline cache with its figure.

    python benchmarks/sync.py [--only store,crash] [--quick] [--json]

Power cuts need root, /dev/fuse and fuse3. The whole takes hours on two cores, `--quick` some minutes.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.figures import tell  # noqa: E402 - the checkout must be on the path first

BARS = {
    "store": "3, 4  recovery, enqueue, claim, the price of encryption",
    "crash": "1  a crash before every line, a power cut at every operation",
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
        if not args.json:
            print(BARS[name], flush=True)
        measure = importlib.import_module(f"benchmarks.sync_{name}")
        missed += tell(measure.figures(quick=args.quick), as_json=args.json)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
