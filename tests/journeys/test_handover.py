"""What comes of a finished matter (F57, F61) and who is told of it, how (F59): post, locker, telephone."""

import json
import uuid

import pytest
from centre_visit import Visit, open_desks
from hypothesis import given
from hypothesis import strategies as st
from test_progress import GUILAN, NOW, OTHER, SQL, body

from kiosk.domain.answers import Go, Pick
from kiosk.domain.handover import read_handover
from kiosk.gateway.sandbox.handing_over import Handovers, digest_of
from kiosk.gateway.sandbox.problems import Problem
from kiosk.gateway.sandbox.telling_people import Calls
from offline_cache.case_numbers import is_query_code

HOURS = 3600.0


@pytest.fixture
def desks(tmp_path):
    with open_desks(tmp_path, NOW) as found:
        yield found


def done(desks, **form):
    case_id = str(uuid.uuid4())
    one = body(case_id, item="residence-permit-endorse", owed=()) | {"form": form}
    count = desks.centre.register.row("SELECT count(*) + 1 AS n FROM case_file")["n"]
    row = desks.centre.register.row(SQL, case_id, count, NOW.isoformat(), json.dumps([]), json.dumps(one))
    desks.ledger.note(row, "received")
    for state in ("accepted", "processing", "completed"):
        row = desks.decisions.move(row, state)
    return row


def seen(desks, who=GUILAN):
    visit = Visit(desks, "case-progress", who, NOW).give(Go())
    return visit.give(Pick(visit.ask.rows[0].id)) if visit.ask.rows else visit


def facts_of(visit):
    return {label.chinese: getattr(value, "chinese", value) for label, value in visit.ask.facts}


def test_a_parcel_is_tracked_and_what_was_signed_for_is_kept_with_its_digest(desks):
    case_id = done(desks, delivery="ems")["case_id"]
    facts = facts_of(seen(desks))
    assert facts["EMS 运单号"].startswith("EM")
    assert facts["邮费"] == "收件人到付"
    handovers = Handovers(desks.centre)
    assert handovers.slip(case_id) is None
    told = []
    for _ in range(3):
        desks.centre.clock.hurry(12 * HOURS)
        desks.decisions.advance()
        told.append([one.what.chinese for one in seen(desks).ask.timeline if "邮件" in one.what.chinese])
    assert [len(one) for one in told] == [2, 3, 4]
    assert told[-1][-1] == "邮件：本人签收"
    slip = handovers.slip(case_id)
    assert slip["sha256"] == digest_of({name: value for name, value in slip.items() if name != "sha256"})
    assert slip["case_id"] == case_id
    before = handovers.told(case_id)
    desks.centre.clock.hurry(99 * HOURS)
    desks.decisions.advance()
    assert handovers.told(case_id) == before


def test_a_pick_up_code_opens_once_and_for_its_owner_alone(desks):
    case_id = done(desks, delivery="window")["case_id"]
    code = facts_of(seen(desks))["取件码"]
    assert is_query_code(code)
    handovers = Handovers(desks.centre)
    with pytest.raises(Problem, match="not-the-owner"):
        handovers.open(code, OTHER.number)
    with pytest.raises(Problem, match="not-found"):
        handovers.open("22222222", GUILAN.number)
    assert handovers.open(code, GUILAN.number)["case_id"] == case_id
    with pytest.raises(Problem, match="opened-already"):
        handovers.open(code, GUILAN.number)
    facts = facts_of(seen(desks))
    assert "取件码" not in facts
    assert "已取走" in facts["取件"]


def test_another_persons_card_shows_no_code(desks):
    done(desks, delivery="window")
    assert seen(desks, OTHER).ask.rows == ()


def test_what_is_to_be_fetched_nowhere_has_neither(desks):
    done(desks)
    assert not {"取件码", "EMS 运单号"} & facts_of(seen(desks)).keys()


@pytest.mark.parametrize(("channel", "how"), [("call", "打电话"), ("sms", "发短信"), ("voice", "语音播报")])
def test_the_office_tells_by_the_way_that_was_chosen_and_names_nobody(desks, channel, how):
    done(desks, notice=channel, phone="13800138000")
    said = Calls(desks.centre).all()
    assert [(one["state"], one["how"], one["to"]) for one in said] == [
        ("accepted", how, "****8000"),
        ("completed", how, "****8000"),
    ]
    assert GUILAN.name not in json.dumps(said, ensure_ascii=False)
    assert "13800138000" not in json.dumps(said)


@pytest.mark.parametrize(
    "form", [{}, {"notice": "none"}, {"notice": "call"}, {"notice": "none", "phone": "13800138000"}]
)
def test_nobody_is_called_who_did_not_ask_for_it(desks, form):
    done(desks, **form)
    assert Calls(desks.centre).all() == []


VALUES = st.recursive(st.none() | st.text() | st.integers(), lambda inner: st.lists(inner, max_size=3), max_leaves=4)


@given(st.dictionaries(st.sampled_from(["way", "no", "code", "where", "payer", "moves", "opened", "proof"]), VALUES))
def test_whatever_is_told_of_a_handover_it_is_read_or_left_out(said):
    found = read_handover(said)
    assert found is None or found.way in {"ems", "pick-up"}
