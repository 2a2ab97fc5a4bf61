"""One of several: windows, days, cases, papers; page by page in reach of the hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ui.projection.paged import Paged, paged
from ui.projection.spoken import spoken
from ui.projection.town_map import NO_MAP, TownMap
from ui.projection.view import View

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
class PickView(Paged, View):
    """`empty` stands where there are no rows; `map` above them."""

    screen: ClassVar[str] = "Pick"
    rows: tuple[Row, ...]
    empty: str
    map: TownMap = NO_MAP


def project_pick(ask: PickAsk, scene: Scene, fault: str = "", listing: str = "") -> PickView:
    """Offer the rows; while the centre is asked, say so."""
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
        **paged(ask, scene, fault, listing),
        rows=rows,
        empty="" if rows or ask.waiting or fault else spoken(scene, ask.empty),
    )
