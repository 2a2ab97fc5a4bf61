"""What the steps about cases share: which cases are known and since when, and how one is said on glass and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.inquiry import Printout
from kiosk.domain.plain_asks import Happening, Side
from kiosk.domain.progress import read_standings, standing_of
from kiosk.domain.rules.case_clock import clock_of, lane_clocks
from kiosk.domain.words import say
from kiosk.journeys.by_receipt import BY_CODE
from kiosk.journeys.handing_over import handover_facts, handover_moves
from kiosk.journeys.wishing import failed

if TYPE_CHECKING:
    from kiosk.domain.case_life import CaseState
    from kiosk.domain.plain_asks import Point, Tint
    from kiosk.domain.progress import Standing
    from kiosk.domain.rules.case_clock import Clock
    from kiosk.domain.rules.deadlines import Light
    from kiosk.domain.rules.lanes import LaneState
    from kiosk.domain.run import Run
    from kiosk.domain.words import Say, Words
    from kiosk.journeys.protocol import Moment

__all__ = [
    "PROGRESS",
    "cached",
    "cases",
    "chosen",
    "facts",
    "light_of",
    "owing",
    "sides",
    "slip",
    "stamp_of",
    "state_of",
    "timeline",
]

PROGRESS: Final = "progress"
SUPPLEMENT: Final = "supplement"
CLOSED: Final = frozenset({"refused", "returned", "withdrawn", "completed"})
_STATES: Final[dict[CaseState, tuple[Say, Tint]]] = {
    "received": (say("已收件，还没受理"), "brand"),
    "accepted": (say("已受理"), "ok"),
    "supplement": (say("要补材料（补正）"), "warn"),
    "refused": (say("没有受理（不予受理）"), "bad"),
    "processing": (say("正在办理（在办）"), "ok"),
    "suspended": (say("先停一停（挂起）"), "warn"),
    "completed": (say("办好了（办结）"), "ok"),
    "returned": (say("退回来了（退件）"), "bad"),
    "withdrawn": (say("已经撤回（撤回）"), "muted"),
}
_NEXT: Final[dict[CaseState, Say]] = {
    "received": say("等经办部门看材料，不用您跑"),
    "accepted": say("经办部门开始审核，不用您跑"),
    "supplement": say("在首页点“补交材料”，补上就接着办"),
    "refused": say("看清原因，可以重新申请，也可以请人工处理"),
    "processing": say("审核完就办结，不用您跑"),
    "suspended": say("补上欠的材料，就接着办"),
    "completed": say("按办理时告诉您的方式领取"),
    "returned": say("看清原因，可以重新申请，也可以请人工处理"),
    "withdrawn": say("想办的时候再来申请"),
}
_PARTLY: Final[tuple[Say, Tint]] = (say("办好了一部分"), "warn")
_SIDES: Final[dict[LaneState, tuple[Say, Tint]]] = {
    "open": (say("正在办"), "brand"),
    "done": (say("办好了"), "ok"),
    "refused": (say("没有办成"), "bad"),
}
_LIGHTS: Final[dict[Light, tuple[Say, Tint]]] = {
    "green": (say("在期限内"), "ok"),
    "yellow": (say("快到期限"), "warn"),
    "red": (say("超过期限"), "bad"),
}


def cases(run: Run) -> tuple[Standing, ...]:
    """Return the cases as the centre tells them; without a line those of this terminal, as it last heard of them."""
    said = run.known(BY_CODE if run.identity.nameless else PROGRESS)
    if said is not None:
        return read_standings(said)
    return tuple(standing_of(filed) for filed in run.filed if filed.item_id != SUPPLEMENT)


def owing(run: Run) -> tuple[Standing, ...]:
    """Return the cases that still need a paper."""
    return tuple(case for case in cases(run) if case.owed and case.state not in CLOSED)


def cached(run: Run) -> bool:
    """Whether the centre could not be asked, so that what is told is what was known before."""
    return failed(run, PROGRESS)


def chosen(run: Run) -> Standing | None:
    """Return the case that was picked."""
    return next((case for case in cases(run) if case.case_id == run.form.get("case")), None)


def state_of(case: Standing) -> tuple[Say, Tint]:
    """Return the state in words, and its tint."""
    return _PARTLY if case.state == "completed" and case.refused else _STATES[case.state]


def sides(case: Standing, when: Moment) -> tuple[Side, ...]:
    """Return the offices that are at work on a joint case at the same time, each with how its own part stands.

    The whole is due when the last part is; an office that is late with its own is told all the same.
    """
    if len(case.lanes) == 1 or case.accepted is None:
        return ()
    clocks = zip(case.lanes, lane_clocks(case, when.today, when.workdays), strict=True)
    return tuple(Side(lane.name, lane.dept, *_side(lane.state, clock)) for lane, clock in clocks)


def _side(state: LaneState, clock: Clock) -> tuple[Say, Tint]:
    words, tint = _SIDES[state]
    light = light_of(clock)
    if light is None or clock.light == "green":
        return words, tint
    return say("{state}，{light}", state=words, light=light[0]), light[1]


def light_of(clock: Clock) -> tuple[Say, Tint] | None:
    """Return 绿灯, 黄灯, 红灯 in words, None without a date and while the clock stands."""
    return None if clock.light is None or clock.paused else _LIGHTS[clock.light]


def stamp_of(case: Standing) -> Say:
    """Return since when this is known."""
    return say("没联网，这是截至 {at} 的情况。", at=case.last.at)


def facts(case: Standing, when: Moment) -> tuple[tuple[Words, Words], ...]:
    """Return what was refused of it first; number, who has it, by when, what is missing, what comes next."""
    clock = clock_of(case, when.today, when.workdays)
    number = (say("办件编号"), case.server_no) if case.server_no else (say("收件号"), case.receipt_no)
    told: list[tuple[Words, Words]] = [*_refused(case), (say("事项"), case.title), number]
    if case.state not in CLOSED:
        told.append((say("谁在办"), "、".join(dict.fromkeys(lane.dept for lane in case.lanes if lane.dept))))
    if clock.paused:
        told.append((say("期限"), say("停着不算，补上再接着算")))
    elif clock.due and clock.due >= when.today:
        told.append((say("最晚办好"), say("{day}，还有 {n} 个工作日", day=clock.due, n=clock.left)))
    elif clock.due:
        told.append((say("应当办好"), say("{day}，已超过。请拨 12345 催办", day=clock.due)))
    if case.owed and case.state not in CLOSED:
        told.append((say("还差"), "、".join(paper.name for paper in case.owed)))
        if case.bring_by:
            told.append((say("最晚补上"), say("{day}", day=case.bring_by)))
    return (*told, *handover_facts(case), (say("下一步"), _NEXT[case.state]))


def _refused(case: Standing) -> list[tuple[Words, Words]]:
    """Return which parts were refused, why, and where to go with that."""
    told: list[tuple[Words, Words]] = []
    for lane in case.refused:
        told.append((say("没有办成"), lane.name))
        told += [(say("原因"), lane.reason)] if lane.reason else []
        told += [(say("去哪里"), lane.where)] if lane.where else []
    return told


def timeline(case: Standing) -> tuple[Happening, ...]:
    """Return what became of the case so far, each with its moment; a refusal with its reason and what to bring."""
    found: list[Happening] = []
    changes = sorted(case.changes, key=lambda change: (change.state != "received", change.at))  # two clocks
    for change in changes:
        words, tint = _STATES[change.state] if change.state != "received" else (say("收件"), "ok")
        standing: Point = "bad" if tint == "bad" else "warn" if tint == "warn" and change is changes[-1] else "done"
        what: Words = say("{state}：{reason}", state=words, reason=change.reason) if change.reason else words
        found.append(Happening(say("{at}", at=change.at), what, standing))
        if change.bring:
            found.append(Happening(say("要带"), "、".join(change.bring), "warn" if change is changes[-1] else "done"))
    found += handover_moves(case)
    if case.state not in CLOSED:
        found.append(Happening(say("接下来"), say("办结"), "ahead"))
    return tuple(found)


def slip(run: Run, case: Standing, when: Moment) -> Printout:
    """Return how the case stands, on paper."""
    lines = tuple((_plain(label), _plain(value)) for label, value in facts(case, when))
    last = case.last
    fresh, old = f"{when.now:%Y-%m-%d %H:%M} 查到的情况。", f"截至 {last.at:%Y-%m-%d %H:%M} 的情况（没联网）。"
    note = old if cached(run) else fresh
    why = ((("原因", last.reason),) if last.reason and not case.refused else ()) + (
        (("要带", "、".join(last.bring)),) if last.bring else ()
    )
    now = (("现在", _plain(state_of(case)[0])), *((_plain(one.name), _plain(one.state)) for one in sides(case, when)))
    fields = {
        "title": "办件进度凭条",
        "lead": "",
        "applicant": "" if run.identity.nameless else run.identity.name,
        "note": note,
    }
    steps = ("有疑问，请拨 12345", "不服决定，可以申请行政复议") if case.state in {"refused", "returned"} else ()
    return Printout("slip", fields, (*now, *lines, *why), steps=steps)


def _plain(words: Words) -> str:
    return words if isinstance(words, str) else words.chinese
