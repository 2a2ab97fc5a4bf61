"""An item that needs its office's own system at once is not begun outside that office's hours (F67)."""

import datetime as dt
from dataclasses import replace

import pytest

from config.load import load_workdays
from kiosk.domain.answers import Go
from kiosk.domain.person import Identity
from kiosk.domain.rules.deadlines import OFFICE_ZONE
from kiosk.domain.workdays import Workdays
from kiosk.journeys.catalogue import open_catalogue
from kiosk.journeys.protocol import Moment, NotAccepted
from kiosk.journeys.walk import Walk

ITEM = replace(open_catalogue().item("elder-card-joint"), backend_hours="06:00-23:00")
WALK = Walk.of_all_kinds()
ZHAO = Identity("shebao", "赵桂兰", "999901195202290022", "女", dt.date(1952, 2, 29), "unverified")


def at(hour, policy):
    when = Moment(dt.datetime(2026, 11, 21, hour, 30, tzinfo=OFFICE_ZONE), Workdays(load_workdays()))
    return WALK.start(replace(ITEM, offline_policy=policy), ZHAO, when), when


@pytest.mark.parametrize(("hour", "day"), [(2, 21), (5, 21), (23, 22)])
def test_at_night_it_says_when_and_does_not_begin(hour, day):
    run, when = at(hour, "blocked")
    ask = WALK.ask(run, when)
    assert (ask.opens, ask.closed) == (dt.datetime(2026, 11, day, 6, tzinfo=OFFICE_ZONE), True)
    with pytest.raises(NotAccepted) as refusal:
        WALK.forward(run, Go(), when)
    assert refusal.value.code == "service-unavailable"


def test_by_day_it_begins():
    run, when = at(6, "blocked")
    assert WALK.ask(run, when).opens is None
    assert WALK.forward(run, Go(), when).step.kind == "materials"


def test_what_can_wait_for_its_office_is_taken_in_at_any_hour():
    run, when = at(2, "queue")
    assert (WALK.ask(run, when).opens is None, WALK.ask(run, when).closed) == (False, False)
    assert WALK.forward(run, Go(), when).step.kind == "materials"
