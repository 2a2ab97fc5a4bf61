"""The map of the places nearby as it is drawn: streets and marks in metres around this terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["NO_MAP", "Pin", "Strip", "TownMap"]


@dataclass(frozen=True, slots=True)
class Strip:
    """A street from here to there, in metres east and south of this terminal.

    `near`: within the quarter of an hour; `way`: to be walked now.
    """

    x1: float
    y1: float
    x2: float
    y2: float
    near: bool
    way: bool


@dataclass(frozen=True, slots=True)
class Pin:
    """A mark on the map: a place with its number, or a landmark (""); `here` is this terminal."""

    x: float
    y: float
    number: str
    label: str
    tone: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class TownMap:
    """What is drawn: this terminal in the middle, `wide` and `high` metres to each side; without streets, nothing."""

    strips: tuple[Strip, ...] = ()
    pins: tuple[Pin, ...] = ()
    wide: float = 1.0
    high: float = 1.0
    legend: str = ""
    spoken: str = ""


NO_MAP: Final = TownMap()
