"""Bar 4: no stream of answers makes a printer look ready that is not.

For each family of the lab and each stream: the state is well or any set of faults, the answers are those of the
makers' papers (the lab's tables), and then something happens to them on the line. READY is right only where nothing is
wrong and every byte came as it was said; where whole answers came late or in another order, where nothing is wrong
(such answers of a printer that is well are often the same). The answers reach the driver's own conversation byte by
byte or in pieces; nothing of the sorting and reading is left out. The streams are the same in every run.
"""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from benchmarks.figures import Figure, at_most, seen
from drivers.lab.printer_families import EXIT, FAMILIES
from drivers.printers.conversation import Conversation
from drivers.printers.dialect import dialects
from drivers.types import PrinterState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from drivers.printers.dialect import Dialect

__all__ = ["figures"]

_STREAMS, _QUICK_STREAMS = 100_000, 3_000
_ANSWER_S = 0.0002
_NAMES = {
    "epson": "epson",
    "custom": "custom",
    "citizen": "citizen-ppu700",
    "masung": "masung",
    "snbc": "snbc",
    "phoenix": "pyramid-phoenix",
    "plain": "generic",
}
_PASSING = {"near-end", EXIT}
_STRAYS = (
    b"\x11",
    b"\x13",
    b"\x10\x00\x00\x00",
    b"\x18\x00\x0c\x0f",
    b"\x37\x22ab12\x00",
    b"\x37\x25\x00",
    b"\x00",
    b"\xff",
)

Answers = list[bytes]


class _Peer:
    """The other end: each question releases its share of the stream, read in pieces of any size."""

    def __init__(self, answers: Answers, dice: random.Random) -> None:
        self._answers, self._dice = list(answers), dice
        self._coming = b""

    def write(self, data: bytes, deadline_s: float) -> None:
        del data, deadline_s
        if self._answers:
            self._coming += self._answers.pop(0)

    def read(self, size: int, deadline_s: float) -> bytes:
        del deadline_s
        size = min(size, self._dice.randint(1, 8))
        data, self._coming = self._coming[:size], self._coming[size:]
        return data

    def close(self) -> None:
        """Nothing is open."""


def figures(*, quick: bool) -> Iterable[Figure]:
    """Run the streams family by family."""
    count = _QUICK_STREAMS if quick else _STREAMS
    for family, name in _NAMES.items():
        began = time.monotonic()
        wrong, missed, well = _examine(family, dialects()[name], count)
        note = f"{count:,} streams in {time.monotonic() - began:.0f} s; {well:,} were well and whole"
        yield at_most(f"{name}: false ready", wrong, 0, note=note)
        yield at_most(f"{name}: well, and not called ready", missed, 0)
    rows = sum(len(query.meanings) for dialect in dialects().values() for query in dialect.queries)
    yield seen("documented bits and sensors in the dialects", rows, note="each has its test: test_printer_status.py")


def _examine(family: str, dialect: Dialect, count: int) -> tuple[int, int, int]:
    dice = random.Random(f"{family}")  # the same in every run
    wrong = missed = well = 0
    for _ in range(count):
        faults = _faults(family, dice)
        said = [FAMILIES[family].status(query.ask[2], faults) for query in dialect.queries]
        happened = dice.choice(_HAPPENINGS)
        came = happened(list(said), dialect, dice)
        is_well = not faults - _PASSING and came == said
        may_be_ready = not faults - _PASSING and (came == said or happened in {_late, _wrong_order})
        talk = Conversation(_Peer(came, dice), answer_s=_ANSWER_S, stall_s=_ANSWER_S)
        talk.dialect = dialect
        state = talk.status().state
        if state is PrinterState.UNAVAILABLE and is_well:  # this machine was slower than the deadline: once more
            talk = Conversation(_Peer(came, dice), answer_s=0.5, stall_s=0.5)
            talk.dialect = dialect
            state = talk.status().state
        wrong += state is PrinterState.READY and not may_be_ready
        missed += state is not PrinterState.READY and is_well
        well += is_well
    return wrong, missed, well


def _faults(family: str, dice: random.Random) -> set[str]:
    known = sorted(FAMILIES[family].marks)
    return set(dice.sample(known, dice.choice((0, 0, 1, 1, 1, 2))))


def _nothing(said: Answers, _dialect: Dialect, _dice: random.Random) -> Answers:
    return said


def _random(said: Answers, _dialect: Dialect, dice: random.Random) -> Answers:
    return [dice.randbytes(dice.choice((0, len(answer), dice.randint(0, 8)))) for answer in said]


def _silence(said: Answers, _dialect: Dialect, dice: random.Random) -> Answers:
    gone = dice.randrange(len(said))
    return [b"" if at >= gone else answer for at, answer in enumerate(said)]


def _wrong_order(said: Answers, _dialect: Dialect, dice: random.Random) -> Answers:
    return dice.sample(said, len(said))


def _byte_missing(said: Answers, _dialect: Dialect, dice: random.Random) -> Answers:
    at = dice.randrange(len(said))
    place = dice.randrange(len(said[at]))
    said[at] = said[at][:place] + said[at][place + 1 :]
    return said


def _fixed_bit(said: Answers, dialect: Dialect, dice: random.Random) -> Answers:
    places = [
        (at, byte, 1 << bit)
        for at, query in enumerate(dialect.queries)
        for byte, (mask, _) in enumerate(query.reply)
        for bit in range(8)
        if mask >> bit & 1
    ]
    at, byte, bit = dice.choice(places)
    answer = bytearray(said[at])
    answer[byte] ^= bit
    said[at] = bytes(answer)
    return said


def _stray(said: Answers, _dialect: Dialect, dice: random.Random) -> Answers:
    at = dice.randrange(len(said))
    place = dice.randint(0, len(said[at]))
    stray = dice.choice(_STRAYS[2:])
    said[at] = said[at][:place] + stray + said[at][place:]
    return said


def _late(said: Answers, _dialect: Dialect, dice: random.Random) -> Answers:
    """Answer each question with the answer to the one before; the first with one from before the fault."""
    before = [b"\x12", said[-1], said[0]]
    return [dice.choice(before), *said[:-1]]


def _twice(said: Answers, _dialect: Dialect, dice: random.Random) -> Answers:
    at = dice.randrange(len(said))
    said[at] *= 2
    return said


_HAPPENINGS: tuple[Callable[[Answers, Dialect, random.Random], Answers], ...] = (
    _nothing,
    _random,
    _silence,
    _wrong_order,
    _byte_missing,
    _fixed_bit,
    _stray,
    _late,
    _twice,
)
