"""The service item that a state is about, as far as its guide may be read there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.state import Informing, Serving

if TYPE_CHECKING:
    from config.schema import ServiceItem
    from kiosk.domain.state import State
    from ui.projection.scene import Scene

__all__ = ["item_in_hand"]


def item_in_hand(state: State, scene: Scene) -> ServiceItem | None:
    """Return the item that is explained or done, None where there is none."""
    if isinstance(state, Serving):
        return state.run.item
    return scene.item(state.item_id) if isinstance(state, Informing) else None
