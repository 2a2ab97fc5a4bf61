"""A returning person: the application is in, the receipt is owed; it is offered, never a second application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ui.projection.receipt_code import Code, receipt_code
from ui.projection.view import Line, View
from ui.projection.wording import clock, local, long_day, task_name

if TYPE_CHECKING:
    from kiosk.domain.state import OfferingReceipt
    from ui.projection.scene import Scene

__all__ = ["OfferReceiptView", "project_offer"]


@dataclass(frozen=True, slots=True)
class OfferReceiptView(View):
    """`print` is "" while the printer cannot."""

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
    print: str


def project_offer(state: OfferingReceipt, scene: Scene) -> OfferReceiptView:
    """Offer the receipt of a case that is filed already."""
    tr, filed = scene.tr, state.filed
    when = local(scene, filed.filed)
    item = scene.item(filed.item_id)
    accepted = filed.acknowledgement is not None
    blocked = bool(scene.health.printer)
    again = bool(state.item_id)
    return OfferReceiptView(
        accepted=accepted,
        title=tr("您今天已经办过这件") if again else tr("您有一张回执没拿"),
        lead=tr("不用再申请一次，可以补打回执。") if again else tr("申请没有丢，现在就能补打。"),
        item=task_name(scene, item) if item else filed.task_name,
        status=tr("已受理") if accepted else tr("已收件，还没受理"),
        rows=(
            Line("clock", tr("提交时间"), f"{long_day(scene, when.date())} {clock(when)}"),
            Line("printer", tr("已打印"), tr("{n} 份", n=filed.copies) if filed.copies else tr("还没有")),
        ),
        code=receipt_code(filed, scene),
        later=tr("以后再领"),
        other=tr("办别的事"),
        print="" if blocked else tr("领回执"),
    )
