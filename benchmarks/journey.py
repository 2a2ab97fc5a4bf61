"""How long a pulled card stays visible, on the real window with the real PC/SC service.

    python benchmarks/journey.py [--rounds N] [--json]

Walks the elder-card journey by touch to each screen, pulls the card in the lab and times until the glass shows a calm
screen without anything of the person. The bar is 1 s; pcscd itself looks at the virtual reader every 0.4 s, so the
baseline measured beside it is the time until a bare PC/SC monitor on the same reader says that the card is gone.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "demo")]

import journeys  # noqa: E402 - the checkout must be on the path first

from drivers.discovery import open_device  # noqa: E402 - see above
from drivers.types import Absent  # noqa: E402 - see above

BAR_S = 1.0
SCREENS = (*journeys.STEPS, "Printing")


def baseline(walk: journeys.Walk) -> float:
    """Return the seconds until a monitor alone notices a pulled card."""
    reader = open_device("readers", "pcsc", {"name": walk.stage.addresses["reader.name"]})
    journeys.lay(walk, "li")
    walk.see("Home")
    while isinstance(reader.wait(1.0), Absent):
        pass
    began = time.perf_counter()
    walk.lab("card", "remove")
    while not isinstance(reader.wait(1.0), Absent):
        pass
    seconds = time.perf_counter() - began
    reader.close()
    return seconds


def pulled(walk: journeys.Walk, screen: str, person: str) -> float:
    """Return the seconds from the pulled card to the calm screen."""
    journeys.reach(walk, screen, person)
    began = time.perf_counter()
    walk.lab("card", "remove")
    while walk.hand.screen not in journeys.CALM - {"Home"}:
        pass
    return time.perf_counter() - began


def main() -> int:
    """Print a line for each screen, and the worst beside the bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    figures: dict[str, list[float]] = {}
    filing = iter(("zhao", "ouyang", "ou"))
    with journeys.terminal_in_the_lab() as walk:
        for _ in range(args.rounds):
            figures.setdefault("baseline monitor", []).append(baseline(walk))
            for screen in SCREENS:
                person = next(filing) if screen == "Printing" else "li"
                figures.setdefault(screen, []).append(pulled(walk, screen, person))
    worst = max(max(times) for name, times in figures.items() if name in SCREENS)
    if args.json:
        print(json.dumps({"bar_s": BAR_S, "worst_s": worst, "seconds": figures}))
    else:
        for name, times in figures.items():
            print(f"{name:18} median {statistics.median(times):.3f} s   worst {max(times):.3f} s")
        print(f"{'worst of all':18}        {worst:.3f} s   bar {BAR_S} s")
    return int(worst > BAR_S)


if __name__ == "__main__":
    sys.exit(main())
