"""快递补正 (F58): label and cover sheet from the terminal, and the centre's scanner opens the very case."""

import json

from centre_visit import Visit
from test_progress import GUILAN, NOW, SQL, body
from test_progress import desks as desks  # noqa: PLC0414 - a fixture

from kiosk.domain.answers import Go
from kiosk.gateway.sandbox.receipt_codes import case_by_code
from offline_cache.case_numbers import query_code


def owing(desks, code):
    one = body("case-0007") | {"query_code": code}
    row = desks.centre.register.row(SQL, one["case_id"], 7, NOW.isoformat(), json.dumps(["M-PHOTO"]), json.dumps(one))
    desks.ledger.note(row, "received")
    return desks.decisions.move(row, "accepted")


def cover(desks, code):
    owing(desks, code)
    visit = Visit(desks, "supplement", GUILAN, NOW)
    while visit.step == "guide":
        visit.give(Go())
    visit.pick_first()
    assert visit.step == "owed_paper"
    assert [act.does for act in visit.ask.acts] == ["print"]
    return visit.paper


def test_the_cover_names_the_window_the_case_and_the_papers_and_nobody(desks):
    paper = cover(desks, query_code())
    assert paper.paper == "post-cover"
    lines = dict(paper.lines)
    assert lines["里面是"] == "本人照片"
    assert lines["最晚寄到"]
    said = repr(paper.fields) + repr(paper.lines)
    assert GUILAN.name not in said
    assert GUILAN.number not in said
    assert "窗口" in paper.fields["dept_name"]


def test_the_scanner_opens_the_right_case(desks):
    code = query_code()
    text = cover(desks, code).fields["proof"]
    found = case_by_code(desks.centre.register, text.rpartition("#")[2])
    assert found["case_id"] == "case-0007"


def test_a_case_whose_code_is_not_known_offers_no_cover(desks):
    one = body("case-0008")
    row = desks.centre.register.row(SQL, "case-0008", 8, NOW.isoformat(), json.dumps(["M-PHOTO"]), json.dumps(one))
    desks.ledger.note(row, "received")
    desks.decisions.move(row, "accepted")
    visit = Visit(desks, "supplement", GUILAN, NOW)
    while visit.step == "guide":
        visit.give(Go())
    visit.pick_first()
    assert (visit.ask.acts, visit.paper) == ((), None)
