"""12 / 13 · The end of a filing: green 已受理 against amber 已收件，还没受理; never one for the other."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ui.projection.receipt_code import Code, receipt_code
from ui.projection.trouble import trouble
from ui.projection.view import Notice, View
from ui.projection.wording import clock, joined, local, month_day

if TYPE_CHECKING:
    from kiosk.domain.case import Filed
    from kiosk.domain.state import Delivering
    from ui.projection.scene import Scene

__all__ = ["DoneView", "Event", "project_done"]

_SILENCE_DAYS = 5
_EVENTS = 3


@dataclass(frozen=True, slots=True)
class Event:
    """What next: when over what; `standing` is done, next or warn."""

    when: str
    what: str
    standing: str


@dataclass(frozen=True, slots=True)
class DoneView(View):
    """`accepted` decides colour, icon, title and paper; `sheets` offers the A4 papers, "" where there are none."""

    screen: ClassVar[str] = "Done"
    accepted: bool
    title: str
    lead: str
    code: Code
    next_label: str
    events: tuple[Event, ...]
    notice: Notice
    another: str
    reprint: str
    sheets: str
    finish: str


def project_done(state: Delivering, scene: Scene) -> DoneView:
    """Say what has been reached, and what comes next by when."""
    tr, filed = scene.tr, state.filed
    accepted = filed.acknowledgement is not None
    return DoneView(
        accepted=accepted,
        title=tr("已受理") if accepted else tr("已收件，还没受理"),
        lead=_lead(filed, scene),
        code=receipt_code(filed, scene),
        next_label=tr("接下来"),
        events=_accepted(filed, scene) if accepted else _received(filed, scene),
        notice=_sheets_notice(state, scene) or _notice(scene, accepted=accepted),
        another=tr("再办一件"),
        reprint=tr("再打一张"),
        sheets=_sheets(state, scene),
        finish=tr("办完了，取卡"),
    )


def _sheets(state: Delivering, scene: Scene) -> str:
    """Offer the papers on A4 once the centre has accepted, where this terminal prints them and has not yet."""
    if scene.profile.sheets is None or state.filed.acknowledgement is None or state.sheets == "done":
        return ""
    return scene.tr("打 A4 通知书")


def _sheets_notice(state: Delivering, scene: Scene) -> Notice | None:
    if not state.sheets:
        return None
    if state.sheets == "done":
        return Notice(scene.tr("A4 通知书打好了，请到 A4 出纸口取"), "ok")
    told = trouble(scene, state.sheets)
    return Notice(scene.tr("A4 没打好：{why}。回执不受影响", why=told.title), "warn")


def _notice(scene: Scene, *, accepted: bool) -> Notice:
    tr = scene.tr
    if scene.health.paper_waits:
        return Notice(tr("纸在出纸口，请先取走") if accepted else tr("收件凭条在出纸口，请先取走"), "warn")
    if accepted:
        return Notice(tr("受理回执已打印，请收好"), "ok")
    return Notice(tr("收件凭条已打印，它不是受理回执"), "warn")


def _lead(filed: Filed, scene: Scene) -> str:
    tr = scene.tr
    if filed.acknowledgement:
        dept = filed.dept_name if not scene.prefs.english else ""
        return tr("{dept}已收到，正式开始办理。", dept=dept or tr("受理部门"))
    if scene.health.online is False:
        return tr("本机暂时没联网，材料已加密存好。")
    return tr("受理部门还没答复，材料已加密存好。")


def _accepted(filed: Filed, scene: Scene) -> tuple[Event, ...]:
    tr, answer = scene.tr, filed.acknowledgement
    events = []
    if answer is not None:
        events.append(Event(_moment(scene, answer.accepted), tr("已受理，开始办理"), "done"))
    promise = filed.promise
    due = (answer.due if answer else None) or (promise.due if promise else None)
    if promise is not None:
        when = tr("最晚 {day}", day=month_day(scene, due)) if due else tr("受理后 {n} 个工作日内", n=promise.days)
        events.append(Event(when, tr("补{names}", names=_promised(filed, scene)), "next"))
    steps = filed.next_steps if not scene.prefs.english else (tr("办好后会通知您"),)
    rest = [Event(tr("然后") if n else tr("办好后"), text, "next") for n, text in enumerate(steps)]
    return tuple((events + rest)[:_EVENTS])


def _received(filed: Filed, scene: Scene) -> tuple[Event, ...]:
    tr = scene.tr
    silent = local(scene, filed.filed).date() + dt.timedelta(days=_SILENCE_DAYS)
    sent = tr("联网后") if scene.health.online is False else tr("接下来")
    events = [Event(sent, tr("自动送出，受理后正式办理"), "next")]
    if filed.promise is not None:
        when = tr("受理后 {n} 个工作日内", n=filed.promise.days)
        events.append(Event(when, tr("补{names}", names=_promised(filed, scene)), "next"))
    ring = tr("请拨 12345，报上面的查询码")
    events.append(Event(tr("{day}还没消息", day=month_day(scene, silent)), ring, "warn"))
    return tuple(events)


def _promised(filed: Filed, scene: Scene) -> str:
    if not scene.prefs.english:
        return joined(scene, filed.promised_names)
    item = scene.item(filed.item_id)
    codes = filed.promise.material_codes if filed.promise else ()
    return joined(scene, tuple(item.material(code).short_name_en for code in codes)) if item else ""


def _moment(scene: Scene, moment: dt.datetime) -> str:
    here = local(scene, moment)
    if here.date() == scene.now.date():
        return scene.tr("今天 {time}", time=clock(here))
    return f"{month_day(scene, here.date())} {clock(here)}"
