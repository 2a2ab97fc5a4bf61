"""Every bar of the services with its figure.

python benchmarks/services.py [--only verdicts,search] [--quick] [--json]
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests"
sys.path[:0] = [str(ROOT), str(TESTS), str(TESTS / "unit" / "kiosk" / "journeys"), str(TESTS / "journeys")]

from benchmarks.runner import run  # noqa: E402 - the checkout must be on the path first

BARS = {
    "verdicts": "2  the same verdict at the glass and at the office, every one named",
    "payments": "C7  paid once or not at all, and nobody who paid hears no",
    "papers": "C3  a wrong paper under the camera is noticed, a right one never contradicted",
    "search": "6  colloquial queries, among the first three",
}


if __name__ == "__main__":
    sys.exit(run("services", __doc__, BARS))
