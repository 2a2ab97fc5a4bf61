"""扫码付款: the amount, the code and its life; then what became of it. What nobody knows yet is never called failed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from kiosk.domain.paying import yuan
from kiosk.domain.plain_asks import Act, TellAsk
from kiosk.domain.words import say
from ui.i18n import mark
from ui.projection.acting import buttons, strip
from ui.projection.view import Line, Notice, View
from ui.projection.wording import grouped

if TYPE_CHECKING:
    from kiosk.domain.paying import PayAsk, PayStanding
    from ui.projection.acting import Button
    from ui.projection.scene import Scene

__all__ = ["PayView", "project_pay"]

_LIFE_S = 120
_AGAIN = Act("again", say("已付了，查一下"))
_SLIP = Act("print", say("打印凭条"))
_TAKE = Act("go", say("好了，取卡"))
_ACTS: dict[PayStanding, tuple[Act, ...]] = {
    "asking": (),
    "unsent": (Act("again", say("再试一次")),),
    "code": (_AGAIN,),
    "paying": (_AGAIN,),
    "unknown": (_SLIP, _TAKE),
    "paid": (_SLIP, _TAKE),
    "closed": (_TAKE,),
}
_BACK: dict[PayStanding, str] = {
    "code": mark("不付了"),
    "paid": mark("再缴一笔"),
    "closed": mark("重新缴"),
}
_SAID: dict[PayStanding, tuple[str, str]] = {
    "asking": (mark("正在取付款码"), mark("请稍等，先别付款。")),
    "unsent": (mark("没有取到付款码"), mark("没有出码，也没有扣钱。")),
    "code": (mark("请用手机扫码付款"), mark("付好后先别走，看到“已缴清”再离开。")),
    "paying": (mark("手机上正在付款"), mark("付好后这里会自己变，请别再扫。")),
    "unknown": (mark("支付结果确认中"), mark("请勿重复支付，扣没扣钱都查得到。")),
    "paid": (mark("已缴清"), mark("凭条不是发票，要发票请向收费单位索取。")),
    "closed": (mark("这次没有付成"), mark("可以重新缴，也可以到窗口缴。")),
}
_SIGNS: dict[PayStanding, tuple[str, str]] = {
    "paying": ("circle-notch", "brand"),
    "unknown": ("clock", "warn"),
    "paid": ("check-circle", "ok"),
}


@dataclass(frozen=True, slots=True)
class PayView(View):
    """`qr` "" where nothing can be scanned; `share` is the part of the code's life that is left."""

    screen: ClassVar[str] = "Pay"
    title: str
    lead: str
    who: str
    what: str
    amount: str
    icon: str
    tint: str
    qr: str
    share: float
    left: str
    left_label: str
    rows: tuple[Line, ...]
    wait: str
    number: str
    notice: Notice
    acts: tuple[Button, ...]
    back: str


def project_pay(ask: PayAsk, scene: Scene, fault: str = "", listing: str = "") -> PayView:
    """Show the code, or how it ended."""
    tr, standing = scene.tr, ask.standing
    title, lead = _SAID[standing]
    icon, tint = _SIGNS.get(standing, ("info", "brand"))
    shared = TellAsk("", acts=_ACTS[standing])
    return PayView(
        title=tr("先看上次那一笔") if ask.resumed and standing == "asking" else tr(title),
        lead=tr(lead),
        who=ask.payee,
        what=f"{ask.title} {ask.period}".strip(),
        amount=yuan(ask.cents),
        icon=icon,
        tint=tint,
        qr=ask.qr,
        share=min(1.0, ask.left_s / _LIFE_S),
        left=str(ask.left_s),
        left_label=tr("秒后失效"),
        rows=_rows(ask, scene),
        wait=tr("正在问中心平台，请稍等…") if standing == "asking" else "",
        number="" if standing == "closed" else tr("订单号 {number}", number=grouped(ask.order_no)),
        notice=strip(shared, scene, fault, listing),
        acts=buttons(shared, scene, "", listing),
        back=tr(_BACK.get(standing, mark("返回"))),
    )


def _rows(ask: PayAsk, scene: Scene) -> tuple[Line, ...]:
    tr = scene.tr
    match ask.standing:
        case "unsent":
            return (
                Line("arrows-clockwise", tr("怎么办"), tr("点“再试一次”，还是这一笔，不会重复")),
                Line("phone-call", tr("还是不行"), tr("到 1 楼“办不成的事”窗口，或拨 12345")),
            )
        case "paying":
            return (Line("clock", tr("正在等付款结果"), tr("机器会自己查，不用点")),)
        case "unknown":
            return (
                Line("warning-circle", tr("别再付第二次"), tr("同一笔账单 30 分钟内不会再出码"), "warn"),
                Line("clock", tr("怎么知道结果"), tr("机器一直在查；下次放同一张卡，先看这一笔")),
                Line("printer", tr("拿一张凭条"), tr("上面有订单号，窗口和 12345 都能查")),
            )
        case "paid":
            return (
                Line("check-circle", tr("账单已经销掉"), tr("不会再让您付第二次"), "ok"),
                Line("clock", tr("付款时间"), ask.paid_at),
            )
        case "closed":
            said = ask.why if ask.why and not scene.prefs.english else tr("没有扣您的钱。")
            return (
                Line("info", tr("原因"), said, "amber"),
                Line("coins", tr("怎么办"), tr("点“重新缴”换一种方式，或到综合窗口缴")),
                Line("phone-call", tr("还是不行"), tr("到 1 楼“办不成的事”窗口，或拨 12345")),
            )
        case _:
            return ()
