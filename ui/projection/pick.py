"""One of several: windows, days, cases, papers; page by page in reach of the hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ui.projection.acting import Button, buttons, strip
from ui.projection.spoken import spoken
from ui.projection.town_map import NO_MAP, TownMap
from ui.projection.view import Notice, View

if TYPE_CHECKING:
    from kiosk.domain.plain_asks import PickAsk
    from ui.projection.scene import Scene

__all__ = ["PickView", "Row", "project_pick"]


@dataclass(frozen=True, slots=True)
class Row:
    """`tag` "" shows an arrow instead; `off` cannot be touched."""

    id: str
    title: str
    note: str
    more: str
    tag: str
    tint: str
    icon: str
    off: bool


@dataclass(frozen=True, slots=True)
class PickView(View):
    """`wait` "" unless the centre is being asked; `empty` stands where there are no rows; `map` above them."""

    screen: ClassVar[str] = "Pick"
    title: str
    lead: str
    rows: tuple[Row, ...]
    wait: str
    empty: str
    notice: Notice
    acts: tuple[Button, ...]
    back: str
    earlier: str
    later: str
    place: str
    map: TownMap = NO_MAP


def project_pick(ask: PickAsk, scene: Scene, fault: str = "", listing: str = "") -> PickView:
    """Offer the rows; while the centre is asked, say so."""
    tr = scene.tr
    rows = tuple(
        Row(
            one.id,
            spoken(scene, one.title),
            spoken(scene, one.lines[0]) if one.lines else "",
            spoken(scene, one.lines[1]) if len(one.lines) > 1 else "",
            spoken(scene, one.tag),
            one.tint,
            one.icon,
            one.off,
        )
        for one in ask.rows
    )
    return PickView(
        title=spoken(scene, ask.title),
        lead=spoken(scene, ask.lead),
        rows=rows,
        wait=tr("正在问中心平台，请稍等…") if ask.waiting else "",
        empty="" if rows or ask.waiting or fault else spoken(scene, ask.empty),
        notice=strip(ask, scene, fault, listing),
        acts=buttons(ask, scene, fault, listing),
        back=tr("返回"),
        earlier=tr("上一页"),
        later=tr("下一页"),
        place=tr("第 {page} 页，共 {pages} 页", page="%1", pages="%2"),
    )
