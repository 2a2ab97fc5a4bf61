"""Every bar of printing with its figure: crashes, dots, characters, states, time, codes, paper, A4, endurance, proofs.

    python benchmarks/printing.py [--only crash,emupos,...] [--quick] [--json]

`emupos` wants that emulator (packaging/emupos.sh makes it at home), `a4` Debian's ippeveprinter; both say so where it
is missing. The whole takes about an hour and a half on two cores, `--quick` some minutes: it samples what is swept.
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
    "crash": "1a the print process killed at random moments",
    "lines": "1b the print process killed before every line of journal and sender",
    "stale": "1c stale paper after a failure was declared: every family, fault and moment",
    "emupos": "2  dots of preview and paper, judged by emupos and by the lab",
    "compose": "3, 5 characters drawn, time to compose, bytes sent",
    "status": "4  bits of every family; a false ready in random reply streams",
    "speed": "5  order to first dots, the main loop meanwhile, fault to report",
    "qr": "6  codes read clean and worn",
    "meter": "7a paper meter against the lab's own count",
    "a4": "7b A4 at ippeveprinter: bytes, stops, kills",
    "soak": "8  endurance: memory, references, files, persons",
    "proof": "   receipts that prove themselves: time, altered bits, spoken codes",
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
        measure = importlib.import_module(f"benchmarks.printing_{name}")
        missed += tell(measure.figures(quick=args.quick), as_json=args.json)
        if not args.json:
            print(f"  ({time.monotonic() - began:.0f} s)\n", flush=True)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
