"""Take the picture by itself: once for each sheet, when it lies still and everything about it is good.

EMPTY > SEEN > STEADY > CAPTURED. Time is the frames' own (`taken`): no clock, no thread, so that a film plays alike
however fast it is shown.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drivers.imaging.detect import LIKELY, find_sheet
from drivers.imaging.gates import GATES, SHARP, acutance, is_clear, moved

if TYPE_CHECKING:
    from drivers.imaging.detect import Sheet
    from drivers.types import Frame, Quad

__all__ = ["AutoCapture", "Shot", "Stage", "Viewfinding"]

_STILL = 0.004  # of the frame's long side: further from its place of rest, the sheet is being moved
_SETTLE_S = 0.4  # still for so long before the countdown begins
_COUNTDOWN_S = 1.2
_BARE_S = 0.3  # the mat is bare for so long before the next sheet counts as another


class Stage(enum.Enum):
    """How far the sheet on the mat has come."""

    EMPTY = "empty"
    SEEN = "seen"
    STEADY = "steady"
    CAPTURED = "captured"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Shot:
    """The frame that was taken and the sheet in it."""

    frame: Frame
    quad: Quad


@dataclass(frozen=True, slots=True)
class Viewfinding:
    """What to show over the picture, and the shot when this frame completed one.

    `corners` are fractions of the picture, clockwise from the top left, () when there is no sheet;
    `gates` are complete, sharp, glare, steady; `countdown` runs 0…1.
    """

    stage: Stage = Stage.EMPTY
    corners: tuple[tuple[float, float], ...] = ()
    gates: tuple[tuple[str, bool], ...] = tuple((name, False) for name in GATES)
    countdown: float = 0.0
    shot: Shot | None = None


class AutoCapture:
    """Watches frames, one after another, and takes each sheet once; the sharpest frame of the countdown is kept."""

    def __init__(self) -> None:
        self._stage = Stage.EMPTY
        self._rest: Quad | None = None
        self._rested = 0.0
        self._counting: float | None = None
        self._best: tuple[float, Shot] | None = None
        self._last_thing = float("-inf")

    def again(self) -> None:
        """Arm once more: the sheet that lies there may be taken again."""
        self._stage = Stage.EMPTY
        self._rest = self._counting = self._best = None

    def taken(self) -> None:
        """Count the sheet that lies there as taken, by hand."""
        self._stage, self._counting, self._best = Stage.CAPTURED, None, None

    def see(self, frame: Frame) -> Viewfinding:
        """Look at the next frame, never older than the one before."""
        sheet = find_sheet(frame.pixels)
        if sheet is None:
            return self._bare(frame.taken)
        self._last_thing = frame.taken
        still = self._settle(sheet.quad, frame)
        crisp = acutance(frame.pixels, sheet.quad) if sheet.whole else 0.0
        clear = sheet.whole and is_clear(frame.pixels, sheet.quad)
        gates = tuple(zip(GATES, (sheet.whole, crisp >= SHARP, clear, sheet.whole and still), strict=True))
        corners = _fractions(sheet, frame)
        if self._stage is Stage.CAPTURED:
            return Viewfinding(self._stage, corners, gates, 1.0)
        if not all(ok for _, ok in gates):
            self._stage, self._counting, self._best = Stage.SEEN, None, None
            return Viewfinding(self._stage, corners, gates)
        shot, countdown = self._count(Shot(frame, sheet.quad), crisp)
        return Viewfinding(self._stage, corners, gates, countdown, shot)

    def _count(self, shot: Shot, crisp: float) -> tuple[Shot | None, float]:
        """Count one good frame; returns the sharpest one when the countdown is over, and how far it is."""
        now = shot.frame.taken
        self._stage = Stage.STEADY
        if self._counting is None:
            self._counting = now
        if self._best is None or crisp > self._best[0]:
            self._best = (crisp, shot)
        countdown = min(1.0, (now - self._counting) / _COUNTDOWN_S)
        if countdown < 1:
            return None, countdown
        best = self._best[1]
        self.taken()
        return best, 1.0

    def _bare(self, now: float) -> Viewfinding:
        if self._stage is not Stage.CAPTURED or now - self._last_thing >= _BARE_S:
            self.again()
        return Viewfinding(self._stage)

    def _settle(self, quad: Quad, frame: Frame) -> bool:
        """Whether the sheet has lain where it lies long enough."""
        if self._rest is None or moved(self._rest, quad) > _STILL * max(frame.pixels.shape):
            self._rest, self._rested = quad, frame.taken
        return frame.taken - self._rested >= _SETTLE_S


def _fractions(sheet: Sheet, frame: Frame) -> tuple[tuple[float, float], ...]:
    if sheet.score < LIKELY:
        return ()
    height, width = frame.pixels.shape[:2]
    return tuple((min(1.0, max(0.0, x / width)), min(1.0, max(0.0, y / height))) for x, y in sheet.quad.corners)
