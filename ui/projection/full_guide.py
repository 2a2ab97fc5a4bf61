"""全部指南: all seventeen elements of a guide in their fixed order, page by page (F01, F02), over whatever lies below.

What is structured is said in both languages; an office's own sentences stay in Chinese, and the English page says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ui.projection.guide_elements import Part, parts_of
from ui.projection.guide_leaves import leaves_of
from ui.projection.in_hand import item_in_hand
from ui.projection.view import View
from ui.projection.wording import short_name

if TYPE_CHECKING:
    from kiosk.domain.state import State
    from ui.projection.scene import Scene

__all__ = ["FULL_GUIDE", "FullGuideView", "GuidePage", "project_full_guide"]

FULL_GUIDE = "guide"


@dataclass(frozen=True, slots=True)
class GuidePage:
    """As many parts as fit together."""

    place: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class FullGuideView(View):
    """`foot` names the version of the text."""

    screen: ClassVar[str] = "FullGuide"
    title: str
    lead: str
    pages: tuple[GuidePage, ...]
    foot: str
    earlier: str
    later: str
    close: str


def project_full_guide(state: State, scene: Scene) -> FullGuideView | None:
    """Return the guide of the item in hand, None where there is none."""
    item = item_in_hand(state, scene)
    if item is None:
        return None
    tr = scene.tr
    leaves = leaves_of(parts_of(item, scene), elder=scene.prefs.elder)
    return FullGuideView(
        title=short_name(scene, item),
        lead=tr("办事指南全文") if not scene.prefs.english else tr("原文为中文，以原文为准"),
        pages=tuple(
            GuidePage(tr("第 {page} 页，共 {pages} 页", page=n, pages=len(leaves)), leaf)
            for n, leaf in enumerate(leaves, start=1)
        ),
        foot=tr("指南版本 {version}", version=item.version),
        earlier=tr("上一页"),
        later=tr("下一页"),
        close=tr("知道了"),
    )
