"""办件查询 (F54) with its light (F46) and its pauses (F45): one's own cases, at the centre or as last heard of here."""

import datetime as dt
import json
from dataclasses import asdict, replace

import pytest
from centre_visit import CATALOGUE, WALK, WORKDAYS, Visit, open_desks
from hypothesis import given
from hypothesis import strategies as st

from kiosk.attendant.escalating import why
from kiosk.domain.answers import Go, Pick
from kiosk.domain.case import Acknowledgement, Filed, Promise
from kiosk.domain.case_status import CaseStatus
from kiosk.domain.inquiry import Found, Inquiry
from kiosk.domain.person import Identity
from kiosk.domain.progress import Change, Lane, Standing, read_standings, standing_of
from kiosk.domain.rules.case_clock import clock_of
from kiosk.domain.state import Serving
from kiosk.gateway.sandbox.clock import BEIJING
from kiosk.journeys.protocol import Moment, NotAccepted

NOW = dt.datetime(2026, 11, 25, 9, 0, tzinfo=BEIJING)
GUILAN = Identity("resident", "赵桂兰", "999901195310110227", "女", dt.date(1953, 10, 11), "sam_verified")
OTHER = replace(GUILAN, number="99990119531011024X")


@pytest.fixture
def desks(tmp_path):
    with open_desks(tmp_path, NOW) as found:
        yield found


def body(case_id, who=GUILAN, item="elder-card-joint", owed=("M-PHOTO",)):
    materials = [{"material_code": "M-PHOTO", "material_name": "本人照片", "standing": "promised"}]
    return {
        "case_id": case_id,
        "receipt_no": f"K0007-20261125-{case_id[-4:]}-C",
        "item": {"id": item, "task_name": "老年人优待证与免费乘车卡联合办理", "task_code": "11999901MADEM0011"},
        "identity": {**asdict(who), "birth": who.birth.isoformat()},
        "filed_at": NOW.isoformat(),
        "materials": materials,
        "promise": {"material_codes": list(owed), "days": 5} if owed else None,
    }


SQL = """
    INSERT INTO case_file
        (case_id, device_id, store_id, seq, sha256, received_at, state, status, answer, demanded, body)
    VALUES (?, 'K0009', 's', ?, '', ?, 'received', 201, '{}', ?, ?) RETURNING *
"""


def handed_in(desks, n=1, who=GUILAN, owed=("M-PHOTO",), **more):
    """A case at another terminal, accepted."""
    one = body(f"case-{n:04d}", who, owed=owed, **more)
    register = desks.centre.register
    row = register.row(SQL, one["case_id"], n, NOW.isoformat(), json.dumps(list(owed)), json.dumps(one))
    desks.ledger.note(row, "received")
    return desks.decisions.move(row, "accepted")


def visit(desks, who=GUILAN, **more):
    return Visit(desks, "case-progress", who, NOW, **more).give(Go())


def test_a_card_shows_its_own_cases_from_any_terminal_and_no_other_s(desks):
    handed_in(desks, 1)
    handed_in(desks, 2, OTHER)
    assert [row.id for row in visit(desks).ask.rows] == ["case-0001"]
    with pytest.raises(NotAccepted):
        visit(desks).give(Pick("case-0002"))


def test_the_way_so_far_who_has_it_and_what_is_missing_are_told(desks):
    handed_in(desks)
    one = visit(desks).give(Pick("case-0001"))
    told = {label.chinese: value for label, value in one.ask.facts}
    assert told["谁在办"] == "示范区民政局、示范区交通运输局"
    assert told["还差"] == "本人照片"
    assert "12 月 2 日" in told["最晚补上"].chinese
    assert [point.standing for point in one.ask.timeline] == ["done", "done", "ahead"]
    assert one.give(Go()).step == "finish"


def test_a_no_comes_with_its_reason_what_to_bring_and_a_way_to_a_person(desks):
    row = handed_in(desks, owed=())
    because = {"code": "x", "text_zh": "照片看不清脸。", "bring": [{"material_code": "M-PHOTO", "text_zh": "近照"}]}
    desks.decisions.move(row, "returned", because)
    one = visit(desks).give(Pick("case-0001"))
    assert one.ask.tint == "bad"
    assert "照片看不清脸" in one.ask.timeline[-2].what.chinese
    assert one.ask.timeline[-1].what == "近照"
    assert "escalate" in [act.does for act in one.ask.acts]
    assert dict(one.paper.lines)["原因"] == "照片看不清脸。"


def test_a_second_notice_that_asks_for_more_is_shown_as_a_breach_and_leads_to_a_complaint():
    bring = [("近照",), ("近照", "户口簿复印件")]
    told = [Change(NOW + dt.timedelta(days=n), "supplement", "请补", one) for n, one in enumerate(bring)]
    first = Change(NOW, "accepted", "", ())
    again = replace(standing((5,), state="supplement"), changes=(first, told[0], replace(told[1], bring=bring[0])))
    assert again.added == ()
    more = replace(again, changes=(first, *told))
    assert more.added == ("户口簿复印件",)
    one = one_of(more)
    assert "户口簿复印件" in one.notice.chinese
    assert "escalate" in [act.does for act in one.acts]
    when = Moment(NOW, WORKDAYS, "示范市")
    run = WALK.start(CATALOGUE.item("case-progress"), GUILAN, when)
    assert why(Serving(run, one)) == "breach.second_notice"


