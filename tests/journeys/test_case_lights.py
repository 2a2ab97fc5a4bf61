"""The platform's lights (F46): over a year of its clock each turn is in the ledger once, on its own day."""

import datetime as dt
import json

import pytest
from centre_visit import SERVICES, Visit, open_desks
from test_progress import body

from kiosk.domain.answers import Go, Pick
from kiosk.domain.person import Identity
from kiosk.gateway.sandbox.case_lights import shown
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


@pytest.fixture
def parallel(tmp_path):
    """A joint matter whose offices promise one and five working days."""
    services = tmp_path / "services"
    services.mkdir()
    text = (SERVICES / "elder-card-joint.toml").read_text("utf-8")
    head, card, bus = text.split("[[members]]")
    promised = (head, card.replace("promise_days = 0", "promise_days = 1"), bus.replace("days = 0", "days = 5", 1))
    (services / "elder-card-joint.toml").write_text("[[members]]".join(promised), "utf-8")
    with open_desks(tmp_path / "centre", BEGUN, services) as found:
        yield found


def test_the_whole_is_due_with_its_last_part_and_each_office_has_a_light_of_its_own(parallel):
    """Mon 2 Mar: due Tue 3 and Mon 9. A late office is told to the clerk and to the citizen, the other one is not."""
    one = body("case-0002", WHO, item="elder-card-joint", owed=())
    register = parallel.centre.register
    row = register.row(SQL, one["case_id"], BEGUN.isoformat(), json.dumps(one, ensure_ascii=False))
    parallel.ledger.note(row, "received")
    parallel.decisions.move(parallel.decisions.move(row, "accepted"), "processing")
    register.rows("UPDATE case_file SET next_state = NULL")
    wait(parallel, 2)
    (case,) = shown(parallel.centre)
    assert (case["due"], case["light"]) == ("2026-03-09", "green")
    assert [(lane["due"], lane["light"]) for lane in case["lanes"]] == [("2026-03-03", "red"), ("2026-03-09", "green")]
    when = BEGUN + dt.timedelta(2)
    seen = Visit(parallel, "case-progress", WHO, when).give(Go(), Pick("case-0002"))
    assert [(side.state.chinese, side.tint) for side in seen.ask.sides] == [
        ("正在办，超过期限", "bad"),
        ("正在办", "brand"),
    ]
    assert ("老年人优待证", "正在办，超过期限") in seen.paper.lines
    parallel.decisions.decide_lane("case-0002", "senior-card", "completed", None)
    (case,) = shown(parallel.centre)
    assert [lane["light"] for lane in case["lanes"]] == [None, "green"]
