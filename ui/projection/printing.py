"""11 · The receipt slides out: the same bitmap as on the paper, and where the slot is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ui.projection.view import View

if TYPE_CHECKING:
    from kiosk.domain.state import Delivering
    from ui.projection.scene import Scene

__all__ = ["PrintingView", "project_printing"]


@dataclass(frozen=True, slots=True)
class PrintingView(View):
    """`progress` 0…1 is what the printer has taken."""

    screen: ClassVar[str] = "Printing"
    title: str
    lead: str
    progress: float
    printed: str
    slot: str
    where: str
    phone: str
    help: str


def project_printing(state: Delivering, scene: Scene) -> PrintingView:
    """Show the paper coming."""
    tr = scene.tr
    copy = tr("第 {n} 份，", n=state.copy) if state.copy > 1 else ""
    return PrintingView(
        title=tr("正在打印回执") if state.filed.acknowledgement else tr("正在打印收件凭条"),
        lead=tr("请等纸完全出来、自动切断后再取。"),
        progress=state.progress,
        printed=copy + tr("已打印 {n}%", n=round(state.progress * 100)),
        slot=tr("出纸口"),
        where=tr("在屏幕右下方"),
        phone=tr("不等纸，扫码存手机"),
        help=tr("请人帮我"),
    )
