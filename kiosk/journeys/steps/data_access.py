"""谁看过我的数据 (C13): every look at this person's data, for which matter, when, under which number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Go
from kiosk.domain.inquiry import Printout
from kiosk.domain.plain_asks import Act, Happening, TellAsk
from kiosk.domain.trail import read_looks
from kiosk.domain.words import say
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.wishing import failed, waiting, wish

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.domain.answers import Answer
    from kiosk.domain.inquiry import Inquiry
    from kiosk.domain.run import Run
    from kiosk.domain.trail import Basis, Look
    from kiosk.domain.words import Fact, Say
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]

_LOG: Final = "access-log"
_AGENCY: Final = "agency"
_SOURCES: Final[Mapping[str, Say]] = {
    "licences": say("电子证照库"),
    "results": say("登记信息"),
    "progress": say("办件进度"),
    "case-trail": say("办理过程"),
    "mine": say("办过的件（打分用）"),
    "bills": say("应缴账单"),
    "booked": say("预约"),
}
_OTHER: Final = say("其他信息")
_PAPER: Final = 15  # the newest looks, for a slip of a length that can be read


class DataAccess:
    """Shows nobody else's: the card alone finds its own rows."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Whether it was asked for."""
        return run.form.get("looks") == "yes"

    def inquiry(self, run: Run, when: Moment) -> Inquiry | None:
        """Ask who looked."""
        del when
        return wish(run, _LOG)

    def ask(self, run: Run, when: Moment) -> TellAsk:
        """Return the looks, the newest first."""
        del when
        if waiting(run, _LOG):
            return TellAsk(say("谁看过我的数据"), waiting=True)
        if failed(run, _LOG):
            return TellAsk(say("谁看过我的数据"), say("没联网，现在看不到。联网后再看，或拨 12345。"), acts=(_DONE,))
        found = read_looks(run.known(_LOG) or {})
        if not found:
            return TellAsk(say("谁看过我的数据"), say("还没有查询您数据的记录。"), acts=(_DONE,))
        return TellAsk(
            say("谁看过我的数据"),
            say("只有您的卡能看。不认得的，拨 12345 报编号。"),
            timeline=tuple(Happening(say("{at}", at=one.at), _what(one), "done") for one in found),
            acts=(Act("escalate", say("有我不认得的")), Act("print", say("打查询记录")), _DONE),
        )

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Go."""
        del when
        if not isinstance(answer, Go) or waiting(run, _LOG):
            raise NotAccepted("answer-out-of-turn")
        return run

    def printout(self, run: Run, when: Moment) -> Printout | None:
        """Return the newest looks on paper."""
        found = read_looks(run.known(_LOG) or {})
        if not found:
            return None
        lines = tuple((f"{one.at:%Y-%m-%d %H:%M}", _what(one).chinese) for one in found[:_PAPER])
        note = f"{when.now:%Y-%m-%d %H:%M} 查到，共 {len(found)} 条，这里是最近 {len(lines)} 条。"
        fields = {"title": "个人数据查询记录", "lead": "", "applicant": run.identity.name, "note": note}
        return Printout("slip", fields, lines, steps=("有不认得的，请拨 12345，报编号",))


def _what(one: Look) -> Say:
    if one.source == _AGENCY:
        return say("代办人在终端 {id} 办了“{matter}”，编号 {no}", id=one.terminal, matter=one.matter, no=one.no)
    return say("由代办人办理：{looked}", looked=_looked(one)) if one.by_agent else _looked(one)


def _looked(one: Look) -> Say:
    where = _SOURCES.get(one.source, _OTHER)
    things: Fact = say("{where}（{things}）", where=where, things="、".join(one.asked)) if one.asked else where
    told: dict[str, Fact] = {"id": one.terminal, "things": things, "no": one.no}
    if one.matter:
        what = say("终端 {id} 为“{matter}”查了{things}，编号 {no}", matter=one.matter, **told)
    else:
        what = say("终端 {id} 查了{things}，编号 {no}", **told)
    return _resting(what, one.rests_on) if one.source == "licences" else what


def _resting(what: Say, basis: Basis | None) -> Say:
    """Return the look with what it rests on: other looks are the person's own, with their card."""
    if basis is None:
        return say("{what}。只查有没有，没有同意记录", what=what)
    if basis.kind == "case":
        return say("{what}。依据您交的件 {no}", what=what, no=basis.no)
    return say("{what}。您 {at} 同意调用，同意编号 {no}", what=what, at=basis.at, no=basis.no)


_DONE: Final = Act("go", say("看好了"))
STEP: Final = DataAccess()
