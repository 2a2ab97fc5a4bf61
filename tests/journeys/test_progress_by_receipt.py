"""办件查询 by the receipt (F54): its QR code or eight characters find one case and no name, and are not guessed."""

import datetime as dt
import json
import uuid
from dataclasses import replace

import pytest
from centre_visit import WALK, Visit, open_desks
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from test_progress import GUILAN, NOW, SQL, body

from kiosk.domain.answers import Go, Pick, Press, Scan
from kiosk.domain.form_entries import FormAsk
from kiosk.domain.plain_asks import PickAsk, TellAsk
from kiosk.gateway.sandbox.inquiries import Question
from kiosk.gateway.sandbox.services import progress_code
from kiosk.journeys.by_receipt import MOST_TRIES, case_of, is_proof
from kiosk.journeys.nameless import nobody
from kiosk.journeys.protocol import NotAccepted
from kiosk.receipts.clock import Clock
from kiosk.receipts.proof import prove
from offline_cache.case_numbers import query_code
from tests.unit.kiosk.attendant.visits import filed

HOUR = dt.timedelta(hours=1)


class Keys:
    """A terminal's own key, as the receipts are signed with."""

    def __init__(self):
        self._key = Ed25519PrivateKey.generate()
        self.public = self._key.public_key().public_bytes_raw()

    def sign(self, message):
        return self._key.sign(message)


@pytest.fixture
def desks(tmp_path):
    with open_desks(tmp_path, NOW) as found:
        yield found


@pytest.fixture
def keys(desks):
    made = Keys()
    columns = {row["name"] for row in desks.centre.register.rows("PRAGMA table_info(device_key)")}
    values = {"device_id": "K0007", "public": made.public, "begins": "2026-01-01T00:00:00+08:00", "ends": None}
    names = [name for name in values if name in columns]
    marks = ", ".join("?" * len(names))
    desks.centre.register.rows(f"INSERT INTO device_key ({', '.join(names)}) VALUES ({marks})", *map(values.get, names))
    return made


def handed_in(desks, code, who=GUILAN):
    case_id = str(uuid.uuid4())
    one = body(case_id, who) | {"query_code": code}
    numbers = (case_id, desks.centre.register.row("SELECT count(*) + 1 AS n FROM case_file")["n"], NOW.isoformat())
    row = desks.centre.register.row(SQL, *numbers, json.dumps([]), json.dumps(one))
    desks.ledger.note(row, "received")
    return desks.decisions.move(row, "accepted")


def proof_of(row, code, keys):
    said = filed(row["case_id"])
    return prove(replace(said, query_code=code), 1, keys=keys, clock=Clock(0, 60), now=NOW)


def come(desks, **how):
    return Visit(desks, "case-progress", nobody(), NOW, **how).give(Go())


def typed(visit, code):
    return visit.give(*map(Press, code), Go())


def test_the_code_finds_the_one_case_and_no_name(desks):
    code = query_code()
    row = handed_in(desks, code)
    handed_in(desks, query_code())
    visit = typed(come(desks), code)
    assert [one.id for one in visit.ask.rows] == [row["case_id"]]
    visit.give(Pick(row["case_id"]))
    assert visit.step == "progress"
    everything = repr(visit.ask) + repr([visit.ask.facts, visit.paper.fields, visit.paper.lines])
    assert GUILAN.name not in everything
    assert GUILAN.number not in everything
    assert "trail" not in [act.id for act in visit.ask.acts]


def test_the_code_under_the_camera_finds_it_too(desks, keys):
    code = query_code()
    row = handed_in(desks, code)
    visit = come(desks)
    assert WALK.scans(visit.run)
    assert WALK.needs_camera(visit.run)
    visit.give(Scan(proof_of(row, code, keys)))
    assert [one.id for one in visit.ask.rows] == [row["case_id"]]


def test_a_code_that_no_terminal_signed_finds_nothing(desks, keys):
    code = query_code()
    row = handed_in(desks, code)
    stranger = proof_of(row, code, Keys())
    genuine = proof_of(row, code, keys)
    digit = next(n for n in range(60, len(genuine)) if genuine[n] == "1")
    for text in (stranger, f"{genuine[:digit]}2{genuine[digit + 1 :]}"):
        assert is_proof(text)
        visit = come(desks).give(Scan(text))
        assert visit.ask.rows == ()
        assert "查询码" in visit.ask.empty


