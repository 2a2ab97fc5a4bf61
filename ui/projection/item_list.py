"""All service items, or those of one category, page by page: paging instead of scrolling needs no swipe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ui.projection.categories import category_name, category_tone
from ui.projection.view import View
from ui.projection.wording import short_name, task_name

if TYPE_CHECKING:
    from config.schema import ServiceItem
    from kiosk.domain.state import Choosing
    from ui.projection.scene import Scene

__all__ = ["ItemListView", "ItemPage", "ItemRow", "item_row", "project_item_list"]

ALL = "all"
_ROWS, _ROWS_ELDER, _ROWS_LOW = 6, 4, 3


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One service item."""

    id: str
    name: str
    note: str
    icon: str
    tint: str


@dataclass(frozen=True, slots=True)
class ItemPage:
    """As many rows as a hand's reach allows."""

    rows: tuple[ItemRow, ...]
    place: str


@dataclass(frozen=True, slots=True)
class ItemListView(View):
    """The pages; the glass turns them itself."""

    screen: ClassVar[str] = "ItemList"
    title: str
    lead: str
    pages: tuple[ItemPage, ...]
    back: str
    earlier: str
    later: str
    help: str


def project_item_list(state: Choosing, scene: Scene) -> ItemListView:
    """List the items of a category, or all."""
    tr, prefs = scene.tr, scene.prefs
    everything = state.category == ALL
    items = [item for item in scene.items if everything or item.category == state.category]
    size = _ROWS_LOW if prefs.low else _ROWS_ELDER if prefs.elder else _ROWS
    parts = [items[i : i + size] for i in range(0, len(items), size)] or [[]]
    pages = tuple(
        ItemPage(
            tuple(item_row(scene, item) for item in part),
            tr("第 {page} 页，共 {pages} 页", page=n, pages=len(parts)) if len(parts) > 1 else "",
        )
        for n, part in enumerate(parts, 1)
    )
    return ItemListView(
        title=tr("全部 {n} 项", n=len(items)) if everything else category_name(scene, state.category),
        lead=tr("点一项，看怎么办、要带什么。"),
        pages=pages,
        back=tr("返回首页"),
        earlier=tr("上一页"),
        later=tr("下一页"),
        help=tr("请人帮我"),
    )


def item_row(scene: Scene, item: ServiceItem) -> ItemRow:
    """Return the row of one item."""
    tr = scene.tr
    minutes = tr("约 {n} 分钟", n=item.est_minutes)
    brief = scene.prefs.elder or scene.prefs.english
    name = short_name(scene, item) if brief else task_name(scene, item)
    if not item.steps:
        note = tr("本机可看指南，到窗口办")
    elif scene.prefs.english or not item.dept_name:
        note = minutes
    else:
        note = f"{minutes} · {item.dept_name}"
    return ItemRow(item.id, name, note, item.icon, category_tone(item.category))
