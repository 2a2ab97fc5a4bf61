"""From a state to what the glass says: pure functions that compose every word a citizen reads."""

from ui.projection.chrome import Chrome, project_chrome
from ui.projection.drawn import NOTHING, drawn
from ui.projection.scene import Prefs, Scene
from ui.projection.screens import project
from ui.projection.view import View, plain

__all__ = ["NOTHING", "Chrome", "Prefs", "Scene", "View", "drawn", "plain", "project", "project_chrome"]
