"""C13 谁看过我的数据, and 办理过程 (F47): a card shows who looked at its holder's data and each step of their cases."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from centre_visit import Visit, open_desks
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.answers import Go, Pick
from kiosk.domain.person import Identity
from kiosk.domain.trail import read_looks, read_trail
from kiosk.gateway.sandbox.clock import BEIJING
from kiosk.gateway.sandbox.inquiries import Question
from kiosk.gateway.sandbox.services.case_trail import answer
from kiosk.journeys.protocol import NotAccepted

NOW = dt.datetime(2026, 11, 25, 9, 0, tzinfo=BEIJING)
GUILAN = Identity("resident", "赵桂兰", "999901195310110227", "女", dt.date(1953, 10, 11), "sam_verified")
OTHER = replace(GUILAN, number="99990119531011024X")
SQL = """
    INSERT INTO case_file
        (case_id, device_id, store_id, seq, sha256, received_at, state, status, answer, demanded, body)
    VALUES (?, 'K0009', 's', 1, '', ?, 'received', 201, '{}', '[]', ?) RETURNING *
"""


@pytest.fixture
def desks(tmp_path):
    with open_desks(tmp_path, NOW) as found:
        yield found


def handed_in(desks):
    """A case of hers, handed in at another terminal and accepted."""
    body = {
        "case_id": "case-0001",
        "receipt_no": "K0009-20261125-0001-C",
        "item": {"id": "aged-allowance", "task_name": "高龄津贴", "task_code": "11999901MADEM0011"},
        "identity": {"number": GUILAN.number, "name": GUILAN.name},
        "materials": [],
        "promise": None,
    }
    row = desks.centre.register.row(SQL, "case-0001", NOW.isoformat(), json.dumps(body))
    desks.ledger.note(row, "received")
    return desks.decisions.move(row, "accepted")


def looked(desks, number, query_id, item_id="elder-card-joint"):
    desks.access.note(("K0009", query_id, number), "licences", item_id, ["居民身份证", "居住证"], ["居民身份证"])


def visit(desks, who=GUILAN, **more):
    return Visit(desks, "case-progress", who, NOW, **more).give(Go())


def lines(one):
    return [point.what.chinese for point in one.ask.timeline]


def test_every_step_of_the_case_is_told_with_who_did_it(desks):
    handed_in(desks)
    one = visit(desks).give(Pick("case-0001"), Pick("trail"))
    assert one.step == "case_trail"
    assert lines(one) == ["收件（自助终端 K0009）", "受理（示范区民政局）"]
    assert dict(one.paper.lines).popitem()[1] == "受理（示范区民政局）"
    assert one.paper.fields["note"].count(desks.ledger.rows()[-1].seal[:16].upper()) == 1
    assert one.give(Go()).step == "finish"


def test_who_does_not_ask_for_the_steps_is_not_shown_them(desks):
    handed_in(desks)
    assert visit(desks).give(Pick("case-0001"), Go()).step == "finish"


def test_from_the_steps_one_comes_back_to_the_case(desks):
    handed_in(desks)
    one = visit(desks).give(Pick("case-0001"), Pick("trail")).back()
    assert one.step == "progress"
    assert one.give(Go()).step == "finish"


def test_a_step_that_was_tried_against_the_law_is_told_too(desks):
    row = handed_in(desks)
    desks.ledger.attempted(row, "accepted to refused")
    assert lines(visit(desks).give(Pick("case-0001"), Pick("trail")))[-1] == "不合规的一步，系统拦下了（示范区民政局）"


def test_the_steps_of_another_persons_case_are_nobody_elses(desks):
    handed_in(desks)
    mine, other = (
        answer(desks, Question("q", "K0007", who.number, who.name, {"case_id": "case-0001"})) for who in (GUILAN, OTHER)
    )
    assert [step["event"] for step in mine["steps"]][:2] == ["received", "accepted"]
    assert (other["steps"], other["seal"]) == ([], "")


def test_a_card_shows_who_looked_for_what_and_for_which_matter(desks):
    looked(desks, GUILAN.number, "0f8fad5b-d9cb-469f-a165-70867728950e")
    one = visit(desks).give(Pick("looks"))
    assert one.step == "data_access"
    (told,) = lines(one)
    assert told == (
        "终端 K0009 为“老年人优待证与免费乘车卡联合办理”查了电子证照库（居民身份证、居住证），编号 0F8FAD5B。"
        "只查有没有，没有同意记录"
    )
    assert "escalate" in [act.does for act in one.ask.acts]
    assert dict(one.paper.lines).popitem()[1] == lines(one)[0]
    assert one.give(Go()).step == "finish"


def agreed(who, look="look-1"):
    return {
        "receipt_no": "K0009-20261125-0001-C",
        "item": {"task_name": "高龄津贴"},
        "filed_at": NOW.isoformat(),
        "identity": {"number": who.number},
        "licence_consent": {"look": look},
    }


def test_each_look_at_a_licence_tells_the_consent_it_rests_on(desks):
    """The number, the matter and the moment are in the row; nobody else's case can speak for a look."""
    looked(desks, GUILAN.number, "look-1")
    desks.access.rests("look-1", agreed(OTHER), "consent")
    assert lines(visit(desks).give(Pick("looks")))[0].endswith("没有同意记录")
    desks.access.rests("look-1", agreed(GUILAN), "consent")
    desks.access.rests("look-1", {**agreed(GUILAN), "receipt_no": "later"}, "consent")
    one = visit(desks).give(Pick("looks"))
    assert lines(one)[0].endswith("编号 LOOK1。您 2026 年 11 月 25 日 09:00 同意调用，同意编号 K0009-20261125-0001-C")
    assert dict(one.paper.lines).popitem()[1] == lines(one)[0]
    (row,) = desks.access.of(GUILAN.number, 9)
    told = {"kind": "consent", "no": "K0009-20261125-0001-C", "matter": "高龄津贴", "at": NOW.isoformat()}
    assert row["rests_on"] == told


