"""The case is written, sealed and offered to the office: each step lights up as it really happens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ui.projection.view import View
from ui.projection.wording import task_name

if TYPE_CHECKING:
    from kiosk.domain.state import Filing
    from ui.projection.scene import Scene

__all__ = ["Stage", "SubmittingView", "project_submitting"]


@dataclass(frozen=True, slots=True)
class Stage:
    """One thing that happens; `standing` is done, now or ahead."""

    icon: str
    head: str
    text: str
    standing: str


@dataclass(frozen=True, slots=True)
class SubmittingView(View):
    """No invented percentage: what is done is ticked."""

    screen: ClassVar[str] = "Submitting"
    title: str
    lead: str
    item: str
    stages: tuple[Stage, ...]
    calm: str
    why: str
    help: str


def project_submitting(state: Filing, scene: Scene) -> SubmittingView:
    """Show what is being done."""
    tr = scene.tr
    saved = state.phase == "delivering"
    wait = round(scene.profile.acknowledge_s)
    return SubmittingView(
        title=tr("正在提交，请别拿卡"),
        lead=tr("最多等 {n} 秒，马上给您回执。", n=wait),
        item=task_name(scene, state.run.item),
        stages=(
            Stage("lock-key", tr("加密存好"), tr("断电也不会丢"), "done" if saved else "now"),
            Stage("paper-plane-tilt", tr("送到受理部门"), _office(state, scene), "now" if saved else "ahead"),
            Stage("printer", tr("打印回执"), tr("带查询码，随时能查"), "ahead"),
        ),
        calm=tr("网慢也不要紧：先给您收件凭条，联网后自动送出。"),
        why=tr("为什么要等"),
        help=tr("请人帮我"),
    )


def _office(state: Filing, scene: Scene) -> str:
    dept = state.run.item.dept_name
    return dept if dept and not scene.prefs.english else scene.tr("等对方答复")
