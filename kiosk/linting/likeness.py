"""How much a text is like others that people have judged: demands left open, days left open, advertisements, good ones.

Phrases can be listed, ways of saying a thing cannot. What is learned here from some thousands of judged texts finds
what the lists miss, and hears where a listed phrase stands in a ban, a warning or a closed list. Logistic regression
over runs of one to three characters and pairs with a gap; the table is made by benchmarks/likeness.py.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from config.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    Row = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

__all__ = ["GOOD", "INNOCENT", "SHORT", "SURE", "Judged", "judged", "runs", "windows", "worst"]

GOOD: Final = "good"
SURE: Final = 0.6  # from here on a text is told
INNOCENT: Final = 0.3  # below this a listed phrase is spoken of, not meant
LONGEST_RUN, LONGEST_GAP = 3, 3
CLAUSES: Final = re.compile("[，；：,;:]")
SENTENCES: Final = re.compile("(?<=[。；！？])")
TABLE: Final = Path(__file__).with_name("likeness.toml")
SHORT: Final = 8  # characters: less is too little to judge by
MOST: Final = 400  # characters: no sentence is longer, and a page of strangers may be without a full stop
TOLD: Final = 18  # characters of a clause that are told


class Judged(NamedTuple):
    """What a text is most like, with which chance that it is not good; from SURE on the clause that says so."""

    text: str
    label: str
    chance: float
    words: str = ""


def runs(text: str) -> set[str]:
    """Return what a text is compared by; figures are alike, its two ends count, what is beyond MOST does not."""
    bare = re.sub("[0-9]+", "0", unicodedata.normalize("NFKC", plain(text[:MOST])).casefold()).strip("。；;. ")
    line = f"^{bare}$"
    found = {line[at : at + size] for size in range(1, LONGEST_RUN + 1) for at in range(len(line) - size + 1)}
    for gap in range(2, LONGEST_GAP + 1):
        found |= {line[at] + "_" * (gap - 1) + line[at + gap] for at in range(len(line) - gap)}
    return found


def judged(text: str) -> Judged:
    """Return what a sentence or two are like."""
    chances = _chances(text)
    label = max((one for one in chances if one != GOOD), key=chances.__getitem__)
    if 1 - chances[GOOD] < SURE:
        return Judged(text, label, 1 - chances[GOOD])
    clauses = [one for one in CLAUSES.split(text.strip("。；！？ ")) if one] or [text]
    clause = max(clauses, key=lambda one: _chances(one)[label]) if len(clauses) > 1 else clauses[0]
    return Judged(text, label, 1 - chances[GOOD], clause[:TOLD])


def windows(text: str) -> Iterator[str]:
    """Yield each sentence of a paragraph that says enough, and each two that follow each other."""
    before = ""
    for sentence in SENTENCES.split(text):
        if sentence.strip():
            if len(sentence) > SHORT or sentence == text:
                yield sentence
            if before:
                yield before + sentence
            before = sentence


def worst(text: str) -> Judged:
    """Return the judgement of a paragraph's worst window."""
    return max(map(judged, windows(text)), key=lambda one: one.chance, default=Judged(text, GOOD, 0.0))


def _chances(text: str) -> dict[str, float]:
    labels, bias, places, weights = _table()
    found = runs(text)
    known = [places[run] for run in found if run in places]
    raised = np.exp(weights[known].sum(axis=0) / np.sqrt(len(found)) + bias)
    return dict(zip(labels, (raised / raised.sum()).tolist(), strict=True))


@lru_cache(maxsize=1)
def _table() -> tuple[list[str], Row, dict[str, int], Row]:
    """Return labels, their bias, the row of each run, the weights (run x label)."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    labels = list(table["bias"])
    kept = [
        (run, column, int(weight) * table["step"])
        for column, label in enumerate(labels)
        for weight, group in table["weights"][label].items()
        for run in group.split(" ")
    ]
    places = {run: row for row, run in enumerate(dict.fromkeys(run for run, _, _ in kept))}
    weights = np.zeros((len(places), len(labels)))
    for run, column, weight in kept:
        weights[places[run], column] = weight
    return labels, np.array(list(table["bias"].values())), places, weights
