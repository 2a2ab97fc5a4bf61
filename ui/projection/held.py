"""16 · The paper did not come: what happened, what is not lost, the code on the screen, and two ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ui.projection.receipt_code import Code, receipt_code
from ui.projection.trouble import trouble
from ui.projection.view import View

if TYPE_CHECKING:
    from kiosk.domain.state import Delivering
    from ui.projection.scene import Scene

__all__ = ["HeldView", "project_held"]


@dataclass(frozen=True, slots=True)
class HeldView(View):
    """`ready` says that the printer works again, so that 再打一次 becomes the primary way."""

    screen: ClassVar[str] = "Held"
    title: str
    lead: str
    happened_label: str
    happened: str
    happened_note: str
    kept_label: str
    kept: str
    kept_note: str
    now_label: str
    save: str
    save_note: str
    code: Code
    number: str
    ready: bool
    again: str
    help: str
    finish: str


def project_held(state: Delivering, scene: Scene) -> HeldView:
    """Say that nothing is lost, and give the receipt on the screen."""
    tr, filed = scene.tr, state.filed
    told = trouble(scene, state.code or "printer-error")
    accepted = filed.acknowledgement is not None
    ready = not scene.health.printer
    retracted = state.phase == "retracted"
    unknown = state.phase == "unknown"
    return HeldView(
        title=tr("不知道纸出来没有") if unknown else told.title,
        lead=_lead(scene, accepted=accepted, retracted=retracted),
        happened_label=tr("出了什么事"),
        happened=tr("打印机没有回话。") if unknown and not told.happened else told.happened,
        happened_note=_note(scene, ready=ready, retracted=retracted),
        kept_label=tr("什么没有丢"),
        kept=tr("申请已受理，材料和签名都在") if accepted else tr("申请已收件，材料和签名都在"),
        kept_note=tr("以后凭身份证来补打，编号不变"),
        now_label=tr("现在怎么办"),
        save=tr("扫码存到手机"),
        save_note=tr("扫码随时看进度。\n没有手机，请记下查询码。"),
        code=receipt_code(filed, scene),
        number=tr("故障编号 {number}　请报给工作人员", number=told.number),
        ready=ready,
        again=tr("再打一次"),
        help=tr("请人帮我"),
        finish=tr("记好了，取卡"),
    )


def _lead(scene: Scene, *, accepted: bool, retracted: bool) -> str:
    tr = scene.tr
    if retracted:
        return tr("您的申请不受影响，回执给您留着。")
    return tr("您的申请已受理，只是这张回执没打好。") if accepted else tr("您的申请已收件，只是这张凭条没打好。")


def _note(scene: Scene, *, ready: bool, retracted: bool) -> str:
    tr = scene.tr
    if retracted:
        return tr("可以再打一张，纸上会写明补打")
    return tr("打印机又好了，可以再打一次") if ready else tr("加纸、修好后，可以再打一次")
