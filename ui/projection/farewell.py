"""A calm end without anything personal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ui.projection.view import Line, View

if TYPE_CHECKING:
    from kiosk.domain.state import Farewell
    from ui.projection.scene import Scene

__all__ = ["FarewellView", "project_farewell"]


@dataclass(frozen=True, slots=True)
class FarewellView(View):
    """`tint` is the tone of the big sign; `home` is "" while the paper is still coming."""

    screen: ClassVar[str] = "Farewell"
    icon: str
    tint: str
    title: str
    lead: str
    rows: tuple[Line, ...]
    home: str
    help: str
    wait: str


def project_farewell(state: Farewell, scene: Scene) -> FarewellView:
    """Say goodbye, and what became of the visit."""
    tr = scene.tr
    rows: tuple[Line, ...]
    wiped = Line("shield-check", tr("您的信息已清除"), tr("下一位什么也看不到"), "ok")
    match state.how:
        case "done":
            icon, tint, title = "check-circle", "ok", tr("谢谢您的评价") if state.rated else tr("办好了，慢走")
            lead, rows = tr("回执请收好，凭查询码随时能查。"), (wiped,)
            if scene.health.paper_waits:
                paper = Line("printer", tr("出纸口还有一张纸"), tr("请拿走，不拿会收回机器里"), "warn")
                rows = (paper, wiped)
        case "withdrawn":
            icon, tint, title = "identification-card", "brand", tr("卡已取走，这次没有提交")
            lead = tr("想接着办，把卡再放上来就行。")
            rows = (Line("file-x", tr("没有提交任何东西"), tr("刚才填的没有留在本机"), "brand"), wiped)
        case "printing":
            icon, tint, title = "printer", "brand", tr("卡已取走，纸还在出")
            lead = tr("请等纸切断，拿好再走。")
            rows = (Line("check-circle", tr("申请已经提交"), tr("纸没拿到，也能凭卡来补打"), "ok"), wiped)
        case "kept":
            icon, tint, title = "tray-arrow-down", "warn", tr("申请已收好，回执给您留着")
            lead = tr("下次把同一张卡放上来，就能补打回执。")
            rows = (Line("check-circle", tr("申请没有丢"), tr("编号不变，联网后自动送出"), "ok"), wiped)
        case "paying":
            icon, tint, title = "clock", "warn", tr("付款结果给您留着")
            lead = tr("下次放同一张卡，先告诉您这一笔的结果。")
            rows = (Line("warning-circle", tr("没看到“已缴清”，别再付"), tr("扣没扣钱都查得到"), "warn"), wiped)
        case "paid":
            icon, tint, title = "check-circle", "ok", tr("缴清了，慢走")
            lead = tr("没拿凭条的，放同一张卡还能打。")
            rows = (wiped,)
        case "left":
            icon, tint, title = "hand-waving", "brand", tr("这次先到这里")
            lead = tr("没有提交任何东西，随时可以再来。")
            rows = (wiped,)
    return FarewellView(
        icon=icon,
        tint=tint,
        title=title,
        lead=lead,
        rows=rows,
        home="" if state.how == "printing" else tr("回到首页"),
        help=tr("请人帮我"),
        wait=tr("纸没出来怎么办"),
    )
