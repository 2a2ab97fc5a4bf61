"""What the steps share that everybody comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.domain.run import Run

__all__ = ["Always"]


class Always:
    """A step that needs no camera and is never left out."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Tell that it is always wanted."""
        del run
        return True
