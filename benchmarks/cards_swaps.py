"""Bar 4: two persons' cards of one kind exchanged at random while one is read: no record may be of both.

Three hands: one that no reader notices (another card answers from some APDU on, no event), one that pulls and lays
(the reader's events tell, between any two APDUs), and one that exchanges the cards there and back, all within one
reading and unnoticed. Without secure messaging the last is told without a bar: a card that has no state, such as the
linear file of FF B0, is then the same at the end as at the beginning, and no reader is so blind twice in 5 ms.
"""

from __future__ import annotations

import math
import random
import time
from collections import Counter
from typing import TYPE_CHECKING

from benchmarks.cards_bench import CARDS, alike, outcome, read, truth
from benchmarks.figures import Figure, at_most, seen
from drivers.errors import DeviceError
from drivers.lab.cards.loopback import LoopbackReader
from drivers.lab.people import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drivers.lab.cards.card import VirtualCard
    from drivers.lab.people import Person

__all__ = ["figures", "swap_once"]

HANDS = ("unnoticed", "pulled and laid", THERE_AND_BACK := "there and back")
_ALL, _QUICK = 10_000, 400
_SLOW_SHARE = {"passport-short": 0.06, "passport-pace-short": 0.06}
_SLOW_PACE = 0.25


def swap_once(dice: random.Random, label: str) -> tuple[str, str]:
    """Read one card while it is exchanged at random; returns ("one" | "other" | "mixed" | a fault code, hand)."""
    one, other = dice.sample(PEOPLE, 2)
    apdus = int(truth(label, one.key).evidence["apdus"])
    make = CARDS[label].make
    cards = {one.key: make(one), other.key: make(other)}
    hand = dice.choice(HANDS)
    turns = sorted(dice.randint(1, apdus + 1) for _ in range(dice.randint(2, 4) if hand == THERE_AND_BACK else 1))
    reader = _Swapped(cards, (one, other), turns, noticed=hand == "pulled and laid")
    # What was printed on the card that was asked for opens that one alone; half of the time it is the other's.
    keyed = dice.choice((one, other)) if CARDS[label].document else one
    reader.wait(0)
    said = outcome(lambda: read(reader, label, keyed, again=dice.random() < 0.5))
    if isinstance(said, DeviceError):
        return said.code, hand
    for name, holder in (("one", one), ("other", other)):
        if alike(said, truth(label, holder.key)):
            return name, hand
    return ("flawed" if said.flaw and not said.name else "mixed"), hand


class _Swapped(LoopbackReader):
    """A reader whose holder exchanges the card before its APDUs of these numbers, counted over the whole sitting."""

    def __init__(
        self, cards: dict[str, VirtualCard], people: tuple[Person, Person], turns: list[int], *, noticed: bool
    ) -> None:
        self._cards = cards
        self._people = people
        self._turns = turns
        self._noticed = noticed
        self._apdus = self._swaps = 0
        super().__init__(cards[people[0].key], hand=self._exchange_if_due)

    def _exchange_if_due(self, _: int) -> None:
        self._apdus += 1
        while self._turns and self._apdus >= self._turns[0]:
            self._turns.pop(0)
            self._swaps += 1
            card = self._cards[self._people[self._swaps % 2].key]
            if self._noticed:
                self.insert(card)
            else:
                self.swap(card)


def figures(*, quick: bool) -> Iterator[Figure]:
    """Swap and count, shares of all kinds; the slow ones (long conversations, curves in Python) get fewer."""
    dice = random.Random(4)
    shares = {label: _SLOW_SHARE.get(label, _SLOW_PACE if "pace" in label else 1.0) for label in CARDS}
    total = _QUICK if quick else _ALL
    for secure in (False, True):
        labels = [label for label in CARDS if CARDS[label].secure is secure]
        counts: Counter[tuple[str, str]] = Counter()
        mixed: Counter[str] = Counter()
        began = time.perf_counter()
        for label in labels:
            for _turn in range(math.ceil(total * shares[label] / sum(shares[one] for one in labels))):
                came, how = swap_once(dice, label)
                counts[came, how] += 1
                if came == "mixed":
                    mixed[f"{label} {how}"] += 1
        what = "with secure messaging" if secure else "without secure messaging"
        outcomes = Counter[str]()
        for (came, _), count in counts.items():
            outcomes[came] += count
        note = ", ".join(f"{name} {count:,}" for name, count in outcomes.most_common())
        yield Figure(
            name=f"swaps {what}",
            value=sum(counts.values()),
            bar=f">= {total:,}",
            passed=sum(counts.values()) >= total,
            note=f"{len(labels)} kinds: {note}; {time.perf_counter() - began:.0f} s",
        )
        for how in HANDS:
            note = ", ".join(f"{where} {count}" for where, count in mixed.items() if how in where)
            name = f"mixed records {what}, {how}"
            if how == THERE_AND_BACK and not secure:
                yield seen(name, counts["mixed", how], note=note or "no bar: see the docstring")
            else:
                yield at_most(name, counts["mixed", how], 0, note=note)
