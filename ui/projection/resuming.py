"""继续刚才的？: what was cut off, and two ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.journeys.resuming import resume_ask
from ui.projection.tell import TellView, project_tell
from ui.projection.wording import task_name

if TYPE_CHECKING:
    from kiosk.domain.state import Resuming
    from ui.projection.scene import Scene

__all__ = ["project_resuming"]


def project_resuming(state: Resuming, scene: Scene) -> TellView:
    """Ask whoever has come back with the same card."""
    item = scene.item(state.draft.item_id)
    return project_tell(resume_ask(state.draft, task_name(scene, item) if item else "", changed=state.changed), scene)
