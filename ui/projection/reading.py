"""03 · The card is being read: hold still, what is read, and that it is not kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ui.i18n import mark
from ui.projection.view import View

if TYPE_CHECKING:
    from kiosk.domain.state import ReadingCard
    from ui.projection.scene import Scene

__all__ = ["CardReadingView", "Phase", "project_reading"]

_ORDER = ("found", "reading", "checking")
_HINTS = {
    "": (mark("正在读取，请不要移开"), mark("卡放着别动，马上就好。"), ""),
    "hold-still": (mark("请把卡放稳，别动"), mark("刚才动了一下，正在重读。"), "warning-circle"),
    "wrong-way": (mark("卡放反了，翻个面再放"), mark("平放在感应区，取下卡套。"), "arrows-clockwise"),
}


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase of the reading; `standing` is done, now or ahead."""

    text: str
    standing: str


@dataclass(frozen=True, slots=True)
class CardReadingView(View):
    """`progress` 0…1 is real; `sign` is the icon of what the person can do to help, "" for nothing."""

    screen: ClassVar[str] = "CardReading"
    title: str
    lead: str
    sign: str
    progress: float
    percent: str
    phases: tuple[Phase, ...]
    use: str
    keep: str
    again: str
    again_how: str
    stop: str
    help: str


def project_reading(state: ReadingCard, scene: Scene) -> CardReadingView:
    """Show how far the reading is."""
    tr = scene.tr
    here = _ORDER.index(state.phase)
    words = (tr("找到卡片"), tr("读取信息"), tr("核对有效期"))
    standings = ["done" if n < here else "now" if n == here else "ahead" for n in range(len(words))]
    if state.phase == "found":
        standings[0] = "now"
    title, lead, sign = _HINTS[state.hint]
    return CardReadingView(
        title=tr(title),
        lead=tr(lead),
        sign=sign,
        progress=state.progress,
        percent=f"{round(state.progress * 100)}%",
        phases=tuple(Phase(text, standing) for text, standing in zip(words, standings, strict=True)),
        use=tr("只用于本次办理"),
        keep=tr("结束后本机不留存"),
        again=tr("没读出来？"),
        again_how=tr("取下卡套，再放一次"),
        stop=tr("不办了怎么办"),
        help=tr("请人帮我"),
    )
