"""咨询、建议、投诉、办不成的事, by choice alone: what is said, in the words of glass and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Pick
from kiosk.domain.complaints import REPLY_DAYS, STUCK
from kiosk.domain.plain_asks import PickAsk, PickRow
from kiosk.domain.rules.deadlines import due_on
from kiosk.domain.words import Say, say
from kiosk.journeys.protocol import NotAccepted
from kiosk.privacy import mask_digits

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from kiosk.domain.answers import Answer
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["CONTACTS", "KINDS", "MATTERS", "REASONS", "Choice", "facts", "reply_by", "reply_days"]

KINDS: Final = {
    STUCK: say("办不成的事"),
    "complain": say("投诉"),
    "ask": say("咨询"),
    "advise": say("建议"),
}
MATTERS: Final = {
    "elder": say("养老、优待"),
    "insurance": say("社保、医保、公积金"),
    "household": say("户政、居住证"),
    "property": say("不动产"),
    "business": say("开店、办照"),
    "bills": say("水电气缴费"),
    "machine": say("这台自助机"),
    "other": say("其他窗口的事"),
}
_ELSE: Final = say("别的，请来问我")
REASONS: Final[dict[str, dict[str, Say]]] = {
    STUCK: {
        "ineligible": say("说我不符合条件"),
        "paper": say("要的材料拿不到"),
        "sent-on": say("让我去别处，没人管"),
        "device": say("机器坏了、打不出来"),
        "unclear": say("看不懂、不会办"),
        "other": _ELSE,
    },
    "complain": {
        "manner": say("态度不好"),
        "trips": say("让我多跑了路"),
        "late": say("超过了承诺的时间"),
        "fee": say("多收了钱"),
        "extra": say("要了指南上没有的材料"),
        "other": _ELSE,
    },
    "ask": {
        "bring": say("要带什么"),
        "where": say("到哪里办"),
        "cost": say("要多久、要花多少钱"),
        "progress": say("办到哪一步了"),
        "why": say("为什么没办成"),
        "other": _ELSE,
    },
    "advise": {
        "machine": say("机器怎么更好用"),
        "papers": say("材料能不能再少"),
        "time": say("时间能不能再短"),
        "place": say("场所、窗口怎么改"),
        "other": _ELSE,
    },
}
CONTACTS: Final = {
    "named": say("写我的名字"),
    "unnamed": say("不写名字，转办时不告诉别人是我"),
}


class Choice:
    """A step that fills one field of the form by a choice; `rows` depend on what was said before.

    What is `known` to whoever comes from a dead end is not asked again.
    """

    camera = False

    def __init__(
        self, name: str, title: Say, lead: Say, rows: Callable[[Run], Mapping[str, Say]], *, known: bool = False
    ) -> None:
        self._name, self._title, self._lead, self._rows, self._known = name, title, lead, rows, known

    def wanted(self, run: Run) -> bool:
        """Whether the way here has not said it already."""
        return not (self._known and "about" in run.form)

    def ask(self, run: Run, when: Moment) -> PickAsk:
        """Return the choices; nothing is chosen beforehand."""
        del when
        said = run.form.get(self._name)
        rows = tuple(
            PickRow(key, words, tag=say("已选") if key == said else "") for key, words in self._rows(run).items()
        )
        return PickAsk(self._title, self._lead, rows)

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Pick of what is offered."""
        del when
        if not isinstance(answer, Pick) or answer.id not in self._rows(run):
            raise NotAccepted("answer-out-of-turn")
        return run.fill(**{self._name: answer.id})


def reply_days(run: Run) -> int:
    """Return within how many working days this is answered."""
    return REPLY_DAYS.get(run.form.get("kind", ""), REPLY_DAYS[STUCK])


def reply_by(run: Run, when: Moment) -> dt.date | None:
    """Return the last day of the answer, counted from today; None where no calendar covers it."""
    return due_on(when.today, reply_days(run), when.workdays)


def facts(run: Run) -> tuple[tuple[Say, Say | str], ...]:
    """Return what was said, as label and value."""
    form = run.form
    matter = MATTERS.get(form.get("matter", ""), form.get("about", ""))
    reason = REASONS.get(form.get("kind", ""), {}).get(form.get("reason", ""), "")
    told = (
        (say("说什么"), KINDS.get(form.get("kind", ""), "")),
        (say("哪件事"), matter),
        (say("怎么了"), reason),
        (say("卡在哪条规定"), form.get("because", "")),
        (
            say("名字"),
            say("没刷卡，不知道您是谁") if run.identity.nameless else CONTACTS.get(form.get("contact", ""), ""),
        ),
        (say("回电号码"), mask_digits(form.get("phone", ""))),
    )
    return tuple((label, value) for label, value in told if value)