def one_of(case):
    """What is shown of this one case, as the centre tells it."""
    changes = [
        {"at": one.at.isoformat(), "state": one.state, "until": "", "reason": reason_of(one)} for one in case.changes
    ]
    lanes = [{"name": "", "dept": "", "days": 5}]
    words = {"case_id": "c", "receipt_no": "r", "server_no": "n", "item_id": "i", "title": "t", "bring_by": ""}
    told = {"state": case.state, "received_at": NOW.isoformat(), "accepted_at": NOW.isoformat(), "missing": []}
    document = {"cases": [{**words, **told, "lanes": lanes, "changes": changes}]}
    when = Moment(NOW, WORKDAYS, "示范市")
    run = WALK.forward(WALK.start(CATALOGUE.item("case-progress"), GUILAN, when), Go(), when)
    run = run.learn(Found(Inquiry("progress", "0192f0c1-2345-7abc-8def-000000000003"), "known", document))
    return WALK.ask(WALK.forward(run, Pick("c"), when), when)


def reason_of(change):
    bring = [{"material_code": paper, "text_zh": paper} for paper in change.bring]
    return {"code": "x", "text_zh": change.reason, "bring": bring} if change.reason else None


def test_nothing_found_says_what_to_do(desks):
    one = visit(desks)
    assert one.ask.rows == ()
    assert "12345" in one.ask.empty.chinese
    assert one.give(Go()).step == "finish"


def filed(**changes):
    known = Filed(
        case_id="case-0001",
        receipt_no="K0007-20261121-0042-C",
        query_code="7K3M9QX4",
        item_id="elder-card-joint",
        task_name="老年人优待证与免费乘车卡联合办理",
        dept_name="示范区民政局",
        masked_name="赵*兰",
        materials=(),
        filed=NOW,
        promise=Promise(("M-PHOTO",), 5, dt.date(2026, 12, 2)),
        promised_names=("照片",),
        next_steps=(),
    )
    return replace(known, **changes)


def test_offline_what_this_terminal_heard_last_is_shown_with_its_moment(desks):
    one = visit(desks, online=False)
    assert one.ask.rows == ()
    at = NOW + dt.timedelta(hours=3)
    case = filed(
        acknowledgement=Acknowledgement("case-0001", "SF1", NOW),
        status=CaseStatus("supplement", "看不清", ("照片",), dt.date(2026, 12, 3), at=at),
    )
    one.run = replace(one.run, filed=(case,))
    one.give(Pick("case-0001"))
    assert "截至" in one.ask.notice.chinese
    assert "12:00" in one.ask.notice.chinese
    assert "没联网" in one.paper.fields["note"]


def test_received_is_never_said_to_be_accepted():
    assert standing_of(filed()).state == "received"
    assert standing_of(filed(acknowledgement=Acknowledgement("case-0001", "SF1", NOW))).state == "accepted"


def standing(days, *changes, state="processing", accepted=NOW):
    told = tuple(Change(at, kind, "", ()) for at, kind in changes) or (Change(NOW, "accepted", "", ()),)
    lanes = tuple(Lane("", "", one) for one in days)
    return Standing("c", "r", "n", "i", "t", state, NOW, accepted, lanes, (), None, told)


@pytest.mark.parametrize(
    ("day", "light", "left"),
    [(25, "green", 5), (30, "green", 2), ("12-01", "yellow", 1), ("12-02", "yellow", 0), ("12-03", "red", 0)],
)
def test_the_light_turns_with_the_working_days(day, light, left):
    today = dt.date.fromisoformat(f"2026-11-{day}" if isinstance(day, int) else f"2026-{day}")
    clock = clock_of(standing((5,)), today, WORKDAYS)
    assert (clock.due, clock.light, clock.left) == (dt.date(2026, 12, 2), light, left)


def test_lanes_run_together_so_the_longest_counts():
    assert clock_of(standing((3, 5)), NOW.date(), WORKDAYS).due == dt.date(2026, 12, 2)


def test_a_pause_does_not_count_and_while_it_lasts_there_is_no_date():
    day = dt.timedelta(days=1)
    open_end = standing((5,), (NOW, "accepted"), (NOW + day, "suspended"), state="suspended")
    assert clock_of(open_end, NOW.date() + 3 * day, WORKDAYS).due is None
    assert clock_of(open_end, NOW.date() + 3 * day, WORKDAYS).paused
    over = standing((5,), (NOW, "accepted"), (NOW + day, "suspended"), (NOW + 2 * day, "processing"))
    assert clock_of(over, NOW.date(), WORKDAYS).due == dt.date(2026, 12, 3)


@pytest.mark.parametrize("state", ["received", "refused", "completed", "returned", "withdrawn"])
def test_what_is_over_or_not_begun_has_no_clock(state):
    assert clock_of(standing((5,), state=state), NOW.date(), WORKDAYS).light is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda one: st.lists(one) | st.dictionaries(st.sampled_from(["case_id", "state", "changes", "lanes"]), one),
        max_leaves=12,
    )
)
def test_whatever_the_centre_says_is_read_or_left_out(said):
    assert read_standings({"cases": [said]}) == ()
    assert read_standings({"cases": said}) == ()
