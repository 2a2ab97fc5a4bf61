"""The samples of the glass serve the unit tests too; Glass is registered before any test makes a QML engine."""

import sys
from pathlib import Path

import ui.window  # noqa: F401 - registers Glass, and must come before the first engine of this process

sys.path.insert(0, str(Path(__file__).parents[2] / "glass"))
