"""The command line that the benchmarks of a layer share: which bars, how much, in which form."""

from __future__ import annotations

import argparse
import importlib
import time
from typing import TYPE_CHECKING

from benchmarks.figures import tell

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["run"]


def run(layer: str, about: str | None, bars: Mapping[str, str]) -> int:
    """Measure what was asked for, each bar by `benchmarks.LAYER_BAR.figures`; returns 1 when one is missed."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(bars), help="comma separated: " + ", ".join(bars))
    parser.add_argument("--quick", action="store_true", help="sample and count less")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    args = parser.parse_args()
    wanted = args.only.split(",")
    if unknown := set(wanted) - set(bars):
        parser.error(f"no such bar: {', '.join(sorted(unknown))}")
    missed = 0
    for name in (name for name in bars if name in wanted):
        began = time.monotonic()
        if not args.json:
            print(bars[name], flush=True)
        measure = importlib.import_module(f"benchmarks.{layer}_{name}")
        missed += tell(measure.figures(quick=args.quick), as_json=args.json)
        if not args.json:
            print(f"  ({time.monotonic() - began:.0f} s)\n", flush=True)
    return int(missed > 0)