def test_a_look_for_a_promised_paper_tells_the_case_it_was_for(desks):
    looked(desks, GUILAN.number, "case-0001")
    desks.access.rests("case-0001", agreed(GUILAN), "case")
    assert lines(visit(desks).give(Pick("looks")))[0].endswith("依据您交的件 K0009-20261125-0001-C")


def test_another_persons_card_sees_nothing_of_it(desks):
    looked(desks, GUILAN.number, "one")
    one = visit(desks, OTHER).give(Pick("looks"))
    assert one.ask.timeline == ()
    assert "还没有" in one.ask.lead.chinese
    assert one.paper is None


def test_neither_the_number_nor_the_name_is_kept_with_the_looks(desks):
    looked(desks, GUILAN.number, "one")
    kept = json.dumps(desks.centre.register.rows("SELECT * FROM data_access"), ensure_ascii=False)
    assert GUILAN.number not in kept
    assert GUILAN.name not in kept


def test_the_same_question_asked_again_is_one_look(desks):
    for _ in range(3):
        looked(desks, GUILAN.number, "one")
    looked(desks, GUILAN.number, "two", item_id="")
    assert len(lines(visit(desks).give(Pick("looks")))) == 2


def test_without_a_line_nothing_is_made_up(desks):
    handed_in(desks)
    one = visit(desks).give(Pick("case-0001"))
    one.online = False
    one.give(Pick("trail"))
    assert one.ask.timeline == ()
    assert "没联网" in one.ask.lead.chinese
    assert one.paper is None
    with pytest.raises(NotAccepted):
        visit(desks, online=False).give(Pick("looks"))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda one: st.lists(one) | st.dictionaries(st.sampled_from(["at", "event", "source", "asked", "no"]), one),
        max_leaves=12,
    )
)
def test_whatever_the_centre_says_is_read_or_left_out(said):
    assert read_trail({"steps": [said]}) == read_trail({"steps": said}) == ()
    assert read_looks({"looks": [said]}) == read_looks({"looks": said}) == ()
