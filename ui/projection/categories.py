"""The categories of home, made from what the catalogue holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.i18n import mark
from ui.projection.wording import short_name

if TYPE_CHECKING:
    from config.schema import ServiceItem
    from ui.projection.scene import Scene

__all__ = ["Category", "categories", "category_name", "category_tone"]

_LOOKS: dict[str, tuple[str, str]] = {
    # category: icon, tone
    mark("养老服务"): ("hand-heart", "rose"),
    mark("社保服务"): ("shield-check", "brand"),
    mark("医保服务"): ("first-aid-kit", "green"),
    mark("公积金"): ("piggy-bank", "amber"),
    mark("不动产"): ("buildings", "violet"),
    mark("户政证明"): ("identification-card", "teal"),
    mark("市场主体"): ("storefront", "indigo"),
    mark("生活缴费"): ("lightning", "olive"),
    mark("政务服务"): ("bank", "rust"),
}
_OTHER = ("squares-four", "brand")
_SHORT = 6


@dataclass(frozen=True, slots=True)
class Category:
    """One tile: `note` names what is inside, `free` is the chip of a category that asks for no card."""

    id: str
    name: str
    note: str
    icon: str
    tint: str
    free: str


def category_name(scene: Scene, category: str) -> str:
    """Return the words for a category; one that this table does not know keeps its own name."""
    return scene.tr(category) if category in _LOOKS else category


def category_tone(category: str) -> str:
    """Return the tone of a category's badge."""
    return _LOOKS.get(category, _OTHER)[1]


def categories(scene: Scene, limit: int, *, elders_first: bool = False) -> tuple[Category, ...]:
    """Return at most `limit` tiles in the catalogue's order, for elders their own categories first."""
    groups: dict[str, list[ServiceItem]] = {}
    for item in scene.items:
        groups.setdefault(item.category, []).append(item)
    order = list(groups)
    if elders_first:
        order.sort(key=lambda key: not any(item.elder_recommended for item in groups[key]))
    return tuple(_tile(scene, key, groups[key]) for key in order[:limit])


def _tile(scene: Scene, key: str, items: list[ServiceItem]) -> Category:
    icon, tint = _LOOKS.get(key, _OTHER)
    names = [short_name(scene, item) for item in items]
    if len(names) == 1:
        note = names[0]
    elif len(names[0]) > _SHORT:
        note = scene.tr("{n} 项可看", n=len(names))
    else:
        note = scene.tr("{first} 等 {n} 项", first=names[0], n=len(names))
    free = "" if any(item.identity_required for item in items) else scene.tr("免登录")
    return Category(key, category_name(scene, key), note, icon, tint, free)
