"""并联审批 (F40): how a joint matter stands when each office decides its own part, whatever becomes of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["LaneState", "whole"]

LaneState = Literal["open", "done", "refused"]


def whole(lanes: Iterable[LaneState]) -> LaneState:
    """Return how the matter stands: open while a lane is, done when one is done at the end (partial success is normal).

    Only where every lane was refused, the matter is.
    """
    found = set(lanes)
    if "open" in found:
        return "open"
    return "done" if "done" in found else "refused"
