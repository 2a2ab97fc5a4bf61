"""The kinds of steps that exist: the file names in kiosk/journeys/steps/, each offering STEP."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, cast

from kiosk.journeys import steps

if TYPE_CHECKING:
    from kiosk.journeys.protocol import JourneyStep

__all__ = ["known_kinds", "step_kinds"]


def known_kinds() -> frozenset[str]:
    """Return the names of all step kinds, without loading them."""
    return frozenset(module.name for module in pkgutil.iter_modules(steps.__path__))


def step_kinds() -> dict[str, JourneyStep]:
    """Load every step kind by its name."""
    return {kind: _load(kind) for kind in sorted(known_kinds())}


def _load(kind: str) -> JourneyStep:
    module = importlib.import_module(f"{steps.__name__}.{kind}")
    return cast("JourneyStep", module.STEP)
