"""All that is drawn at one moment: the frame, the screen, and what lies over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.domain.state import IdleWarning, State
from ui.projection.chrome import project_chrome
from ui.projection.frequent_questions import FREQUENT, project_frequent
from ui.projection.full_guide import FULL_GUIDE, project_full_guide
from ui.projection.screens import project
from ui.projection.sheets import project_sheet
from ui.projection.view import View, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.projection.scene import Scene

__all__ = ["NOTHING", "drawn"]

Layer = dict[str, Any]
NOTHING: Layer = {"screen": "", "view": {}}
WHOLE: dict[str, Callable[[State, Scene], View | None]] = {FULL_GUIDE: project_full_guide, FREQUENT: project_frequent}
"""What has a page of its own over a screen; where it has nothing to tell, there is help instead."""


def drawn(state: State, scene: Scene) -> tuple[dict[str, Any], Layer, Layer]:
    """Return frame, screen and overlay as plain data; the idle warning lies over the screen it interrupts."""
    over: View | None = None
    under: State = state
    if isinstance(state, IdleWarning):
        over, under = project(state, scene), state.under
    elif scene.prefs.sheet:
        whole = WHOLE.get(scene.prefs.sheet)
        over = (whole and whole(state, scene)) or project_sheet(scene.prefs.sheet, state, scene)
    return plain(project_chrome(under, scene)), _layer(project(under, scene)), _layer(over)


def _layer(view: View | None) -> Layer:
    return {"screen": view.screen, "view": plain(view)} if view else NOTHING
