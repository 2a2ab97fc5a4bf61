"""Make kiosk/linting/likeness.toml from judged texts, or tell how well it judges what it has not seen.

python benchmarks/likeness.py > kiosk/linting/likeness.toml
python benchmarks/likeness.py --check          each file of texts judged by a table made of the others

The texts lie in benchmarks/likeness/*.tsv, in each line a label and a text: written for this house by many hands, no
two files by one, bad ones with a twin that says the same thing rightly; sentences of laws (no copyright: 著作权法
第五条); the house's own texts and pages. They say nothing of how often offices write so.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from kiosk.linting.likeness import GOOD, runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Text = tuple[str, str]  # label, text
    Grid = np.ndarray[tuple[int, ...], np.dtype[np.float32]]

LABELS: Final = (GOOD, "catch-all", "loose-time", "further", "returned", "spam")
TEXTS: Final = Path(__file__).with_name("likeness")
SEEN, PENALTY, ROUNDS = 4, 0.05, 200  # a run counts from so many texts; pull of weights to zero; steps of descent
STEP, LEAST = 0.1, 0.25  # weights are kept as whole multiples, from so much on
FIRST_RATE, LAST_RATE = 0.3, 0.01


def read(path: Path) -> list[Text]:
    """Return the judged texts of a file."""
    rows = (line.split("\t", 1) for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line)
    return [(label, text) for label, text in rows]


def made_from(folder: Path = TEXTS) -> str:
    """Return the digest of all texts, by which the table says what it was made from."""
    whole = b"".join(path.read_bytes() for path in sorted(folder.glob("*.tsv")))
    return hashlib.sha256(whole).hexdigest()


class Descent:
    """Softmax regression over rows of length one, by Adam; what it finds is in `weights` (run x label) and `bias`."""

    def __init__(self, texts: Sequence[Text]) -> None:
        found = [sorted(runs(text)) for _, text in texts]
        often = Counter(run for row in found for run in row)
        self.vocabulary = {run: place for place, run in enumerate(sorted(r for r, n in often.items() if n >= SEEN))}
        places = [[self.vocabulary[run] for run in row if run in self.vocabulary] for row in found]
        self._columns = np.concatenate([np.array(row, dtype=np.int32) for row in places])
        counts = np.array([len(row) for row in places])
        self._begins = np.concatenate(([0], np.cumsum(counts)[:-1]))
        self._rows = np.repeat(np.arange(len(places)), counts)
        self._values = np.array([1 / np.sqrt(len(row)) for row in found], dtype=np.float32)[self._rows, None]
        self._by_column = np.argsort(self._columns, kind="stable")
        self._column_begins = np.searchsorted(self._columns[self._by_column], np.arange(len(self.vocabulary)))
        self._wanted = np.eye(len(LABELS), dtype=np.float32)[[LABELS.index(label) for label, _ in texts]]
        self.weights: Grid = np.zeros((len(self.vocabulary), len(LABELS)), np.float32)
        self.bias: Grid = np.zeros(len(LABELS), np.float32)

    def run(self) -> Descent:
        """Descend, and return it."""
        pace = [(np.zeros_like(one), np.zeros_like(one)) for one in (self.weights, self.bias)]
        for turn in range(1, ROUNDS + 1):
            rate = FIRST_RATE * (1 - turn / ROUNDS) + LAST_RATE
            for of, slope, (mean, square) in zip((self.weights, self.bias), self._slopes(), pace, strict=True):
                np.add(mean, 0.1 * (slope - mean), out=mean)
                np.add(square, 0.01 * (slope**2 - square), out=square)
                step = rate * (mean / (1 - 0.9**turn)) / (np.sqrt(square / (1 - 0.99**turn)) + 1e-6)
                np.subtract(of, step, out=of)
        self.weights[np.abs(self.weights) < LEAST] = 0
        return self

    def bad(self, texts: Iterable[Text]) -> Grid:
        """Return the chance of each text that it is not good."""
        found = []
        for _, text in texts:
            row = runs(text)
            places = [self.vocabulary[run] for run in row if run in self.vocabulary]
            raised = np.exp(self.weights[places].sum(0) / np.sqrt(len(row)) + self.bias)
            found.append(1 - raised[0] / raised.sum())
        return np.array(found, dtype=np.float32)

    def _slopes(self) -> tuple[Grid, Grid]:
        scores = np.add.reduceat(self.weights[self._columns] * self._values, self._begins, axis=0) + self.bias
        raised = np.exp(scores - scores.max(1, keepdims=True))
        wrong = raised / raised.sum(1, keepdims=True) - self._wanted
        spread = (wrong[self._rows] * self._values)[self._by_column]
        return np.add.reduceat(spread, self._column_begins, axis=0) + PENALTY * self.weights, wrong.sum(0)


def table(found: Descent, digest: str) -> str:
    """Return the table as TOML: under each label, for each weight, the runs that have it."""
    lines = [
        "# Made by benchmarks/likeness.py; do not edit.",
        f'made_from = "{digest}"',
        f"step = {STEP}",
        "",
        "[bias]",
    ]
    lines += [f"{label} = {value:.4f}" for label, value in zip(LABELS, found.bias, strict=True)]
    kept = np.rint(found.weights / STEP).astype(int)
    for place, label in enumerate(LABELS):
        groups: dict[int, list[str]] = defaultdict(list)
        for run, at in found.vocabulary.items():
            if kept[at, place] and not set(run) & set(" '\n\r\t"):
                groups[int(kept[at, place])].append(run)
        lines += ["", f"[weights.{label}]"] + [f"{weight} = '{' '.join(groups[weight])}'" for weight in sorted(groups)]
    return "\n".join(lines) + "\n"


def check(files: dict[str, list[Text]]) -> None:
    """Print for each file what a table made of the others finds at several chances."""
    for name, texts in files.items():
        others = [one for other, rows in files.items() if other != name for one in rows]
        chance = Descent(others).run().bad(texts)
        bad = np.array([label != GOOD for label, _ in texts])
        told = (
            f"{at}: {(chance[bad] > at).mean():6.1%} of bad, {(chance[~bad] > at).mean():5.1%} of good"
            for at in (0.7, 0.8, 0.9)
        )
        sys.stdout.write(f"{name:<10} {len(texts):5}  {'   '.join(told)}\n")


def main() -> None:
    """Write the table, or with --check how well tables of the other files judge each file."""
    files = {path.stem: read(path) for path in sorted(TEXTS.glob("*.tsv"))}
    if "--check" in sys.argv:
        check(files)
    else:
        sys.stdout.write(table(Descent([one for rows in files.values() for one in rows]).run(), made_from()))


if __name__ == "__main__":
    main()
