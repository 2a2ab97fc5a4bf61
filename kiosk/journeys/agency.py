"""代办 (F20): which items somebody may do for somebody else, here: those that ask for the 委托书 under the camera."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from config.schema import ServiceItem

__all__ = ["FOR_ANOTHER", "open_to_agents"]

FOR_ANOTHER: Final = "for-another"
"""What is picked where a card is asked for and the matter is somebody else's."""
AGENT: Final = "agent"


def open_to_agents(item: ServiceItem) -> bool:
    """Whether an agent is taken here: the authority can be photographed, not only shown at a window."""
    return any(one.required_when == AGENT and one.capture == "doc_camera" for one in item.materials)
