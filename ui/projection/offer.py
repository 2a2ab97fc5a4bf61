"""A returning person: the application is in; its receipt is owed, or the centre has said something about it.

It is never a second application. What the centre said is told in its own words: why, what to bring, until when.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ui.i18n import mark
from ui.projection.receipt_code import Code, receipt_code
from ui.projection.view import Line, View
from ui.projection.wording import clock, joined, local, long_day, month_day, task_name

if TYPE_CHECKING:
    from kiosk.domain.case import Filed
    from kiosk.domain.case_status import CaseState, CaseStatus
    from kiosk.domain.state import OfferingReceipt
    from ui.projection.scene import Scene

__all__ = ["OfferReceiptView", "project_offer"]

_REASON_LENGTH, _BRING_LENGTH = 70, 80
_TOLD: dict[CaseState, tuple[str, str]] = {
    # state: title, chip
    "supplement": (mark("这件申请要补材料"), mark("要补材料（补正）")),
    "refused": (mark("这件申请没有受理"), mark("没有受理（不予受理）")),
    "accepted": (mark("有材料不用补了"), mark("已受理")),
    "processing": (mark("这件申请正在办理"), mark("正在办理（在办）")),
    "suspended": (mark("这件申请先停一停"), mark("先停一停（挂起）")),
    "completed": (mark("这件申请办好了"), mark("办好了（办结）")),
    "returned": (mark("这件申请退回来了"), mark("退回来了（退件）")),
    "withdrawn": (mark("这件申请已经撤回"), mark("已经撤回（撤回）")),
}
_NO = frozenset({"refused", "returned"})
_WELL = frozenset({"accepted", "processing", "completed"})


@dataclass(frozen=True, slots=True)
class OfferReceiptView(View):
    """`print` is "" while the printer cannot; `accepted` chooses the look of `status`.

    `report` is the way on from a no (无否决权), in the place of `other`; "" where there is none.
    """

    screen: ClassVar[str] = "OfferReceipt"
    accepted: bool
    title: str
    lead: str
    item: str
    status: str
    rows: tuple[Line, ...]
    code: Code
    later: str
    other: str
    report: str
    print: str


def project_offer(state: OfferingReceipt, scene: Scene) -> OfferReceiptView:
    """Offer the receipt of a case that is filed already, and tell how the case stands."""
    tr, filed = scene.tr, state.filed
    item = scene.item(filed.item_id)
    told = filed.status if filed.status and filed.status.state in _TOLD else None
    if told and told.state == "accepted" and not told.reason:
        told = None
    again = bool(state.item_id)
    accepted = filed.acknowledgement is not None
    title, lead = tr("您有一张回执没拿"), tr("申请没有丢，现在就能补打。")
    status = tr("已受理") if accepted else tr("已收件，还没受理")
    if again:
        title, lead = tr("您今天已经办过这件"), tr("不用再申请一次，可以补打回执。")
    if told is not None:
        title, status, lead = tr(_TOLD[told.state][0]), tr(_TOLD[told.state][1]), _lead(told, scene)
        accepted = told.state in _WELL
    return OfferReceiptView(
        accepted=accepted,
        title=title,
        lead=lead,
        item=task_name(scene, item) if item else filed.task_name,
        status=status,
        rows=_told_rows(told, filed, scene) if told else _rows(filed, scene),
        code=receipt_code(filed, scene),
        later=tr("知道了") if told and filed.printed else tr("以后再领"),
        other=tr("办别的事"),
        report=tr("办不成的事") if told and told.state in _NO else "",
        print="" if scene.health.printer else tr("领回执"),
    )


def _lead(told: CaseStatus, scene: Scene) -> str:
    tr = scene.tr
    if told.state == "supplement":
        return tr("请在 {day} 前补齐。", day=month_day(scene, told.until)) if told.until else tr("请尽快补齐。")
    if told.state in {"refused", "returned"}:
        return tr("有疑问请到窗口，或拨 12345。")
    return tr("有新进展，刷卡就能看到。")


def _rows(filed: Filed, scene: Scene) -> tuple[Line, ...]:
    tr = scene.tr
    return (
        _submitted(filed, scene),
        Line("printer", tr("已打印"), tr("{n} 份", n=filed.copies) if filed.copies else tr("还没有")),
    )


def _told_rows(told: CaseStatus, filed: Filed, scene: Scene) -> tuple[Line, ...]:
    """Return what the centre said; what is too long for the glass is told at the window, not cut."""
    tr = scene.tr
    rows = []
    if told.reason and len(told.reason) <= _REASON_LENGTH:
        rows.append(Line("chat-circle-text", tr("原因"), told.reason, "amber"))
    elif told.state not in _WELL:
        rows.append(Line("chat-circle-text", tr("原因"), tr("请到窗口问清楚，或拨 12345。"), "amber"))
    if told.bring:
        all_of_it = joined(scene, told.bring)
        fits = len(all_of_it) <= _BRING_LENGTH
        more = tr("一共 {n} 样，请到窗口拿清单", n=len(told.bring))
        rows.append(Line("files", tr("要带什么"), all_of_it if fits else more, "teal"))
    if told.until:
        rows.append(Line("calendar-check", tr("最晚"), long_day(scene, told.until), "rose"))
    return (*rows, _submitted(filed, scene))


def _submitted(filed: Filed, scene: Scene) -> Line:
    when = local(scene, filed.filed)
    return Line("clock", scene.tr("提交时间"), f"{long_day(scene, when.date())} {clock(when)}")
