"""Put a photographed paper into a run, or take it out again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.journeys.standing import settle

if TYPE_CHECKING:
    from kiosk.domain.case import Captured
    from kiosk.domain.run import Run

__all__ = ["drop", "keep", "picture_of"]


def picture_of(run: Run, material_code: str) -> Captured | None:
    """Return the picture of this material, if it was taken."""
    return next((captured for captured in run.captured if captured.material_code == material_code), None)


def keep(run: Run, captured: Captured) -> Run:
    """Return the run with this picture in place of an earlier one of the same material."""
    others = tuple(known for known in run.captured if known.material_code != captured.material_code)
    return settle(replace(run, captured=(*others, captured)))


def drop(run: Run, material_code: str) -> Run:
    """Return the run without a picture of this material."""
    return settle(replace(run, captured=tuple(c for c in run.captured if c.material_code != material_code)))
