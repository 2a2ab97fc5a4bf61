"""预约取号 (F53): a place is given once and only by the centre; it can be moved, given up, and is never pretended."""

import datetime as dt

import pytest
from centre_visit import Visit, open_desks

from kiosk.domain.answers import Go, Pick
from kiosk.domain.person import Identity
from kiosk.gateway.sandbox.clock import BEIJING
from kiosk.gateway.sandbox.slots import PLACES
from kiosk.journeys.protocol import NotAccepted

NOW = dt.datetime(2026, 11, 25, 9, 0, tzinfo=BEIJING)


def person(n=1):
    return Identity("resident", "赵桂兰", f"99990119531011{n:04d}", "女", dt.date(1953, 10, 11), "sam_verified")


@pytest.fixture
def desks(tmp_path):
    with open_desks(tmp_path, NOW) as found:
        yield found


def visit(desks, n=1, **more):
    return Visit(desks, "appointment", person(n), NOW, **more)


def booked(desks, n=1, matter="elder-card-joint", slot=0):
    one = visit(desks, n).give(Go(), Pick(matter)).pick_first()
    return one.give(Pick([row.id for row in one.ask.rows][slot]))


def ticket(one):
    return one.run.known("book")["ticket"]


def test_matter_day_and_half_hour_lead_to_a_ticket_with_what_to_bring(desks):
    one = booked(desks)
    assert (one.step, ticket(one)) == ("appoint_book", "Y001")
    labels = [label.chinese for label, _ in one.ask.facts]
    assert labels == ["办什么", "号码", "日期", "时段", "窗口", "要带"]
    paper = one.paper
    assert (paper.fields["lead"], dict(paper.lines)["日期"]) == ("Y001", "2026-11-26")
    assert "迟到 15 分钟可改约" in paper.fields["note"]
    assert one.give(Go()).step == "finish"


def test_only_days_on_which_windows_work_are_offered(desks):
    one = visit(desks).give(Go(), Pick("elder-card-joint"))
    days = [dt.date.fromisoformat(row.id) for row in one.ask.rows]
    assert days[0] == dt.date(2026, 11, 26)
    assert not [day for day in days if day.weekday() >= 5]


def test_a_half_hour_that_was_taken_meanwhile_is_answered_with_three_others(desks):
    late = visit(desks, 9).give(Go(), Pick("elder-card-joint")).pick_first()
    slot = late.ask.rows[0].id
    for n in range(PLACES):
        booked(desks, n)
    late.give(Pick(slot))
    assert late.run.known("book")["refused"]["code"] == "slot-full"
    assert len(late.ask.rows) == 3
    assert late.paper is None
    late.pick_first()
    assert (late.step, ticket(late)) == ("appoint_book", "Y004")


def test_a_full_half_hour_is_shown_and_cannot_be_chosen(desks):
    for n in range(PLACES):
        booked(desks, n)
    one = visit(desks, 9).give(Go(), Pick("elder-card-joint")).pick_first()
    assert one.ask.rows[0].off
    with pytest.raises(NotAccepted):
        one.give(Pick(one.ask.rows[0].id))


def test_a_place_can_be_moved_and_the_old_one_is_free_again(desks):
    booked(desks)
    one = visit(desks).give(Go())
    assert one.ask.rows[0].id.startswith("mine:")
    one.pick_first().give(Pick("move")).pick_first()
    one.give(Pick(one.ask.rows[3].id))
    assert one.ask.title.chinese == "改约好了"
    assert [row["slot_id"][-4:] for row in desks.appointments.booked(person().number)] == ["1000"]


def test_a_place_can_be_given_up(desks):
    booked(desks)
    one = visit(desks).give(Go()).pick_first().give(Pick("cancel"))
    assert one.ask.title.chinese == "已经取消"
    assert desks.appointments.booked(person().number) == []
    assert one.give(Go()).step == "finish"


def test_looking_at_a_place_changes_nothing(desks):
    booked(desks)
    one = visit(desks).give(Go()).pick_first()
    assert one.paper.fields["lead"] == "Y001"
    assert one.give(Go()).step == "finish"
    assert len(desks.appointments.booked(person().number)) == 1


def test_going_back_from_a_ticket_moves_the_place_instead_of_taking_two(desks):
    one = booked(desks)
    one.back()
    one.give(Pick(one.ask.rows[2].id))
    assert len(desks.appointments.booked(person().number)) == 1
    one.back()
    one.give(Pick(one.ask.rows[2].id))
    assert len(desks.appointments.booked(person().number)) == 1


def test_the_same_matter_twice_on_a_day_is_refused_with_the_way_out(desks):
    booked(desks)
    again = booked(desks, slot=2)
    assert again.run.known("book")["refused"]["code"] == "booked-already"
    assert again.give(Go()).step == "finish"
    assert ticket(booked(desks, matter="pension-proof", slot=2)) == "Y002"


def test_offline_no_place_is_promised_and_the_same_question_is_put_again(desks):
    one = visit(desks, online=False).give(Go())
    assert one.ask.rows == ()
    assert "0999-1234567" in one.ask.lead.chinese
    one.online = True
    assert one.again().ask.rows
    assert one.sent[0].id == one.sent[1].id


def test_an_order_cut_off_in_the_middle_is_repeated_under_its_id(desks):
    one = visit(desks).give(Go(), Pick("elder-card-joint")).pick_first()
    one.online = False
    one.give(Pick(one.ask.rows[0].id))
    assert one.ask.title.chinese == "还没约上"
    assert one.paper is None
    one.online = True
    assert ticket(one.again()) == "Y001"
    assert one.sent[-1].id == one.sent[-2].id
    assert len(desks.appointments.booked(person().number)) == 1
