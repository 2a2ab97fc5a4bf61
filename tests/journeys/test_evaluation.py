"""好差评 (F62): own cases only, five levels and none chosen, skipping is no praise, a bad one is put right by a day."""

import datetime as dt
import json
import uuid
from dataclasses import replace
from pathlib import Path

import applicants
import pytest
from centre_visit import CATALOGUE, WORKDAYS, Visit

from kiosk.attendant.evaluating import evaluated
from kiosk.attendant.turn import Context, Policy
from kiosk.domain.answers import Go, Pick, Print
from kiosk.domain.errands import Inquire, PrintPaper, Rate
from kiosk.domain.inquiry import Found
from kiosk.domain.person import Identity
from kiosk.domain.reports import Inquired
from kiosk.domain.rules.deadlines import due_on
from kiosk.domain.run import Run
from kiosk.domain.satisfaction import REASONS
from kiosk.domain.state import TakingCard
from kiosk.gateway.sandbox.centre import Centre
from kiosk.gateway.sandbox.clock import BEIJING
from kiosk.gateway.sandbox.contract import conforms
from kiosk.gateway.sandbox.desks import Desks
from kiosk.gateway.sandbox.inquiries import Records
from kiosk.gateway.sandbox.rating_sheet import correction, handed_on
from kiosk.journeys.protocol import NotAccepted
from tests.unit.kiosk.attendant.visits import Hall, filed

NOW = dt.datetime(2026, 11, 25, 9, 0, tzinfo=BEIJING)
WHO = Identity("resident", "赵桂兰", "999901195310110227", "女", dt.date(1953, 10, 11), "sam_verified")
ANYBODY = replace(WHO, number="999901194001010018")
ROW = """INSERT INTO case_file (case_id, device_id, store_id, seq, sha256, received_at, state, status, answer, demanded,
    body, server_no) VALUES (?, 'K0009', ?, 1, ?, ?, 'completed', 201, '{}', '[]', ?, ?)"""


@pytest.fixture
def desks(tmp_path):
    centre = Centre(tmp_path, Path("config/services"))
    yield Desks(centre)
    centre.close()


def keep(desks, who=WHO, item="elder-card-joint"):
    """The centre has a case of this person, taken at another terminal."""
    case_id = str(uuid.uuid4())
    body = applicants.body_of(Run(CATALOGUE.item(item), who)) | {"case_id": case_id}
    desks.centre.register.rows(ROW, case_id, case_id, "0" * 64, NOW.isoformat(), json.dumps(body), f"SF{case_id[:8]}")
    return case_id


def visit(desks, **more):
    return Visit(desks, "evaluation", WHO, NOW, **more).give(Go())


def rated(one):
    """What the attendant sends when the run has come to the thanks."""
    cx = Context(CATALOGUE, None, lambda: one.when, Policy())
    run, errands = evaluated(cx, one.run)
    return run, [errand for errand in errands if isinstance(errand, Rate)]


def test_only_own_cases_are_offered_whatever_terminal_took_them(desks):
    mine = keep(desks)
    keep(desks, ANYBODY)
    one = visit(desks)
    assert [row.id for row in one.ask.rows] == [mine]
    with pytest.raises(NotAccepted):
        one.give(Pick("another"))


def test_no_level_is_chosen_beforehand_and_all_five_can_be(desks):
    case_id = keep(desks)
    for level in range(1, 6):
        one = visit(desks).give(Pick(case_id))
        assert (one.ask.level, one.ask.counter, one.ask.number) == (0, "K0009", f"SF{case_id[:8]}")
        one.give(Pick(str(level)))
        assert one.step == ("reason" if level < 3 else "thanks")


def test_skipping_rates_nothing_and_thanks_for_nothing(desks):
    case_id = keep(desks)
    one = visit(desks).give(Pick(case_id))
    with pytest.raises(NotAccepted):
        one.give(Go())
    one.give(Pick("0"))
    assert (one.step, rated(one)[1]) == ("finish", [])


def test_a_bad_rating_is_asked_why_and_told_by_when_it_is_put_right(desks):
    case_id = keep(desks)
    one = visit(desks).give(Pick(case_id), Pick("2"))
    assert len(one.ask.rows) == len(REASONS)
    one.give(Pick("late"))
    due = due_on(NOW.date(), 15, WORKDAYS)
    assert dict(one.paper.lines)["整改期限"] == f"最晚 {due.year} 年 {due.month} 月 {due.day} 日"
    run, (errand,) = rated(one)
    assert (errand.case_id, errand.level, errand.reason) == (case_id, 2, "late")
    assert rated_again(one, run) == []


