"""Bar 3, in process: at every APDU of every kind the card is pulled, mute, garbled, or its last byte is wrong.

One attempt of the whole reading is judged, as bad as it can be: what comes must be a typed refusal with a text for
the citizen, or a true record. A flipped byte of a card without secure messaging cannot be told from another card that
says so; those records are counted apart, and must not be of two cards.
"""

from __future__ import annotations

import time
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.cards_bench import CARDS, alike, outcome, read, truth
from benchmarks.figures import Figure, at_most, seen
from config.load import load_faults
from drivers.errors import DeviceError
from drivers.lab.cards.card import Faults
from drivers.lab.cards.garbage import GarbledCard
from drivers.lab.cards.loopback import LoopbackReader
from drivers.lab.people import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drivers.types import CardReading

__all__ = ["HOW", "figures", "told_by_code"]

HOW = ("pull", "mute", "garbage", "bad mac")
_ERROR_MS = 100.0
_QUICK_STEP = 9
_WHO = PEOPLE[0]


def told_by_code(code: str) -> bool:
    """Whether the fault catalogue has words for the citizen under that code."""
    fault = load_faults().get(code)
    return fault is not None and bool(fault.title and fault.happened)


def figures(*, quick: bool) -> Iterator[Figure]:
    """Disturb every APDU of every card."""
    worst, untold, wrong = 0.0, set[str](), 0
    for label, card in CARDS.items():
        apdus = int(truth(label, _WHO.key).evidence["apdus"])
        step = _QUICK_STEP if quick and apdus > 30 else 1
        cases: Counter[str] = Counter()
        for how in HOW:
            for number in range(1, apdus + 1, step):
                began = time.perf_counter()
                said = outcome(partial(_disturbed, label, how, number))
                took_ms = (time.perf_counter() - began) * 1000
                verdict = _verdict(said, label, how)
                cases[verdict] += 1
                if isinstance(said, DeviceError):
                    worst = max(worst, took_ms)
                    if not told_by_code(said.code):
                        untold.add(said.code)
        wrong += cases["wrong record"]
        note = ", ".join(f"{name} {count}" for name, count in cases.most_common())
        name = f"disturbed {label}: cases"
        yield seen(name, sum(cases.values()), note=note + ("" if card.secure else "; no secure messaging"))
    yield at_most("wrong or mixed records", wrong, 0)
    yield at_most("fault codes without a citizen's text", len(untold), 0, note=", ".join(sorted(untold)))
    yield at_most("from the reading's start to its error, worst", round(worst, 1), _ERROR_MS, "ms")


def _disturbed(label: str, how: str, number: int) -> CardReading:
    card = CARDS[label].make(_WHO)
    faults = {
        "pull": Faults(pull_at=number),
        "mute": Faults(mute_at=number),
        "bad mac": Faults(bad_mac_at=number),
    }.get(how, Faults())
    return read(LoopbackReader(GarbledCard(card, number) if how == "garbage" else card, faults), label, _WHO)


def _verdict(said: CardReading | DeviceError, label: str, how: str) -> str:
    if isinstance(said, DeviceError):
        return said.code
    if alike(said, truth(label, _WHO.key)):
        return "true record"
    if said.flaw:
        return f"flawed {said.flaw}"
    if CARDS[label].secure or how in {"pull", "mute"}:
        return "wrong record"
    return "a record the card said"
