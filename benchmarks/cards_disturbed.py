"""Bar 3 through pcscd and the card process: milliseconds from the card's misfortune to the parent's message.

A card with a wrong MAC or a garbled answer stays in and may be read well at the second attempt; what comes must then
be the truth. A pulled card's message is timed from the pull. A mute one costs the process: timed are the deadline
(from the APDU that stays unanswered to the kill), the replacement (to the next process's first word), and the widest
gap between two turns of the parent's main loop meanwhile. Cards with long conversations are sampled, the others'
APDUs are all disturbed; mute all of them only for one of each family, since each costs four seconds.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

from benchmarks.cards_bench import CARDS, alike, key, trust
from benchmarks.cards_hand import hand
from benchmarks.cards_loopback import told_by_code
from benchmarks.cards_terminal import TICK_S, Terminal
from benchmarks.figures import Figure, at_most, median_and_worst, seen
from drivers.lab.people import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.cards_hand import Hand
    from drivers.types import CardReading

__all__ = ["figures"]

_ERROR_MS, _REPLACED_MS, _GAP_MS = 100.0, 300.0, 100.0
_DEADLINE_S = (1.8, 2.2)
_LONG = 30
_SAMPLES, _QUICK_SAMPLES = 9, 2
_MUTE_ALL = ("shebao2", "shebao3", "resident", "technician", "passport", "passport-pace")
_QUICK = ("shebao2", "resident", "passport", "passport-pace", "passport-short", "technician")
_WHO = PEOPLE[0]


def figures(*, quick: bool) -> Iterator[Figure]:
    """Disturb each card of the lab in the virtual reader."""
    campaign = _Campaign(quick=quick)
    for label in CARDS:
        if not CARDS[label].over_pcscd or (quick and label not in _QUICK):
            continue
        with hand() as lab, Terminal(trust()) as terminal:  # each for itself: others want the virtual reader too
            lab.do("trust", trust())
            lab.do("psam")
            terminal.hear("absent")
            yield campaign.disturb(label, lab, terminal)
    yield from campaign.summary()


class _Campaign:
    _lab: Hand
    _terminal: Terminal

    def __init__(self, *, quick: bool) -> None:
        self._quick = quick
        self._widest_gap_s = 0.0
        self._pulls: list[float] = []
        self._spoiled: list[float] = []
        self._deadlines: list[float] = []
        self._replaced: list[tuple[float, str]] = []
        self._wrong = 0
        self._untold: set[str] = set()

    def disturb(self, label: str, lab: Hand, terminal: Terminal) -> Figure:
        """Read the card as it is, then disturb it everywhere."""
        self._lab, self._terminal = lab, terminal
        self._lay(label)
        truth = self._read(label)
        if not truth:
            raise SystemExit(f"{label}: not read undisturbed")
        apdus = int(truth.evidence["apdus"])
        counts: Counter[str] = Counter()
        for number in self._numbers(apdus, _SAMPLES):
            for how in ("garbage", "mac"):
                counts[f"{how}: {self._spoil(label, truth, number, how)}"] += 1
        for number in self._numbers(apdus, _SAMPLES):
            counts[f"pull: {self._pull(label, number)}"] += 1
        for number in self._numbers(apdus, _LONG if label in _MUTE_ALL else 2):
            counts[f"mute: {self._mute(label, number)}"] += 1
        note = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
        self._widest_gap_s = max(self._widest_gap_s, terminal.widest_gap_s)
        return seen(f"through pcscd {label}: cases", sum(counts.values()), note=note)

    def summary(self) -> Iterator[Figure]:
        """Tell what holds for all of them."""
        yield at_most("through pcscd: wrong or mixed records", self._wrong, 0)
        codes = ", ".join(sorted(self._untold))
        yield at_most("through pcscd: codes without a citizen's text", len(self._untold), 0, note=codes)
        yield from median_and_worst("from the pull to the parent's message", self._pulls, _ERROR_MS)
        yield from median_and_worst("a reading with a spoiled answer, with its repetitions", self._spoiled)
        low, high = min(self._deadlines), max(self._deadlines)
        yield Figure(
            name=f"mute card: killed after ({len(self._deadlines)} cases)",
            value=f"{low:.3f}..{high:.3f}",
            unit="s",
            bar="2.0 +- 0.2",
            passed=_DEADLINE_S[0] <= low and high <= _DEADLINE_S[1],
        )
        times = [took for took, _ in self._replaced]
        yield from median_and_worst("mute card: the next process speaks after", times, _REPLACED_MS)
        yield seen("the slowest of them", max(self._replaced)[1])
        gap_ms = round(self._widest_gap_s * 1000, 1)
        yield at_most("the main loop's widest gap", gap_ms, _GAP_MS, "ms", f"it ticks every {TICK_S * 1000:.0f} ms")

    def _numbers(self, apdus: int, most: int) -> list[int]:
        most = min(most, _QUICK_SAMPLES) if self._quick else most
        if apdus <= min(most, _LONG) or (not self._quick and most == _SAMPLES and apdus <= _LONG):
            return list(range(1, apdus + 1))
        return sorted({1 + round(turn * (apdus - 1) / max(most - 1, 1)) for turn in range(most)})

    def _lay(self, label: str, **faults: int) -> None:
        self._lab.do("remove")
        self._terminal.forget()
        self._lab.do("insert", label, _WHO.key, **faults)
        self._terminal.hear("present")

    def _read(self, label: str) -> CardReading | None:
        self._terminal.read(key(label, _WHO))
        message = self._terminal.hear("reading", "failed", "died")[1]
        return message[2] if message[0] == "reading" else None

    def _judge(self, message: tuple[object, ...], truth: CardReading | None, *, secure: bool) -> str:
        if message[0] == "failed":
            code = str(message[2])
            if not told_by_code(code):
                self._untold.add(code)
            return code
        if message[0] == "died":
            return "died"
        reading: CardReading = message[2]  # type: ignore[assignment]
        if truth is not None and alike(reading, truth):
            return "true record"
        if reading.flaw:
            return f"flawed {reading.flaw}"
        self._wrong += secure or truth is None
        return "wrong record" if secure or truth is None else "a record the card said"

    def _spoil(self, label: str, truth: CardReading, number: int, how: str) -> str:
        self._lab.do("spoil", number, how)
        began = time.monotonic()
        self._terminal.read(key(label, _WHO))
        at, message = self._terminal.hear("reading", "failed", "died")
        self._spoiled.append((at - began) * 1000)
        return self._judge(message, truth, secure=CARDS[label].secure)

    def _pull(self, label: str, number: int) -> str:
        self._lay(label, pull_at=number)
        self._terminal.read(key(label, _WHO))
        at, message = self._terminal.hear("reading", "failed", "died")
        left = self._lab.do("left")
        if message[0] == "failed":
            self._pulls.append((at - left) * 1000)
        if message[0] != "died":
            self._terminal.hear("absent")
        return self._judge(message, None, secure=True)

    def _mute(self, label: str, number: int) -> str:
        self._lay(label, mute_at=number)
        self._terminal.read(key(label, _WHO))
        at, message = self._terminal.hear("reading", "failed", "died")
        if message[0] == "died":
            self._deadlines.append(at - self._lab.do("fell_silent"))
            next_at, _ = self._terminal.hear("present", "absent", "unavailable")
            self._replaced.append(((next_at - at) * 1000, f"{label} at APDU {number}"))
        self._lab.do("remove")
        self._terminal.hear("absent")
        return self._judge(message, None, secure=True)
