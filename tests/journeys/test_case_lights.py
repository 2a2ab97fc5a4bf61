"""The platform's lights (F46): over a year of its clock each turn is in the ledger once, on its own day."""

import datetime as dt
import json

import pytest
from centre_visit import open_desks
from test_progress import body

from kiosk.domain.person import Identity
from kiosk.gateway.sandbox.clock import BEIJING
from kiosk.gateway.sandbox.inquiries import Question
from kiosk.gateway.sandbox.services.progress import answer

BEGUN = dt.datetime(2026, 3, 2, 10, 0, tzinfo=BEIJING)
WHO = Identity("resident", "赵桂兰", "999901194310110225", "女", dt.date(1943, 10, 11), "sam_verified")
SQL = """
    INSERT INTO case_file
        (case_id, device_id, store_id, seq, sha256, received_at, state, status, answer, demanded, body)
    VALUES (?, 'K0009', 's', 1, '', ?, 'received', 201, '{}', '[]', ?) RETURNING *
"""


@pytest.fixture
def desks(tmp_path):
    with open_desks(tmp_path, BEGUN) as found:
        found.centre.register.rows("PRAGMA synchronous = off")
        yield found


def wait(desks, days):
    register = desks.centre.register
    register.put("setting.clock_ahead_s", register.get("setting.clock_ahead_s", 0) + days * 86_400)
    desks.decisions.advance()


def accepted(desks):
    """An allowance is promised within five working days: Mon 2 Mar to Mon 9 Mar 2026."""
    one = body("case-0001", WHO, item="aged-allowance", owed=())
    register = desks.centre.register
    row = register.row(SQL, one["case_id"], BEGUN.isoformat(), json.dumps(one, ensure_ascii=False))
    desks.ledger.note(row, "received")
    row = desks.decisions.move(row, "accepted")
    return desks.decisions.move(row, "processing")


def lights(desks):
    rows = [row for row in desks.ledger.rows() if row.event.startswith("light-")]
    assert desks.ledger.broken() == []
    return [(row.rule, row.event.removeprefix("light-")) for row in rows]


PLAIN = [("2026-03-02", "green"), ("2026-03-06", "yellow"), ("2026-03-10", "red")]


@pytest.mark.parametrize(
    "steps", [[1] * 300, [300], [3] * 100, [4, 1, 200, 95]], ids=["daily", "once", "third", "some"]
)
def test_a_case_that_is_forgotten_turns_yellow_once_and_red_once_in_a_year(desks, steps):
    accepted(desks)
    for days in steps:
        wait(desks, days)
        desks.decisions.advance()
    assert lights(desks) == PLAIN


def test_every_hour_of_a_week_is_no_turn_more(desks):
    accepted(desks)
    for _ in range(24 * 9):
        wait(desks, 1 / 24)
    assert lights(desks) == PLAIN


def test_a_pause_turns_it_back_and_an_end_turns_nothing(desks):
    row = accepted(desks)
    wait(desks, 4)
    row = desks.decisions.move(row, "suspended")
    wait(desks, 5)
    row = desks.decisions.move(row, "processing")
    wait(desks, 1)
    desks.decisions.move(row, "completed")
    wait(desks, 100)
    assert lights(desks) == [
        ("2026-03-02", "green"),
        ("2026-03-06", "yellow"),
        ("2026-03-06", "green"),
        ("2026-03-11", "yellow"),
    ]


def test_from_when_it_is_yellow_is_set_at_the_office_and_told_to_the_terminals(desks):
    desks.centre.settings.change({"yellow_percent": 60, "yellow_days": 0})
    accepted(desks)
    wait(desks, 30)
    assert lights(desks) == [("2026-03-02", "green"), ("2026-03-04", "yellow"), ("2026-03-10", "red")]
    (told,) = answer(desks, Question("i", "K0007", WHO.number, WHO.name, {}))["cases"]
    assert told["yellow"] == {"percent": 60, "days": 0}
