"""What screens share that lay their rows on pages: the words round the rows, and how one turns the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ui.projection.acting import Button, buttons, strip
from ui.projection.spoken import spoken
from ui.projection.view import Notice  # noqa: TC001 - a field of a dataclass

if TYPE_CHECKING:
    from kiosk.domain.plain_asks import PickAsk, TellAsk
    from ui.projection.scene import Scene

__all__ = ["Paged", "paged"]


@dataclass(frozen=True, slots=True)
class Paged:
    """The glass lays the rows on pages itself; `wait` "" unless the centre is being asked."""

    title: str
    lead: str
    wait: str
    notice: Notice
    acts: tuple[Button, ...]
    back: str
    earlier: str
    later: str
    place: str


def paged(ask: PickAsk | TellAsk, scene: Scene, fault: str, listing: str) -> dict[str, Any]:
    """Return everything of it, by name."""
    tr = scene.tr
    return {
        "title": spoken(scene, ask.title),
        "lead": spoken(scene, ask.lead),
        "wait": tr("正在问中心平台，请稍等…") if ask.waiting else "",
        "notice": strip(ask, scene, fault, listing),
        "acts": buttons(ask, scene, fault, listing),
        "back": tr("返回"),
        "earlier": tr("上一页"),
        "later": tr("下一页"),
        "place": tr("第 {page} 页，共 {pages} 页", page="%1", pages="%2"),
    }
