"""全部指南: all seventeen elements of a guide in their fixed order, page by page (F01, F02), over whatever lies below.

What is structured is said in both languages; an office's own sentences stay in Chinese, and the English page says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from config.wording import columns
from kiosk.domain.state import Informing, Serving
from ui.projection.guide_elements import Part, parts_of
from ui.projection.view import View
from ui.projection.wording import short_name

if TYPE_CHECKING:
    from kiosk.domain.state import State
    from ui.projection.scene import Scene

__all__ = ["FULL_GUIDE", "FullGuideView", "GuidePage", "project_full_guide"]

FULL_GUIDE = "guide"
_ROOM, _ROOM_ELDER = 1160, 1130
_TEXT, _TEXT_ELDER = (34, 30), (44, 36)  # px of text and label
_WIDTH = 920
_GAP = 26
_LINE, _LABEL_LINE = 1.36, 1.3
_SLACK = 1.08  # Latin letters are wider than half a Han character


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
    item = state.run.item if isinstance(state, Serving) else None
    if isinstance(state, Informing):
        item = scene.item(state.item_id)
    if item is None:
        return None
    tr = scene.tr
    leaves = _leaves(parts_of(item, scene), elder=scene.prefs.elder)
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


def _leaves(parts: tuple[Part, ...], *, elder: bool) -> list[tuple[Part, ...]]:
    """Fill page after page; a part is never torn."""
    leaves: list[tuple[Part, ...]] = []
    leaf: list[Part] = []
    left = float(room := _ROOM_ELDER if elder else _ROOM)
    for part in parts:
        need = _height(part, elder=elder)
        if leaf and need > left:
            leaves.append(tuple(leaf))
            leaf, left = [], float(room)
        leaf.append(part)
        left -= need
    return [*leaves, tuple(leaf)]


def _height(part: Part, *, elder: bool) -> float:
    """Return the pixels that a part takes at most."""
    text_px, label_px = _TEXT_ELDER if elder else _TEXT
    lines = sum(_lines(line, text_px) for line in part.text.split("\n")) if part.text else 0
    return _lines(part.label, label_px) * label_px * _LABEL_LINE + lines * text_px * _LINE + _GAP


def _lines(text: str, px: int) -> int:
    return max(1, -(-int(columns(text) * _SLACK * px / 2) // _WIDTH))