def rated_again(one, run):
    one.run = run
    return rated(one)[1]


def test_what_is_on_its_way_cannot_be_taken_back(desks):
    case_id = keep(desks)
    one = visit(desks).give(Pick(case_id), Pick("1"), Go())
    one.run, _ = rated(one)
    assert one.back().step == "guide"


def test_a_good_rating_prints_nothing(desks):
    case_id = keep(desks)
    one = visit(desks).give(Pick(case_id), Pick("4"))
    assert one.paper is None
    assert one.give(Go()).step == "finish"


def test_without_a_line_it_says_so_and_asks_again(desks):
    case_id = keep(desks)
    one = visit(desks, online=False)
    assert one.ask.rows == ()
    one.online = True
    assert [row.id for row in one.again().ask.rows] == [case_id]


def test_what_was_filed_here_can_be_rated_before_the_centre_has_it(desks):
    known = keep(desks)
    here = replace(filed(), filed=NOW - dt.timedelta(hours=1))
    one = visit(desks, online=False)
    one.run = replace(one.run, filed=(here,))
    assert [row.id for row in one.ask.rows] == [here.case_id]
    assert one.give(Pick(here.case_id)).ask.counter == "K0007"
    both = visit(desks)
    both.run = replace(both.run, filed=(here, replace(here, case_id=known)))
    assert {row.id for row in both.ask.rows} == {known, here.case_id}


def serving(*cases):
    """A visit that has come to the list of its cases."""
    hall = Hall()
    hall.lay_card()
    hall.choose(item="evaluation")
    hall.attendant.answer(Go())
    inquiry = hall.errands(Inquire)[-1].inquiry
    hall.tell(Inquired(hall.visit, Found(inquiry, "known", {"cases": list(cases)})))
    return hall


CASE = {"case_id": "case-9", "item_id": "aged-allowance", "title": "高龄津贴", "server_no": "SF9"}
CASE |= {"at": NOW.isoformat(), "terminal_id": "K0009", "rated": False}


def test_a_bad_rating_at_the_glass_is_queued_once_and_the_card_given_back():
    hall = serving(CASE)
    hall.attendant.answer(Pick("case-9"))
    hall.attendant.rate(1)
    hall.attendant.answer(Pick("manner"))
    assert hall.state.run.step.kind == "thanks"
    assert [(one.case_id, one.level, one.reason) for one in hall.errands(Rate)] == [("case-9", 1, "manner")]
    hall.attendant.answer(Print())
    assert hall.errands(PrintPaper)[-1].printout.fields["title"] == "评价凭条"
    hall.attendant.answer(Go())
    assert isinstance(hall.state, TakingCard)
    assert len(hall.errands(Rate)) == 1
    assert "rated" in hall.notes()


def test_skipping_at_the_glass_queues_nothing():
    hall = serving(CASE)
    hall.attendant.answer(Pick("case-9"))
    hall.attendant.rate(0)
    assert isinstance(hall.state, TakingCard)
    assert hall.errands(Rate) == []


def test_a_rating_out_of_turn_changes_nothing():
    hall = serving(CASE)
    hall.attendant.rate(5)
    assert hall.state.run.step.kind == "mine"
    assert hall.errands(Rate) == []


def body(case_id, level, **more):
    said = {"schema": "kiosk.rating/1", "case_id": case_id, "level": level, "rated_at": NOW.isoformat()}
    return {**said, **more}


def test_a_rated_case_is_shown_and_cannot_be_rated_again(desks):
    case_id = keep(desks)
    sql = "INSERT INTO rating (rating_id, case_id, sha256, body) VALUES ('r', ?, '', ?)"
    desks.centre.register.rows(sql, case_id, json.dumps(body(case_id, 5)))
    (row,) = visit(desks).ask.rows
    assert row.off
    with pytest.raises(NotAccepted):
        visit(desks).give(Pick(case_id))


def test_what_is_handed_on_names_case_item_and_counter_in_both_codes(desks):
    case_id = keep(desks)
    case = desks.centre.register.row("SELECT * FROM case_file WHERE case_id = ?", case_id)
    said = body(case_id, 2, terminal_id="K0007", reasons=["203"])
    assert conforms(said, "RatingBody")
    told = handed_on(said, case)
    assert (told["projectNo"], told["taskCode"], told["windowNo"]) == (
        f"SF{case_id[:8]}",
        CATALOGUE.item("elder-card-joint").task_code,
        "K0007",
    )
    assert (told["satisfaction"], told["satisfactionGBT39046"], told["evalDetail"], told["pf"]) == (2, 4, "203", 5)
    assert handed_on(body("unknown", 5), None)["projectNo"] == "unknown"


