"""Bar 2: software time of a whole reading through the real pcscd, the card in a process of its own.

A reading is timed from its connection to its end: connect, every APDU, passive authentication, disconnect. The baseline
is as many empty APDUs to a card that knows none of them, connected and disconnected as well, in the same run: what
reader, service and virtual reader cost on this machine. The bars are set without it.
"""

from __future__ import annotations

import contextlib
import statistics
import time
from typing import TYPE_CHECKING

from benchmarks.cards_bench import CARDS, aids, key, trust
from benchmarks.cards_hand import hand
from benchmarks.cards_terminal import Terminal
from benchmarks.figures import at_most, seen
from drivers.discovery import open_device
from drivers.lab.people import PEOPLE
from drivers.lab.vpcd import PSAM_READER, READER
from drivers.reading import Watch, read_in
from drivers.types import Absent, Present

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.cards_hand import Hand
    from benchmarks.figures import Figure
    from drivers.protocols import CardReader

__all__ = ["figures"]

_ROUNDS, _QUICK_ROUNDS = 20, 5
_BARS_MS = {"passport": 15.0, "passport-short": 100.0}
_THROUGH_THE_PROCESS = ("shebao2", "resident", "passport", "passport-pace")
_LOADED_S = 0.5  # a citizen needs longer than this to lay a card
_GET_CHALLENGE = bytes.fromhex("0084000008")
_WHO = PEOPLE[0]


def figures(*, quick: bool) -> Iterator[Figure]:
    """Read each card again and again while it lies there."""
    rounds = _QUICK_ROUNDS if quick else _ROUNDS
    with hand() as lab, contextlib.closing(_reader()) as reader:
        lab.do("trust", trust())
        counts: dict[str, int] = {}
        times: dict[str, list[float]] = {}
        for label, card in CARDS.items():
            if not card.over_pcscd:
                continue
            _lay(lab, reader, label)
            readings = [_read_ms(reader, label) for _ in range(rounds + 1)][1:]  # the first one loads what it needs
            times[label], counts[label] = [ms for ms, _ in readings], readings[-1][1]
        _lay(lab, reader, "strange")
        for label, milliseconds in times.items():
            empty = statistics.median(_empty_ms(reader, counts[label]) for _ in range(rounds))
            middle = statistics.median(milliseconds)
            note = f"worst {max(milliseconds):.1f}, {counts[label]} APDUs, as many empty ones {empty:.1f} ms"
            name = f"reading {label}, median of {rounds}"
            if label in _BARS_MS:
                yield at_most(name, round(middle, 2), _BARS_MS[label], "ms", note)
            else:
                yield seen(name, round(middle, 2), "ms", note)
        yield from _first_readings(lab, max(2, rounds // 4))


def _first_readings(lab: Hand, rounds: int) -> Iterator[Figure]:
    """Time the order to the reading's message, in a card process that has read nothing yet and in one that has."""
    with Terminal(trust()) as terminal:
        for label in _THROUGH_THE_PROCESS:
            lab.do("remove")
            terminal.forget()
            lab.do("insert", label, _WHO.key)
            terminal.hear("present")
            first: list[float] = []
            later: list[float] = []
            for _ in range(rounds):
                terminal.renew()
                terminal.hear("present")
                terminal.turn_for(_LOADED_S)
                for times in (first, later):
                    began = time.monotonic()
                    terminal.read(key(label, _WHO))
                    times.append((terminal.hear("reading")[0] - began) * 1000)
            note = f"its later ones {statistics.median(later):.1f} ms"
            yield seen(f"first reading of a card process, {label}", round(statistics.median(first), 1), "ms", note)


def _reader() -> CardReader:
    return open_device("readers", "pcsc", {"name": READER, "psam": PSAM_READER})


def _lay(lab: Hand, reader: CardReader, label: str) -> None:
    lab.do("remove")
    while not isinstance(reader.wait(1.0), Absent):
        pass
    lab.do("insert", label, _WHO.key)
    while not isinstance(reader.wait(1.0), Present):
        pass


def _read_ms(reader: CardReader, label: str) -> tuple[float, int]:
    drawn_on = aids(label, _WHO)
    began = time.perf_counter()
    reading = read_in(reader, drawn_on, Watch())
    took_ms = (time.perf_counter() - began) * 1000
    if reading.flaw:
        raise SystemExit(f"{label}: read with the flaw {reading.flaw}")
    return took_ms, int(reading.evidence["apdus"])


def _empty_ms(reader: CardReader, apdus: int) -> float:
    began = time.perf_counter()
    with reader.connect() as channel:
        for _ in range(apdus):
            channel.transmit(_GET_CHALLENGE)
    return (time.perf_counter() - began) * 1000
