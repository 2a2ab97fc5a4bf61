"""What the sandbox knows by itself: working days, licences, catalogue."""

import datetime as dt

import pytest

from kiosk.gateway.sandbox.licences import PEOPLE, holdings_of
from kiosk.gateway.sandbox.numbers import serial_text, server_no
from kiosk.gateway.sandbox.problems import Problem
from kiosk.gateway.sandbox.register import Register
from kiosk.gateway.sandbox.workdays import working_days_after


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        ("2026-11-20", 5, "2026-11-27"),  # Friday to Friday
        ("2026-11-21", 5, "2026-11-27"),  # filed on a Saturday
        ("2026-09-30", 1, "2026-10-08"),  # over the National Day holidays
        ("2026-10-08", 2, "2026-10-10"),  # a Saturday that is worked
        ("2026-02-13", 1, "2026-02-14"),  # the Saturday before the Spring Festival is worked
        ("2026-02-14", 1, "2026-02-24"),
        ("2026-11-20", 0, "2026-11-20"),
    ],
)
def test_working_days_follow_the_state_councils_arrangement(day, count, due):
    assert working_days_after(dt.date.fromisoformat(day), count) == dt.date.fromisoformat(due)


def test_a_year_without_a_calendar_is_not_guessed():
    assert working_days_after(dt.date(2026, 12, 30), 5) is None


def test_the_sandbox_and_the_terminal_count_alike():
    from config.load import load_workdays
    from kiosk.domain.rules.deadlines import due_on
    from kiosk.domain.workdays import Workdays

    own = Workdays(load_workdays())
    for offset in range(330):
        day = dt.date(2026, 1, 1) + dt.timedelta(days=offset)
        assert working_days_after(day, 5) == due_on(day, 5, own)


def test_the_demonstration_people_have_no_elder_card_and_that_is_on_record():
    assert len(PEOPLE) == 6
    for number in PEOPLE:
        (held,) = holdings_of(number, ["老年优待证未领记录"])
        told = {"license_type": "老年优待证未领记录", "source": "示范市民政局", "as_of": "2026-11-20", "trust": "A"}
        assert held == told


def test_nothing_is_held_on_a_stranger():
    assert holdings_of("110101199003070011", ["居住证"]) == []


@pytest.mark.parametrize(
    ("serial", "text"), [(1, "0001"), (9999, "9999"), (10_000, "A000"), (18_123, "J123"), (33_999, "Z999")]
)
def test_a_serial_keeps_its_four_characters_on_busy_days(serial, text):
    assert serial_text(serial) == text


def test_numbers_run_on_each_day_and_are_never_guessed(tmp_path):
    register = Register(tmp_path / "platform.db")
    day = dt.date(2026, 11, 20)
    heads = [server_no(register, "1" * 31, day) for _ in range(3)]
    assert [one[-12:] for one in heads] == ["202611200001", "202611200002", "202611200003"]
    assert server_no(register, "1" * 31, dt.date(2026, 11, 21)).endswith("202611210001")
    register.rows("UPDATE serial SET last = 33999")
    with pytest.raises(Problem) as refusal:
        server_no(register, "1" * 31, day)
    assert refusal.value.status == 503
    register.close()
