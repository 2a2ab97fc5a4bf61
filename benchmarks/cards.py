"""Every bar of the card layer with its figure: round trips, time, faults, swaps, restarts, fuzz, idle, canaries.

    python benchmarks/cards.py [--only apdus,speed,...] [--quick] [--json]

Bars over pcscd need root, pcscd and vsmartcard-vpcd; baselines are measured in the same run on the same machine. The
whole takes about half an hour on two cores, `--quick` some minutes: it samples what is swept and counts less.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.runner import run  # noqa: E402 - the checkout must be on the path first

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


if __name__ == "__main__":
    sys.exit(run("cards", __doc__, BARS))
