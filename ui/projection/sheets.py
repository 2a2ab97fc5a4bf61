"""Explanations that lie over a screen: who helps, what else is possible, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from kiosk.domain.asks import CaptureAsk, MaterialsAsk
from kiosk.domain.complaints import STUCK_ITEM
from kiosk.domain.state import Delivering, Filing, Informing, OfferingReceipt, Serving
from ui.projection.nearby import near_button, near_line
from ui.projection.receipt_code import Code, receipt_code
from ui.projection.trouble import trouble
from ui.projection.view import Line, View

if TYPE_CHECKING:
    from collections.abc import Callable

    from config.item_parts import Channels
    from kiosk.domain.state import State
    from ui.projection.scene import Scene

__all__ = ["SHEETS", "SheetView", "project_sheet"]

_MOST_ANSWERS, _ASK_LENGTH, _ANSWERS_LENGTH = 2, 14, 80


@dataclass(frozen=True, slots=True)
class SheetView(View):
    """`other` labels a second way, "" for none, which does `other_act`: defer, list what is missing, or escalate.

    `qr` is "" unless the sheet shows the receipt's code; `near` labels the way to the map, which shows `near_places`.
    """

    screen: ClassVar[str] = "Sheet"
    title: str
    lead: str
    rows: tuple[Line, ...]
    qr: str
    code_label: str
    code: str
    other: str
    other_icon: str
    other_act: str
    near: str
    near_places: str
    close: str


def project_sheet(topic: str, state: State, scene: Scene) -> SheetView:
    """Return the explanation for a topic; an unknown one is help."""
    return SHEETS.get(topic, _help)(state, scene)


def _sheet(
    scene: Scene,
    title: str,
    lead: str,
    *rows: Line,
    other: tuple[str, str, str] = ("", "", ""),
    code: Code | None = None,
    near: tuple[str, str] = ("", ""),
) -> SheetView:
    label, icon, act = other
    return SheetView(
        title=title,
        lead=lead,
        rows=rows,
        qr=code.qr if code else "",
        code_label=code.query_label if code else "",
        code=code.query if code else "",
        other=label,
        other_icon=icon,
        other_act=act,
        near=near[0],
        near_places=near[1],
        close=scene.tr("知道了"),
    )


def _people(state: State, scene: Scene) -> tuple[Line, ...]:
    tr = scene.tr
    channels: Channels | None = state.run.item.channels if isinstance(state, Serving | Filing) else None
    if isinstance(state, Informing):
        item = scene.item(state.item_id)
        channels = item.channels if item else None
    site = scene.profile.site_en if scene.prefs.english else scene.profile.site
    rows = [Line("phone-call", tr("拨 12345"), tr("政务服务热线，报终端号就行"))]
    if channels is not None:
        rows.append(Line("phone-call", tr("拨 {tel}", tel=channels.consult_tel), tr("办这件事的部门")))
        if not scene.prefs.english:
            rows.append(Line("bank", channels.window, channels.window_hours))
    rows.append(Line("map-pin", tr("终端 {id}", id=scene.profile.terminal_id), site))
    return tuple(rows)


def _help(state: State, scene: Scene) -> SheetView:
    tr = scene.tr
    rows = (*_answers(state, scene), *_people(state, scene))
    stuck = (tr("办不成的事"), "lifebuoy", "escalate") if _escalates(state) else ("", "", "")
    return _sheet(
        scene, tr("请人帮忙"), tr("办到哪一步都可以停下来问。"), *rows, other=stuck, near=near_button(state, scene)
    )


def _escalates(state: State) -> bool:
    """Whether what got stuck here can be reported from here, the report itself aside."""
    item_id = state.run.item.id if isinstance(state, Serving) else getattr(state, "item_id", "")
    return isinstance(state, Serving | Informing | OfferingReceipt) and item_id != STUCK_ITEM


def _answers(state: State, scene: Scene) -> tuple[Line, ...]:
    """Return what the centre answers to the first questions about the item in hand, as far as there is room."""
    item_id = state.run.item.id if isinstance(state, Serving | Filing) else getattr(state, "item_id", "")
    card = scene.guides.get(item_id)
    if card is None or scene.prefs.english:
        return ()
    rows, room = [], _ANSWERS_LENGTH
    for one in [one for one in card.questions if len(one.ask) <= _ASK_LENGTH][:_MOST_ANSWERS]:
        room -= len(one.answer)
        if room >= 0:
            rows.append(Line("question", one.ask, one.answer, "teal"))
    return tuple(rows)


def _missing(state: State, scene: Scene) -> SheetView:
    tr = scene.tr
    asked = isinstance(state, Serving) and isinstance(state.ask, CaptureAsk) and state.ask.deferrable
    later = (Line("calendar-check", tr("可以后补"), tr("先办，几天内补上"), "warn"),) if asked else ()
    rows = (
        *later,
        Line("arrows-clockwise", tr("回去取了再来"), tr("本机 24 小时都开，随时来")),
        Line("bank", tr("到窗口办"), tr("窗口可以帮您查、帮您写")),
        Line("phone-call", tr("拨 12345"), tr("问问还能用什么代替")),
    )
    listing = isinstance(state, Serving) and isinstance(state.ask, MaterialsAsk)
    if listing:
        rows = (_list_row(state, scene), *rows)
    lead = tr("下面哪样方便，就用哪样。")
    return _sheet(scene, tr("没带也有办法"), lead, *rows, other=_other(state, scene, asked=asked, listing=listing))


def _other(state: State, scene: Scene, *, asked: bool, listing: bool) -> tuple[str, str, str]:
    """Return the second way: this paper later, or everything that is missing on a list."""
    tr = scene.tr
    if asked:
        return tr("先不拍，后补"), "calendar-check", "defer"
    if listing and isinstance(state, Serving) and state.listing != "printing" and not scene.health.printer:
        return tr("打清单带走") if state.listing != "done" else tr("再打一张"), "printer", "list"
    return "", "", ""


def _list_row(state: State, scene: Scene) -> Line:
    """Say what a printed list is good for, and what became of it."""
    tr = scene.tr
    listing = state.listing if isinstance(state, Serving) else ""
    match listing:
        case "":
            if scene.health.printer:
                why = trouble(scene, scene.health.printer).title
                return Line("list-checks", tr("打一张缺件清单"), tr("现在打不了：{why}", why=why), "warn")
            return Line("list-checks", tr("打一张缺件清单"), tr("差什么全写上，备齐就能办"))
        case "printing":
            return Line("printer", tr("正在打清单"), tr("请等纸切断再拿"))
        case "done":
            return Line("check-circle", tr("清单打好了"), tr("在出纸口，请拿走"), "ok")
        case code:
            return Line("warning-circle", tr("清单没打出来"), trouble(scene, code).title, "warn")


def _postpone(_state: State, scene: Scene) -> SheetView:
    tr = scene.tr
    return _sheet(
        scene,
        tr("可以后补，先给您办"),
        tr("这次不用拍，下一步会请您承诺。"),
        Line("calendar-check", tr("什么时候补"), tr("以受理回执上的日期为准"), "warn"),
        Line("camera", tr("怎么补"), tr("到窗口或任一台自助终端都行"), "warn"),
        Line("info", tr("晚了呢"), tr("先停办，不罚款；补上后可重新申请"), "warn"),
    )


def _no_card(state: State, scene: Scene) -> SheetView:
    tr = scene.tr
    return _sheet(
        scene,
        tr("没带身份证"),
        tr("先看事项和材料，不用刷卡。"),
        Line("cardholder", tr("用别的证件"), tr("社保卡、护照、通行证都能读")),
        Line("list-checks", tr("先看要带什么"), tr("点任何一项，都能看指南")),
        Line("bank", tr("到窗口办"), tr("窗口可以核对身份")),
        near=near_button(state, scene),
    )


def _cards(_state: State, scene: Scene) -> SheetView:
    tr = scene.tr
    return _sheet(
        scene,
        tr("哪些卡能用"),
        tr("平放在感应区，取下卡套。"),
        Line("identification-card", tr("居民身份证"), tr("港澳台居住证、外国人永居证也行")),
        Line("cardholder", tr("社会保障卡"), tr("带芯片的，本人的")),
        Line("ticket", tr("护照、通行证"), tr("带芯片的，照着填三项再读")),
        Line("question", tr("别的卡"), tr("这台读不了，可以先看指南")),
    )


def _write(_state: State, scene: Scene) -> SheetView:
    tr = scene.tr
    return _sheet(
        scene,
        tr("不会写字也能办"),
        tr("怎么写都行，是您本人写的就好。"),
        Line("signature", tr("画一个记号"), tr("圈、叉、几笔都可以")),
        Line("bank", tr("到窗口办"), tr("工作人员可以见证您按手印")),
        Line("phone-call", tr("拨 12345"), tr("问问谁能代办")),
    )


def _card(_state: State, scene: Scene) -> SheetView:
    tr = scene.tr
    return _sheet(
        scene,
        tr("卡怎么放、怎么拿"),
        tr("感应区在屏幕右下方。"),
        Line("contactless-payment", tr("放平，别动"), tr("取下卡套，别和别的卡叠着")),
        Line("hand-tap", tr("不办了，直接拿走"), tr("没提交的内容马上清除")),
        Line("phone-call", tr("拨 12345"), tr("卡找不到了，也请打这个电话")),
    )


def _wait(_state: State, scene: Scene) -> SheetView:
    tr = scene.tr
    return _sheet(
        scene,
        tr("为什么要等"),
        tr("先存好，再送出，所以不会丢。"),
        Line("lock-key", tr("先加密存在本机"), tr("存好才算收件，断电也在")),
        Line("paper-plane-tilt", tr("再送到受理部门"), tr("对方答复，才叫受理")),
        Line("printer", tr("没等到答复"), tr("先给您收件凭条，本机接着送"), "warn"),
    )


def _elsewhere(_state: State, scene: Scene) -> SheetView:
    tr, near = scene.tr, near_line(scene)
    return _sheet(
        scene,
        tr("还能去哪里办"),
        tr("已经提交的申请不受影响。"),
        *((near,) if near else ()),
        Line("bank", tr("到窗口办"), tr("工作时间，政务服务中心")),
        Line("phone-call", tr("拨 12345"), tr("问问最近的自助终端")),
        Line("map-pin", tr("终端 {id}", id=scene.profile.terminal_id), tr("报这个号，方便派人来修")),
    )


def _slip(state: State, scene: Scene) -> SheetView:
    if not isinstance(state, Delivering | OfferingReceipt):
        return _help(state, scene)
    tr = scene.tr
    code = receipt_code(state.filed, scene)
    return _sheet(scene, tr("扫码存到手机"), tr("扫码随时看进度，没有手机请记下查询码。"), code=code)


SHEETS: dict[str, Callable[[State, Scene], SheetView]] = {
    "help": _help,
    "missing": _missing,
    "postpone": _postpone,
    "no-card": _no_card,
    "cards": _cards,
    "write": _write,
    "card": _card,
    "wait": _wait,
    "elsewhere": _elsewhere,
    "slip": _slip,
}
