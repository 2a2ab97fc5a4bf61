"""However officials, citizens and the clock take turns, a case only takes steps that exist, and each is told once."""

import itertools
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from platform_cases import case_body, promise
from platform_voice import ask_for

from kiosk.domain.case_life import FOLLOWS
from kiosk.gateway.sandbox.centre import Centre
from kiosk.gateway.sandbox.desks import Desks
from kiosk.gateway.sandbox.problems import Problem

ENDS = {state for state, onward in FOLLOWS.items() if not onward}
TURNS = st.one_of(
    st.tuples(st.just("decide"), st.sampled_from(sorted(FOLLOWS))),
    st.tuples(st.just("hurry"), st.sampled_from([0, 1800, 4 * 3600, 30 * 3600])),
    st.tuples(st.just("supply"), st.sampled_from(["M-PHOTO", "A", "B"])),
)
INSERT = """
    INSERT INTO case_file
        (case_id, device_id, store_id, seq, sha256, received_at, state, status, answer, demanded, body)
    VALUES ('c', 'K1', 'S', 1, 'd', '2026-11-26T09:00:00+08:00', 'received', 201, '{}', ?, ?) RETURNING *
"""


@settings(max_examples=20)
@given(instant=st.booleans(), promised=st.booleans(), turns=st.lists(TURNS, max_size=8))
def test_a_case_takes_only_steps_that_exist(tmp_path_factory, instant, promised, turns):
    centre = Centre(tmp_path_factory.mktemp("decisions"))
    centre.register.rows("PRAGMA synchronous = off")
    desks = Desks(centre)
    body = case_body("c", promise=promise("M-PHOTO") if promised else None)
    row = centre.register.row(INSERT, json.dumps(["M-PHOTO"] if promised else []), json.dumps(body))
    desks.decisions.move(row, "accepted" if instant else "received")
    for act, what in turns:
        _take_turn(centre, desks, act, what)
        _look(centre, desks)
    centre.close()


def _take_turn(centre, desks, act, what):
    row = centre.register.row("SELECT * FROM case_file")
    if act == "decide":
        new = bool(row["noticed"]) and len(row["demanded"]) % 2 == 1
        may = what in FOLLOWS[row["state"]] and not (what == "supplement" and new)
        why = ask_for(*("A", "B", "C") if new else ("A", "B")) if what == "supplement" else None
        if may:
            assert desks.decisions.decide("c", what, why)["state"] == what
            return
        with pytest.raises(Problem) as refusal:
            desks.decisions.decide("c", what, why)
        assert refusal.value.status == 409
        if what not in FOLLOWS[row["state"]]:
            assert desks.ledger.rows()[-1].rule == f"{row['state']} to {what}"
        else:
            assert desks.ledger.rows()[-1].rule == "breach.second_notice C"
    elif act == "hurry":
        centre.clock.hurry(what)
        desks.decisions.advance()
    else:
        desks.decisions.supplied(row, {what})


def _look(centre, desks):
    row = centre.register.row("SELECT * FROM case_file")
    told = desks.log.since("K1", "")["cases"]
    states = [one["state"] for one in told]
    assert states[-1] == row["state"]
    assert all(after in FOLLOWS[before] for before, after in itertools.pairwise(states))
    asked = [
        {paper["material_code"] for paper in one["reason"]["bring"]} for one in told if one["state"] == "supplement"
    ]
    assert all(later <= asked[0] for later in asked)
    assert bool(row["server_no"]) is ("accepted" in states)
    assert len({one["server_no"] for one in told} - {""}) <= 1
    if row["state"] in ENDS | {"supplement", "suspended"}:
        assert row["next_state"] is None
    if row["next_state"]:
        assert row["next_state"] in FOLLOWS[row["state"]]
        assert row["next_s"] > centre.clock.office_s() - 1e-6
    if row["state"] == "completed" and states[-2] == "processing":
        assert json.loads(row["demanded"]) == [] or told[-1]["reason"] is None
