"""Seeded mutators: what a worn, hostile or lying card makes of good bytes."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["MUTATORS", "mutated", "noise"]

_EDGES = b"\x00\x01\x7f\x80\x81\x82\x83\x84\xfe\xff"
_MOST = 6
_dice = random.Random(1)


def noise(size: int) -> bytes:
    """Return that many bytes of nonsense, others each time, the same in each run."""
    return _dice.randbytes(size)


def _flipped(dice: random.Random, good: bytes, _: bytes) -> bytes:
    """Turn a few bits over."""
    spoiled = bytearray(good)
    for _turn in range(dice.randint(1, _MOST)):
        spoiled[dice.randrange(len(spoiled))] ^= 1 << dice.randrange(8)
    return bytes(spoiled)


def _set(dice: random.Random, good: bytes, _: bytes) -> bytes:
    """Put values of the edges of length and tag codings in a few places, rather at the front, where headers are."""
    spoiled = bytearray(good)
    for _turn in range(dice.randint(1, _MOST)):
        reach = len(spoiled) if dice.random() < 0.5 else min(len(spoiled), 24)
        spoiled[dice.randrange(reach)] = dice.choice(_EDGES)
    return bytes(spoiled)


def _cut(dice: random.Random, good: bytes, _: bytes) -> bytes:
    """Let it end early."""
    return good[: dice.randrange(len(good))]


def _lengthened(dice: random.Random, good: bytes, other: bytes) -> bytes:
    """Let it go on after its end."""
    return good + (other or good)[: dice.randint(1, 64)]


def _lying(dice: random.Random, good: bytes, _: bytes) -> bytes:
    """Make one byte that may be a length say a little more or less."""
    place = dice.randrange(len(good))
    said = (good[place] + dice.choice((-2, -1, 1, 2, 16, 64))) & 0xFF
    return good[:place] + bytes((said,)) + good[place + 1 :]


def _dropped(dice: random.Random, good: bytes, _: bytes) -> bytes:
    """Leave a piece out."""
    start = dice.randrange(len(good))
    return good[:start] + good[start + dice.randint(1, 40) :]


def _doubled(dice: random.Random, good: bytes, _: bytes) -> bytes:
    """Say a piece twice."""
    start = dice.randrange(len(good))
    end = start + dice.randint(1, 40)
    return good[:end] + good[start:end] + good[end:]


def _spliced(dice: random.Random, good: bytes, other: bytes) -> bytes:
    """Go on with another one's bytes from some place on."""
    place = dice.randrange(len(good))
    return good[:place] + other[place if dice.random() < 0.5 else dice.randrange(len(other) + 1) :]


def _noisy(dice: random.Random, good: bytes, _: bytes) -> bytes:
    """Overwrite a piece with nonsense."""
    start = dice.randrange(len(good))
    piece = dice.randbytes(min(dice.randint(1, 32), len(good) - start))
    return good[:start] + piece + good[start + len(piece) :]


MUTATORS: tuple[Callable[[random.Random, bytes, bytes], bytes], ...] = (
    _flipped,
    _set,
    _cut,
    _lengthened,
    _lying,
    _dropped,
    _doubled,
    _spliced,
    _noisy,
)


def mutated(dice: random.Random, seeds: Sequence[bytes]) -> bytes:
    """Choose a seed and spoil it once, sometimes twice; what stays whole by chance is a case too."""
    good = dice.choice(seeds)
    for _turn in range(1 if dice.random() < 0.7 else 2):
        if good:
            good = dice.choice(MUTATORS)(dice, good, dice.choice(seeds))
    return good
