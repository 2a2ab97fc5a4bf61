"""An item that this terminal explains but does not take in yet: its guide, and what to bring to which counter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from kiosk.domain.asks import GuideAsk
from kiosk.domain.rules.eligibility import Judgement
from kiosk.domain.rules.hours import next_opening
from kiosk.domain.rules.truth import Truth
from kiosk.journeys.agency import open_to
from kiosk.journeys.places import PLACES
from ui.projection.guide import project_guide
from ui.projection.item_list import ALL
from ui.projection.nearby import near_places
from ui.projection.view import Line, View
from ui.projection.wording import material_name, short_name

if TYPE_CHECKING:
    from config.schema import Material, ServiceItem
    from kiosk.domain.state import Informing
    from ui.projection.scene import Scene

__all__ = ["BringView", "project_informing"]

_MOST = 4
_OPTIONAL = 2


@dataclass(frozen=True, slots=True)
class BringView(View):
    """`all` is the category that the primary shows."""

    screen: ClassVar[str] = "Bring"
    title: str
    lead: str
    papers: tuple[Line, ...]
    where_label: str
    where: tuple[Line, ...]
    back: str
    help: str
    more: str
    all: str


def project_informing(state: Informing, scene: Scene) -> View:
    """Explain the item, page by page."""
    item = scene.item(state.item_id)
    if item is None or state.page == "guide":
        known = item or scene.items[0]
        opens = next_opening(known, scene.now) if scene.now.tzinfo else None
        ask = GuideAsk(known, Judgement(Truth.UNKNOWN, (), {}), opens)
        if open_to(known, state.identity):
            return project_guide(ask, scene)
        return replace(project_guide(ask, scene, "agent-elsewhere"), start=scene.tr("看要带什么"))
    tr, near = scene.tr, near_places(scene, item.id)
    return BringView(
        title=tr("到窗口要带什么"),
        lead=short_name(scene, item),
        papers=_papers(scene, item),
        where_label=tr("到哪里办"),
        where=_where(scene, item),
        back=tr("返回"),
        help=tr("请人帮我"),
        more=tr("附近哪里能办") if near else tr("看别的事项"),
        all=f"{PLACES}/{item.id}" if near else ALL,
    )


def _papers(scene: Scene, item: ServiceItem) -> tuple[Line, ...]:
    needed = [m for m in item.materials if m.is_need != _OPTIONAL and m.capture != "licence_store"][:_MOST]
    lines = tuple(_paper(scene, material) for material in needed)
    return lines or (Line("check-circle", scene.tr("什么都不用带"), "", "ok"),)


def _paper(scene: Scene, material: Material) -> Line:
    tr = scene.tr
    icon = "identification-card" if material.capture == "id_reader" else "file-text"
    if material.note and not scene.prefs.english:
        return Line(icon, material_name(scene, material), material.note)
    count = max(1, material.original_num)
    text = tr("本人原件") if material.capture == "id_reader" else tr("原件，{n} 页", n=count)
    return Line(icon, material_name(scene, material), text)


def _where(scene: Scene, item: ServiceItem) -> tuple[Line, ...]:
    tr, channels = scene.tr, item.channels
    if channels is None:
        return (Line("phone-call", tr("拨 12345"), tr("政务服务热线，报终端号就行")),)
    call = Line("phone-call", tr("拨 {tel}", tel=channels.consult_tel), tr("办这件事的部门"))
    if scene.prefs.english:
        return (Line("bank", tr("到窗口办"), tr("工作时间，政务服务中心")), call)
    return (Line("bank", channels.window, channels.window_hours), call)
