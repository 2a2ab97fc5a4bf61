"""Bar 7, second half: from the inserted card to the parent's message, and to the next screen of the real window.

pcscd 1.9.9 looks at the virtual reader every 0.4 s, whoever asks: the baseline is a bare monitor on the same reader,
and every card is laid at a random moment of that time.
"""

from __future__ import annotations

import contextlib
import random
import time
from typing import TYPE_CHECKING

from benchmarks.cards_bench import trust
from benchmarks.cards_hand import hand
from benchmarks.cards_terminal import Terminal
from benchmarks.cards_window import window
from benchmarks.figures import median_and_worst
from drivers.discovery import open_device
from drivers.lab.people import PEOPLE
from drivers.lab.vpcd import READER
from drivers.types import Absent, Present

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.cards_hand import Hand
    from benchmarks.figures import Figure

__all__ = ["figures"]

_ROUNDS, _QUICK_ROUNDS = 20, 4
_BAR_MS = 450.0
_WHO = PEOPLE[0].key
_LOOK_S = 0.4
_GLANCE_S = 0.004  # between two questions to the window, which answers them on its own loop
_dice = random.Random(7)


def figures(*, quick: bool) -> Iterator[Figure]:
    """Insert again and again: before a bare monitor, before the card process, before the whole terminal."""
    rounds = _QUICK_ROUNDS if quick else _ROUNDS
    with hand() as lab:
        yield from median_and_worst("insert to a bare monitor", [*_bare(lab, rounds)])
        yield from median_and_worst("insert to the parent's message", [*_message(lab, rounds)], _BAR_MS)
    yield from median_and_worst("insert to the next screen", [*_screen(rounds)], _BAR_MS)


def _bare(lab: Hand, rounds: int) -> Iterator[float]:
    with contextlib.closing(open_device("readers", "pcsc", {"name": READER})) as reader:
        for _ in range(rounds):
            lab.do("remove")
            while not isinstance(reader.wait(1.0), Absent):
                pass
            time.sleep(_dice.uniform(0.0, _LOOK_S))
            laid = lab.do("insert", "shebao2", _WHO)
            while not isinstance(reader.wait(1.0), Present):
                pass
            yield (time.monotonic() - laid) * 1000
        lab.do("remove")
        while not isinstance(reader.wait(1.0), Absent):
            pass


def _message(lab: Hand, rounds: int) -> Iterator[float]:
    with Terminal(trust()) as terminal:
        for _ in range(rounds):
            terminal.hear("absent")
            time.sleep(_dice.uniform(0.0, _LOOK_S))
            laid = lab.do("insert", "shebao2", _WHO)
            yield (terminal.hear("present")[0] - laid) * 1000
            lab.do("remove")
        terminal.hear("absent")


def _screen(rounds: int) -> Iterator[float]:
    with window() as walk:
        for _ in range(rounds):
            walk.see("Attract", deadline_s=40)
            time.sleep(_dice.uniform(0.7, 0.7 + _LOOK_S))  # the lab's hand would rest 0.6 s before it lays a card
            began = time.monotonic()
            walk.lab("card", "insert", "shebao", "--person", "li")
            while walk.hand.screen == "Attract":
                time.sleep(_GLANCE_S)
            yield (time.monotonic() - began) * 1000
            walk.see("Home", deadline_s=20)
            walk.lab("card", "remove")