@pytest.mark.parametrize("text", ["", "https://example.org/", "SIMPAY:1:2", "7K3M9QX5"])
def test_another_code_is_told_apart_and_nothing_is_asked(desks, text):
    visit = come(desks)
    with pytest.raises(NotAccepted, match="code-strange"):
        visit.give(Scan(text))
    assert visit.sent == []


def test_letters_that_look_like_digits_are_those_digits_and_a_wrong_code_is_told_before_it_is_asked(desks):
    visit = come(desks)
    for key in "BSZ0O1IL":
        visit.give(Press(key))
    assert visit.run.typing == "852"
    for key in "22222":
        visit.give(Press(key))
    ask = visit.ask
    assert isinstance(ask, FormAsk)
    assert ask.letters
    assert ask.wrong is not ask.ready
    if ask.wrong:
        with pytest.raises(NotAccepted):
            visit.give(Go())


def test_five_codes_a_visit(desks):
    visit = come(desks)
    for _ in range(MOST_TRIES):
        assert isinstance(visit.ask, FormAsk)
        typed(visit, query_code())
        assert isinstance(visit.ask, PickAsk)
        assert visit.ask.rows == ()
        visit.back()
    assert isinstance(visit.ask, TellAsk)
    with pytest.raises(NotAccepted):
        visit.give(Press("2"))
    visit.give(Go())
    assert WALK.ended(visit.run)


def ask(desks, code, inquiry=None):
    what = {"code": code, "proof": ""}
    return progress_code.answer(desks, Question(inquiry or str(uuid.uuid4()), "K0007", "x", "x", what))


def test_who_guesses_is_not_answered_for_an_hour_and_the_same_question_counts_once(desks):
    code, same = query_code(), str(uuid.uuid4())
    row = handed_in(desks, code)
    for _ in range(progress_code.MISSES):
        assert ask(desks, query_code(), same)["refused"]["code"] == "code-unknown"
    for _ in range(progress_code.MISSES - 1):
        ask(desks, query_code())
    assert ask(desks, code)["refused"]["code"] == "codes-resting"
    other = Question(str(uuid.uuid4()), "K0009", "x", "x", {"code": code, "proof": ""})
    assert progress_code.answer(desks, other)["cases"][0]["case_id"] == row["case_id"]
    register = desks.centre.register
    register.put("setting.clock_ahead_s", register.get("setting.clock_ahead_s", 0) + int(HOUR.total_seconds()) + 1)
    assert ask(desks, code)["cases"][0]["case_id"] == row["case_id"]


def test_the_owner_can_see_that_the_receipt_was_used(desks):
    code = query_code()
    handed_in(desks, code)
    ask(desks, code)
    assert [one["source"] for one in desks.access.of(GUILAN.number, 9)] == ["progress-code"]


def test_without_a_line_it_says_what_is_left(desks):
    visit = typed(come(desks, online=False), query_code())
    assert visit.ask.rows == ()
    assert "刷身份证" in visit.ask.empty.chinese
    assert WALK.ended(visit.give(Go()).run)


def test_nobody_sees_a_list_and_a_card_is_not_asked_for_a_code(desks):
    handed_in(desks, query_code())
    mine = Visit(desks, "case-progress", GUILAN, NOW).give(Go())
    assert mine.step == "progress_case"
    assert come(desks).step == "progress_code"


def test_the_code_of_a_cover_sheet_counts_as_one_that_was_typed(desks):
    code = query_code()
    row = handed_in(desks, code)
    visit = come(desks).give(Scan(f"https://zwfw.example/q#{code}"))
    assert [one.id for one in visit.ask.rows] == [row["case_id"]]
    assert visit.run.form["tries"] == "1"


def test_a_code_names_its_case_without_a_line(desks, keys):
    row = handed_in(desks, query_code())
    assert case_of(proof_of(row, query_code(), keys)) == row["case_id"]
    assert case_of("https://zwfw.example/q#22222222." + "9" * 263) != row["case_id"]
