"""Bar 6: a million spoiled inputs to everything that reads a card's bytes: typed refusals only, flat memory.

Two processes share the run; each is seeded, so that a finding comes again: target, seed and number are printed.
"""

from __future__ import annotations

import multiprocessing
import random
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.cards_mutators import mutated
from benchmarks.figures import Figure, at_most, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.cards_targets import Target

__all__ = ["Tally", "attack", "figures"]

_PROCESSES = 2
_ALL, _QUICK = 1_000_000, 20_000
_FLAT_MB = 1.0
_SLICES = 20  # a process goes round its targets so often: the second half meets the same as the first


@dataclass(slots=True)
class Tally:
    """What one target made of its inputs; `escaped` holds what was no typed refusal, with the input."""

    refused: int = 0
    taken: int = 0
    seconds: float = 0.0
    escaped: list[str] = field(default_factory=list)

    @property
    def inputs(self) -> int:
        """How many inputs there were."""
        return self.refused + self.taken + len(self.escaped)

    def add(self, other: Tally) -> None:
        """Take in another process's tally."""
        self.refused, self.taken = self.refused + other.refused, self.taken + other.taken
        self.seconds += other.seconds
        self.escaped += other.escaped


def attack(target: Target, count: int, dice: random.Random, tally: Tally) -> None:
    """Give the target `count` spoiled inputs."""
    began = time.perf_counter()
    for _turn in range(count):
        said = mutated(dice, target.seeds)
        try:
            target.attack(said)
        except target.refusals:
            tally.refused += 1
        except Exception:  # noqa: BLE001 - this is what the campaign looks for
            tally.escaped.append(f"{target.name}: {said.hex()}\n{traceback.format_exc(limit=-4)}")
        else:
            tally.taken += 1
    tally.seconds += time.perf_counter() - began


def figures(*, quick: bool) -> Iterator[Figure]:
    """Attack everything, tell what came of it."""
    total = _QUICK if quick else _ALL
    began = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(_PROCESSES) as pool:
        parts = pool.starmap(_share, [(total // _PROCESSES, seed) for seed in range(1, _PROCESSES + 1)], 1)
    seconds = time.perf_counter() - began
    whole: dict[str, Tally] = {}
    for tallies, *_ in parts:
        for name, tally in tallies.items():
            whole.setdefault(name, Tally()).add(tally)
    for name, tally in whole.items():
        rate = tally.inputs / tally.seconds
        note = f"{tally.refused:,} refused, {tally.taken:,} taken, {rate:,.0f} a second"
        yield at_most(f"fuzz {name}: escaped", len(tally.escaped), 0, note=note)
        yield seen(f"fuzz {name}: inputs", tally.inputs)
        for finding in {text.rpartition("\n")[2]: text for text in tally.escaped}.values():
            yield seen("finding", finding[:4000])
    inputs = sum(tally.inputs for tally in whole.values())
    yield Figure(
        name="fuzz inputs in all", value=inputs, bar=f">= {total:,}", passed=inputs >= total, note=f"{seconds:.0f} s"
    )
    for number, (_, middle, end) in enumerate(parts, 1):
        yield at_most(f"fuzz process {number}: memory grown in the second half", round(end - middle, 2), _FLAT_MB, "MB")
        yield seen(f"fuzz process {number}: memory at the end", round(end, 1), "MB")


def _share(count: int, seed: int) -> tuple[dict[str, Tally], float, float]:
    """Do one process's share; returns its tallies and its memory (MB) at the middle and the end."""
    from benchmarks.cards_targets import TARGETS  # noqa: PLC0415 - the parent prints only
    from benchmarks.cards_targets_icao import ICAO_TARGETS  # noqa: PLC0415 - the same

    dice = random.Random(seed)
    targets = (*TARGETS, *ICAO_TARGETS)
    tallies = {target.name: Tally() for target in targets}
    weights = sum(target.weight for target in targets)
    middle = 0.0
    for turn in range(_SLICES):
        for target in targets:
            share = -(-count * target.weight // weights)
            due = int(share * (turn + 1) / _SLICES) - int(share * turn / _SLICES)
            attack(target, due, dice, tallies[target.name])
        if turn == _SLICES // 2 - 1:
            middle = _memory_mb()
    return tallies, middle, _memory_mb()


def _memory_mb() -> float:
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024
