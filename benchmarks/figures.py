"""One figure beside its bar, and how figures are printed."""

from __future__ import annotations

import json
import statistics
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Figure", "at_most", "median_and_worst", "seen", "tell"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """`value` in `unit`; `bar` is what it must be, "" for one that is only told; then `passed` is None."""

    name: str
    value: float | str
    unit: str = ""
    bar: str = ""
    passed: bool | None = None
    note: str = ""


def at_most(name: str, value: float, bar: float, unit: str = "", note: str = "") -> Figure:
    """Make a figure that may not be above its bar."""
    return Figure(name=name, value=value, unit=unit, bar=f"<= {bar:g}", passed=value <= bar, note=note)


def seen(name: str, value: float | str, unit: str = "", note: str = "") -> Figure:
    """Make a figure that is only told: a baseline, a count."""
    return Figure(name=name, value=value, unit=unit, note=note)


def median_and_worst(name: str, values: Sequence[float], bar: float | None = None, unit: str = "ms") -> list[Figure]:
    """Make two figures of many; the bar, if there is one, is for the worst."""
    middle = seen(f"{name}, median of {len(values)}", round(statistics.median(values), 2), unit)
    worst = round(max(values), 2)
    last = f"{name}, worst"
    return [middle, seen(last, worst, unit) if bar is None else at_most(last, worst, bar, unit)]


def tell(figures: Iterable[Figure], *, as_json: bool) -> int:
    """Print every figure as it comes, one line each; return how many missed their bar."""
    missed = 0
    for figure in figures:
        missed += figure.passed is False
        if as_json:
            print(json.dumps(asdict(figure), ensure_ascii=False), flush=True)
            continue
        verdict = {True: "ok", False: "MISSED", None: ""}[figure.passed]
        value = f"{figure.value:,}" if isinstance(figure.value, (int, float)) else figure.value
        bar = f"bar {figure.bar}" if figure.bar else ""
        line = f"  {figure.name:<58} {value:>12} {figure.unit:<5} {bar:<14} {verdict:<6} {figure.note}"
        print(line.rstrip(), flush=True)
    return missed
