"""17 · Nobody has touched for a while: a big number, a big 继续."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from kiosk.domain.state import Delivering
from ui.projection.view import View

if TYPE_CHECKING:
    from kiosk.domain.state import IdleWarning
    from ui.projection.scene import Scene

__all__ = ["IdleWarningView", "project_idle"]


@dataclass(frozen=True, slots=True)
class IdleWarningView(View):
    """`share` is the part of the warning that is left."""

    screen: ClassVar[str] = "IdleWarning"
    left: str
    unit: str
    share: float
    title: str
    text: str
    stay: str
    leave: str


def project_idle(state: IdleWarning, scene: Scene) -> IdleWarningView:
    """Ask whether anybody is still here."""
    tr = scene.tr
    filed = isinstance(state.under, Delivering)
    return IdleWarningView(
        left=str(state.left_s),
        unit=tr("秒"),
        share=min(1.0, state.left_s / max(1, scene.profile.idle_warning_s)),
        title=tr("您还在办理吗？"),
        text=tr("为保护您的信息，没人操作会自动结束。\n申请已经提交，不会丢。")
        if filed
        else tr("为保护您的信息，没人操作会自动结束。\n还没提交的内容会全部清除。"),
        stay=tr("继续办理"),
        leave=tr("结束，清除我的信息"),
    )
