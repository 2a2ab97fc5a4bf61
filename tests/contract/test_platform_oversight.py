"""电子监察 (F49): whoever follows the ledger knows every case as its office does, and each alarm names its rule."""

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from platform_cases import case_body

from config.load import SERVICES
from kiosk.domain.case_life import FOLLOWS
from kiosk.domain.ledger import LedgerRow
from kiosk.domain.oversight import OVER_TIME, Followed, replayed, signals
from kiosk.gateway.sandbox.centre import Centre
from kiosk.gateway.sandbox.desks import Desks
from kiosk.gateway.sandbox.problems import Problem

INSERT = """
    INSERT INTO case_file
        (case_id, device_id, store_id, seq, sha256, received_at, state, status, answer, demanded, body)
    VALUES (?, 'K0007', 's', ?, '', '', 'received', 201, '{}', '[]', ?) RETURNING *
"""
BECAUSE = {"code": "supplement", "text_zh": "请补照片。", "bring": [{"material_code": "M-PHOTO", "text_zh": "照片"}]}


@pytest.fixture(scope="module")
def desks(tmp_path_factory):
    centre = Centre(tmp_path_factory.mktemp("platform"), SERVICES)
    yield Desks(centre)
    centre.close()


def filed(desks, number):
    body = json.dumps(case_body(f"case-{number}"))
    row = desks.centre.register.row(INSERT, f"case-{number}", number, body)
    desks.ledger.note(row, "received")
    return row["case_id"]


def as_its_office_has_it(desks, case_id):
    row = desks.centre.register.row("SELECT * FROM case_file WHERE case_id = ?", case_id)
    return row["state"], row["accepted_at"] or "", row["due"] or ""


@given(st.lists(st.lists(st.sampled_from(sorted(FOLLOWS)), max_size=7), max_size=4))
@settings(max_examples=15)
def test_the_replayed_stream_is_the_case(desks, wishes):
    begun = desks.centre.register.row("SELECT count(*) AS n FROM case_file")["n"]
    refused = {}
    for number, moves in enumerate(wishes, begun + 1):
        case_id = filed(desks, number)
        refused[case_id] = 0
        for state in moves:
            try:
                desks.decisions.decide(case_id, state, BECAUSE if state == "supplement" else None)
            except Problem:
                refused[case_id] += 1
    found = replayed(signals(desks.ledger.rows()))
    for case_id, attempts in refused.items():
        told = found[case_id]
        assert (told.state, told.accepted, told.due) == as_its_office_has_it(desks, case_id)
        assert len(told.alarms) == attempts
        assert all(told.alarms)


def test_every_step_begins_once_and_ends_once(desks):
    case_id = filed(desks, 9001)
    for state in ("accepted", "processing", "completed"):
        with contextlib.suppress(Problem):
            desks.decisions.decide(case_id, state)
    heard = [(one.kind, one.step) for one in signals(desks.ledger.rows()) if one.case_id == case_id]
    assert heard == [
        ("begin", "received"),
        ("end", "received"),
        ("begin", "accepted"),
        ("end", "accepted"),
        ("begin", "processing"),
        ("end", "processing"),
        ("begin", "completed"),
    ]


def test_an_end_after_the_promised_day_is_an_alarm_by_its_rule():
    told = {"case_id": "c", "item_id": "aged-allowance", "actor": "centre"}
    rows = [
        LedgerRow(number=1, at="2026-11-02T09:00:00+08:00", event="received", **told),
        LedgerRow(number=2, at="2026-11-02T09:00:00+08:00", event="accepted", due="2026-11-09", **told),
        LedgerRow(number=3, at="2026-11-09T16:30:00+00:00", event="completed", due="2026-11-09", **told),
    ]
    alarms = [(one.number, one.rule) for one in signals(rows) if one.kind == "alarm"]
    assert alarms == [(3, OVER_TIME)]  # half past midnight by the office's clock
    accepted = rows[1].at
    assert replayed(signals(rows)) == {
        "c": Followed("completed", rows[0].at, accepted, "2026-11-09", (OVER_TIME,)),
    }
