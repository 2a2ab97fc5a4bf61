"""How something stands: facts, a timeline, a light, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ui.projection.paged import Paged, paged
from ui.projection.spoken import spoken
from ui.projection.town_map import NO_MAP, TownMap
from ui.projection.view import View

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
class TellView(Paged, View):
    """`light` is a chip under the title, in `tint`."""

    screen: ClassVar[str] = "Tell"
    light: str
    tint: str
    rows: tuple[Told, ...]
    map: TownMap = NO_MAP
    sides: tuple[SideView, ...] = ()


def project_tell(ask: TellAsk, scene: Scene, fault: str = "", listing: str = "") -> TellView:
    """Tell it; while the centre is asked, say so."""
    facts = (Told(spoken(scene, label), spoken(scene, value)) for label, value in ask.facts)
    events = (Told(spoken(scene, one.when), spoken(scene, one.what), one.standing) for one in ask.timeline)
    return TellView(
        **paged(ask, scene, fault, listing),
        light=spoken(scene, ask.light),
        tint=ask.tint,
        rows=(*facts, *events),
        sides=tuple(
            SideView(spoken(scene, one.name), spoken(scene, one.who), spoken(scene, one.state), one.tint)
            for one in ask.sides
        ),
    )
