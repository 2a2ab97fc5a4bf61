"""Every bar of printing with its figure: crashes, dots, characters, states, time, codes, paper, A4, endurance, proofs.

    python benchmarks/printing.py [--only crash,emupos,...] [--quick] [--json]

`emupos` wants that emulator (packaging/emupos.sh makes it at home), `a4` Debian's ippeveprinter; both say so where it
is missing. The whole takes about an hour and a half on two cores, `--quick` some minutes: it samples what is swept.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.runner import run  # noqa: E402 - the checkout must be on the path first

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


if __name__ == "__main__":
    sys.exit(run("printing", __doc__, BARS))
