"""Finding a service by the initials of what people call it: a few letters, and what answers to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ui.projection.item_list import ItemRow, item_row
from ui.projection.view import View

if TYPE_CHECKING:
    from kiosk.domain.state import Choosing
    from ui.projection.scene import Scene

__all__ = ["SEARCH", "SearchView", "project_searching"]

SEARCH = "search"

_ROWS, _ROWS_ELDER, _ROWS_LOW = 4, 3, 1


@dataclass(frozen=True, slots=True)
class SearchView(View):
    """`text` is what was typed; `rows` what answers to it, `empty` what to do where nothing does."""

    screen: ClassVar[str] = "Search"
    title: str
    lead: str
    text: str
    hint: str
    rows: tuple[ItemRow, ...]
    empty: str
    erase: str
    back: str
    all: str
    help: str


def project_searching(state: Choosing, scene: Scene) -> SearchView:
    """Show the letters and the items; before the first letter, what many come for."""
    tr, prefs = scene.tr, scene.prefs
    most = _ROWS_LOW if prefs.low else _ROWS_ELDER if prefs.elder else _ROWS
    found = [item for item in (scene.item(item_id) for item_id in state.found) if item is not None]
    items = (found if state.typed else [item for item in scene.items if item.featured])[:most]
    return SearchView(
        title=tr("找要办的事"),
        lead=tr("打每个字拼音的头一个字母，“老年证”就打 LNZ。"),
        text=state.typed,
        hint="" if state.typed else tr("比如 SBZM，就是社保证明"),
        rows=tuple(item_row(scene, item) for item in items),
        empty=tr("没有对上的。删掉几个字母，或看全部事项。") if state.typed and not items else "",
        erase=tr("删除"),
        back=tr("返回首页"),
        all=tr("看全部事项"),
        help=tr("请人帮我"),
    )