@pytest.mark.parametrize("level", range(1, 6))
def test_a_bad_rating_sets_an_order_going_with_owner_and_day(desks, level):
    order = correction(desks.centre, body("c", level), "示范市民政局")
    assert bool(order) == (level < 3)
    if order:
        today = desks.centre.clock.now().date()
        due = due_on(today, 15, WORKDAYS)
        assert (order["owner"], order["due"]) == ("示范市民政局", due.isoformat() if due else None)


def test_after_a_bad_rating_was_put_right_its_person_is_asked_once_more(desks):
    case_id, fine = keep(desks), keep(desks)
    sql = "INSERT INTO rating (rating_id, case_id, sha256, body) VALUES (?, ?, '', ?)"
    desks.centre.register.rows(sql, "bad", case_id, json.dumps(body(case_id, 1)))
    desks.centre.register.rows(sql, "good", fine, json.dumps(body(fine, 5)))
    order = correction(desks.centre, body(case_id, 1), "示范区民政局")
    Records(desks.centre.register, "correction").put("bad", order)
    assert all(row.off for row in visit(desks).ask.rows)
    desks.ratings.correct("bad", "已上门道歉")
    first, other = visit(desks).ask.rows
    assert (first.id, first.off, other.off) == (case_id, False, True)
    assert "已上门道歉" in first.lines[0].chinese
    one = visit(desks).give(Pick(case_id), Pick("5"))
    _, (errand,) = rated(one)
    assert (errand.case_id, errand.level, errand.turn) == (case_id, 5, 2)
    desks.centre.register.rows(sql, "second", case_id, json.dumps(body(case_id, 5, turn=2)))
    assert all(row.off for row in visit(desks).ask.rows)


def put_right(desks):
    """A case of hers with a bad rating that its office has put right."""
    case_id = keep(desks)
    sql = "INSERT INTO rating (rating_id, case_id, sha256, body) VALUES ('bad', ?, '', ?)"
    desks.centre.register.rows(sql, case_id, json.dumps(body(case_id, 1)))
    Records(desks.centre.register, "correction").put("bad", correction(desks.centre, body(case_id, 1), "示范区民政局"))
    desks.ratings.correct("bad", "已上门道歉")
    return case_id


def at_progress(desks, who=WHO):
    return Visit(desks, "case-progress", who, NOW).give(Go())


def test_who_looks_at_a_case_that_was_put_right_can_rate_it_again_there(desks):
    case_id = put_right(desks)
    one = at_progress(desks)
    assert "差评已整改" in one.ask.rows[0].lines[1].chinese
    one.give(Pick(case_id))
    assert one.ask.facts[0][1] == "已上门道歉"
    assert one.ask.acts[0].id == "rate"
    one.give(Pick("rate"))
    assert (one.step, one.ask.level, one.ask.counter) == ("rate", 0, one.run.form["counter"])
    one.give(Pick("4"))
    run, (errand,) = rated(one)
    assert (errand.case_id, errand.level, errand.turn, errand.item_id) == (case_id, 4, 2, "elder-card-joint")
    one.run = run
    assert one.give(Go()).step == "finish"


def test_who_skips_or_only_looks_has_praised_nobody(desks):
    case_id = put_right(desks)
    skipped = at_progress(desks).give(Pick(case_id), Pick("rate"), Pick("0"))
    assert (skipped.step, rated(skipped)[1]) == ("finish", [])
    changed = at_progress(desks).give(Pick(case_id), Pick("rate")).back().give(Go())
    assert (changed.step, rated(changed)[1]) == ("finish", [])
    assert at_progress(desks).give(Pick(case_id), Go()).step == "finish"


def test_a_case_that_nobody_put_right_and_a_helper_are_not_asked(desks):
    plain = keep(desks)
    one = at_progress(desks).give(Pick(plain))
    assert "rate" not in [act.id for act in one.ask.acts]
    with pytest.raises(NotAccepted):
        one.give(Pick("rate"))
    case_id = put_right(desks)
    helped = at_progress(desks, replace(WHO, helper="7c01")).give(Pick(case_id))
    assert "rate" not in [act.id for act in helped.ask.acts]
