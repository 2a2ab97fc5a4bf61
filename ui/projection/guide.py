"""04 · 一页看懂: six answers at a glance, and what to do when it cannot be done here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from kiosk.domain.rules.ages import youngest
from ui.projection.devices import takes
from ui.projection.frequent_questions import frequent_questions
from ui.projection.trouble import trouble
from ui.projection.view import Line, Notice, View
from ui.projection.wording import clock, joined, local, material_short, month_day, short_name, task_name

if TYPE_CHECKING:
    import datetime as dt

    from config.item_parts import Channels
    from config.schema import ServiceItem
    from kiosk.domain.asks import GuideAsk
    from ui.projection.scene import Scene

__all__ = ["Fact", "GuideView", "project_guide"]

_PRIZES = ("certificate", "ticket", "file-text")
_Answers = tuple[tuple[str, str], tuple[str, str], tuple[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Fact:
    """One question with its answer in a bold line and a line under it."""

    icon: str
    tint: str
    question: str
    answer: str
    note: str


@dataclass(frozen=True, slots=True)
class GuideView(View):
    """`start` is "" where the person cannot apply; the notice says why, or where an item without steps is done.

    `frequent` leads to what many people ask about it, "" where nothing is written;
    `appeal` and `report` are the ways on from a no (无否决权), "" where there is none.
    """

    screen: ClassVar[str] = "Guide"
    title: str
    facts: tuple[Fact, ...]
    get_label: str
    get: tuple[Line, ...]
    stuck_label: str
    stuck: str
    full: str
    frequent: str
    notice: Notice
    back: str
    help: str
    start: str
    appeal: str
    report: str


def project_guide(ask: GuideAsk, scene: Scene, fault: str = "") -> GuideView:
    """Explain a service item."""
    tr, item = scene.tr, ask.item
    who, time, fee, bring = _answers(scene, item)
    return GuideView(
        title=task_name(scene, item) if not scene.prefs.elder else short_name(scene, item),
        facts=(
            Fact("user-check", "brand", tr("谁能办"), *who),
            Fact("clock", "teal", tr("多久办好"), *time),
            Fact("coins", "green", tr("要花钱吗"), *fee),
            Fact("identification-card", "amber", tr("要带什么"), *bring),
        ),
        get_label=tr("您会拿到"),
        get=tuple(Line(_PRIZES[n % len(_PRIZES)], name) for n, name in enumerate(_gets(scene, item))),
        stuck_label=tr("办不了怎么办"),
        stuck=_stuck(scene, item),
        full=tr("全部指南"),
        frequent=tr("大家常问") if frequent_questions(item, scene) else "",
        notice=_notice(ask, scene, fault),
        back=tr("返回"),
        help=tr("请人帮我"),
        start=""
        if not ask.eligible or (ask.closed and takes(scene, item))
        else tr("一键办理")
        if ask.one_tap and takes(scene, item)
        else tr("开始办理")
        if takes(scene, item)
        else tr("看要带什么"),
        appeal="" if ask.eligible or not takes(scene, item) else tr("仍要提交，人工处理"),
        report="" if ask.eligible else tr("办不成的事"),
    )


def _notice(ask: GuideAsk, scene: Scene, fault: str) -> Notice:
    tr = scene.tr
    if fault:
        told = trouble(scene, fault)
        return Notice(f"{told.title} · {told.happened}", "warn")
    if not ask.eligible:
        return Notice(_instead(ask, scene), "warn")
    if ask.item.steps and not takes(scene, ask.item):
        return Notice(tr("{why}，这项请到窗口办", why=trouble(scene, scene.health.intake).title), "warn")
    if ask.opens is not None:
        return _opens(ask, ask.opens, scene)
    if not ask.item.steps:
        return Notice(tr("本机先看指南，办理请到窗口"), "info")
    return _paper(ask, scene)


def _opens(ask: GuideAsk, opens: dt.datetime, scene: Scene) -> Notice:
    """Say from when the office's system answers again, and what is possible meanwhile."""
    tr, day = scene.tr, local(scene, opens).date()
    when = clock(local(scene, opens))
    if day != scene.now.date():
        when = tr("{day} {time}", day=month_day(scene, day), time=when)
    if ask.closed or not ask.item.steps:
        return Notice(tr("{when} 起可办，现在可以先看材料", when=when), "warn")
    return Notice(tr("{when} 起办理，现在可以先交，到时送出", when=when), "info")


def _instead(ask: GuideAsk, scene: Scene) -> str:
    """Say why not, and the way round: the office's own words, in English what its figures say."""
    tr, age = scene.tr, youngest(ask.item)
    if not scene.prefs.english:
        against = ask.judgement.against[0]
        return f"{against.text}。{against.instead}"
    return tr("这项要满 {n} 岁，可先看材料", n=age) if age else tr("这项按规定要到窗口办，可先看材料")


def _paper(ask: GuideAsk, scene: Scene) -> Notice:
    """Say before anything is asked that the receipt this item ends with may not come on paper now."""
    tr, health = scene.tr, scene.health
    if all(step.kind != "receipt" for step in ask.item.steps):
        return Notice()
    if health.printer or health.receipts_left == 0:
        why = trouble(scene, health.printer or "printer-paper-out").title
        return Notice(tr("{why}。照样能办，回执扫码存手机，以后补打", why=why), "warn")
    if health.printer_low and health.receipts_left is not None:
        return Notice(tr("回执纸只够约 {n} 张，仍可办理", n=health.receipts_left), "info")
    return Notice(tr("零材料：您不用交任何材料"), "ok") if ask.one_tap else Notice()


def _answers(scene: Scene, item: ServiceItem) -> _Answers:
    """Take the office's own words; in English say what its figures say."""
    if item.guide and not scene.prefs.english:
        return item.guide.who, item.guide.time, item.guide.fee, item.guide.bring
    tr = scene.tr
    needed = tuple(material_short(scene, m) for m in item.materials if m.is_need == 1 and m.capture != "licence_store")
    later = tuple(m for m in item.materials if m.material_code in item.deferral.deferrable)
    return (
        (
            tr("满 {n} 岁", n=age) if (age := youngest(item)) else tr("本人"),
            tr("凭本人的卡办理") if item.identity_required else tr("不用刷卡"),
        ),
        (
            tr("{n} 个工作日", n=item.promise_days) if item.promise_days else tr("材料齐，当场办结"),
            tr("您操作约 {n} 分钟", n=item.est_minutes),
        ),
        (tr("要收费"), tr("按公示标准")) if item.fee.charge else (tr("不收费"), tr("工本费也不收")),
        (joined(scene, needed) or tr("不用带"), tr("缺的可以后补") if later else tr("只要这些")),
    )


def _gets(scene: Scene, item: ServiceItem) -> tuple[str, ...]:
    if scene.prefs.english:
        return (short_name(scene, item),)
    return (item.guide.get if item.guide else item.results)[:2]


def _stuck(scene: Scene, item: ServiceItem) -> str:
    if item.guide and not scene.prefs.english:
        return item.guide.unresolved
    channels: Channels | None = item.channels
    tr = scene.tr
    return tr("请拨 {tel}，或 12345。", tel=channels.consult_tel) if channels else tr("请拨 12345。")
