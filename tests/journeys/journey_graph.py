"""Walks through a service item as people do: at each step some answer that it takes, again and again, to an end."""

from __future__ import annotations

import datetime as dt
import random

from centre_visit import WALK, Visit

from kiosk.domain import asks
from kiosk.domain.answers import (
    Agree,
    Appeal,
    Commit,
    Decline,
    Defer,
    Escalate,
    Fill,
    Go,
    Pick,
    Press,
    Print,
    Reply,
    Retake,
    Signed,
    Take,
    Use,
)
from kiosk.domain.case import Captured
from kiosk.domain.form_entries import FormAsk
from kiosk.domain.person import Identity
from kiosk.domain.plain_asks import PickAsk, TellAsk
from kiosk.gateway.sandbox.clock import BEIJING
from kiosk.journeys.pictures import keep
from kiosk.journeys.protocol import NotAccepted

NOW = dt.datetime(2026, 11, 25, 10, 0, tzinfo=BEIJING)
PEOPLE = (
    Identity(
        "resident",
        "王小明",
        "999901200402290215",
        "男",
        dt.date(2004, 2, 29),
        "sam_verified",
        address="示范市示范区幸福路1号",
    ),
    Identity("shebao", "赵桂兰", "999901195202290022", "女", dt.date(1952, 2, 29), "unverified"),
    Identity(
        "resident",
        "阿依古丽·买买提",
        "99990119880808012X",
        "女",
        dt.date(1988, 8, 8),
        "sam_verified",
        address="示范市示范区",
    ),
)
PASSWORD = "230904"  # that the first of them has set
INK = Signed((((0.0, 0.0, 0), (200.0, 0.0, 90)),), b"png")
EVERYTHING = (
    Go(),
    Take(),
    Use(),
    Retake(),
    Defer(),
    Agree(),
    Decline(),
    Commit((0,), 9),
    Reply(()),
    Reply((("nothing", True),)),
    Pick("nothing"),
    Fill((("nothing", "x"),)),
    Print(),
    Appeal(),
    Escalate(),
    INK,
)
"""An answer of every kind, and some that no step can take."""


def offered(ask):  # noqa: C901, PLR0911 - one line for each kind of ask
    """Return what the screen of this ask lets a person answer."""
    match ask:
        case asks.GuideAsk():
            return [Go()] if ask.eligible else [Appeal()]
        case asks.QuestionsAsk(questions):
            return [Reply(tuple((one.id, said) for one in questions)) for said in (True, False, None)]
        case asks.CommitAsk(commitment):
            return [Commit(tuple(range(len(commitment.terms))), 9_000), Decline()]
        case asks.CaptureAsk():
            return [Use(), *([Defer()] if ask.deferrable else [])]
        case asks.PromiseAsk():
            return [Agree()]
        case asks.SignAsk():
            return [INK]
        case asks.RateAsk():
            return [Pick(str(level)) for level in range(6)]
        case FormAsk(secret=True):
            return [Go()] if ask.ready else [Press(PASSWORD[len(ask.typed or "")])]
        case PickAsk(rows=rows):
            return [*(Pick(row.id) for row in rows if not row.off), *_acts(ask)]
        case TellAsk():
            return _acts(ask)
        case _:
            return [*_acts(ask), Go(), Fill(())]


def _acts(ask):
    does = {"go": lambda _act: Go(), "pick": lambda act: Pick(act.id)}
    return [does[act.does](act) for act in getattr(ask, "acts", ()) if act.does in does]


class Person(Visit):
    """Somebody who tries: `seen` holds (run, what it takes, whether the centre could not be asked)."""

    def __init__(self, desks, item_id, n, *, online):
        self.chance = random.Random(f"{item_id} {n} {online}")
        self.seen = []
        super().__init__(desks, item_id, PEOPLE[n % len(PEOPLE)], NOW, online=online)

    def go_on(self, longest=30):
        """Walk until the item ends, or nothing leads further; return whether it ended."""
        for _ in range(longest):
            if WALK.over(self.run) or WALK.ended(self.run):
                return True
            takes = [answer for answer in offered(self.ask) if self.takes(answer) is not None]
            failed = any(one.state == "failed" for one in self.run.found.values())
            self.seen.append((self.run, takes, failed))
            if not takes:
                return False
            self.run = self._asked(self.takes(self.chance.choice(takes)))
        return False

    def takes(self, answer):
        """Return where this answer leads, None where the step refuses it."""
        run = self.run
        if isinstance(answer, Use) and isinstance(self.ask, asks.CaptureAsk):
            run = keep(run, Captured(self.ask.material.material_code, b"jpeg", 1654, 2339, NOW))
        try:
            return WALK.forward(run, answer, self.when)
        except NotAccepted:
            return None
