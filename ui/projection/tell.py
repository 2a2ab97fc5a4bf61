"""How something stands: facts, a timeline, a light, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ui.projection.acting import Button, buttons, strip
from ui.projection.spoken import spoken
from ui.projection.town_map import NO_MAP, TownMap
from ui.projection.view import Notice, View

if TYPE_CHECKING:
    from kiosk.domain.plain_asks import TellAsk
    from ui.projection.scene import Scene

__all__ = ["SideView", "TellView", "Told", "project_tell"]


@dataclass(frozen=True, slots=True)
class Told:
    """A fact (`standing` "") or a point of the timeline: `head` is small, `text` is what counts."""

    head: str
    text: str
    standing: str = ""


@dataclass(frozen=True, slots=True)
class SideView:
    """One office's part beside the others', and how it stands."""

    name: str
    who: str
    state: str
    tint: str


@dataclass(frozen=True, slots=True)
class TellView(View):
    """The glass lays `rows` on pages itself; `wait` "" unless the centre is being asked."""

    screen: ClassVar[str] = "Tell"
    title: str
    lead: str
    light: str
    tint: str
    rows: tuple[Told, ...]
    wait: str
    notice: Notice
    acts: tuple[Button, ...]
    back: str
    earlier: str
    later: str
    place: str
    map: TownMap = NO_MAP
    sides: tuple[SideView, ...] = ()


def project_tell(ask: TellAsk, scene: Scene, fault: str = "", listing: str = "") -> TellView:
    """Tell it; while the centre is asked, say so."""
    tr = scene.tr
    facts = (Told(spoken(scene, label), spoken(scene, value)) for label, value in ask.facts)
    events = (Told(spoken(scene, one.when), spoken(scene, one.what), one.standing) for one in ask.timeline)
    return TellView(
        title=spoken(scene, ask.title),
        lead=spoken(scene, ask.lead),
        light=spoken(scene, ask.light),
        tint=ask.tint,
        rows=(*facts, *events),
        wait=tr("正在问中心平台，请稍等…") if ask.waiting else "",
        notice=strip(ask, scene, fault, listing),
        acts=buttons(ask, scene, fault, listing),
        back=tr("返回"),
        earlier=tr("上一页"),
        later=tr("下一页"),
        place=tr("第 {page} 页，共 {pages} 页", page="%1", pages="%2"),
        sides=tuple(
            SideView(spoken(scene, one.name), spoken(scene, one.who), spoken(scene, one.state), one.tint)
            for one in ask.sides
        ),
    )
