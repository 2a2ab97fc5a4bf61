"""08 · 后补承诺: the date is the hero, then four plain answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ui.projection.trouble import trouble
from ui.projection.view import Line, Notice, View
from ui.projection.wording import MONTHS, joined, material_name, material_short, weekday

if TYPE_CHECKING:
    from kiosk.domain.asks import PromiseAsk
    from ui.projection.scene import Scene

__all__ = ["PromiseView", "project_promise"]


@dataclass(frozen=True, slots=True)
class PromiseView(View):
    """`big` and `small` are the date in pieces of alternating size: 11 月 27 日; empty without a calendar."""

    screen: ClassVar[str] = "Promise"
    title: str
    lead: str
    by_label: str
    big: tuple[str, ...]
    small: tuple[str, ...]
    day: str
    counted: str
    rows: tuple[Line, ...]
    tick: str
    notice: Notice
    back: str
    help: str
    agree: str
    first: str


def project_promise(ask: PromiseAsk, scene: Scene, fault: str = "") -> PromiseView:
    """Explain what is promised, and by when."""
    tr, due = scene.tr, ask.due
    names = joined(scene, tuple(material_name(scene, m) for m in ask.materials))
    short = joined(scene, tuple(material_short(scene, m) for m in ask.materials))
    told = trouble(scene, fault)
    big: tuple[str, ...]
    small: tuple[str, ...]
    if due is None:
        big, small = (str(ask.days),), (tr("个工作日内"),)
    elif scene.prefs.english:
        big, small = (str(due.day),), (MONTHS[due.month - 1],)
    else:
        big, small = (str(due.month), str(due.day)), (tr("月"), tr("日"))
    return PromiseView(
        title=tr("{name}可以后补，先给您办", name=short),
        lead=tr("请看清这 4 点，同意就打勾。"),
        by_label=tr("最晚在这一天补上") if due else tr("受理以后，在这么多天里补上"),
        big=big,
        small=small,
        day=weekday(scene, due) if due else "",
        counted=tr("受理后 {n} 个工作日", n=ask.days) if due else tr("从受理那天算起"),
        rows=(
            Line("user-square", tr("补什么"), names),
            Line("camera", tr("怎么补"), tr("到窗口或任一台自助终端都行")),
            Line("calendar-check", tr("何时补"), tr("以受理回执上的日期为准")),
            Line("info", tr("晚了呢"), tr("先停办，不罚款；补上后可重新申请")),
        ),
        tick=tr("我看清了，愿意按时补上"),
        notice=Notice(f"{told.title} · {told.happened}" if told.title else "", "warn"),
        back=tr("返回"),
        help=tr("请人帮我"),
        agree=tr("同意，去签名"),
        first=tr("先打勾，再签名"),
    )
