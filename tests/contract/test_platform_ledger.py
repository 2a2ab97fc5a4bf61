"""The office's ledger, written by real cases: what was touched is named, and the month is counted from it alone."""

import datetime as dt
import json
import subprocess
import sys
import uuid

import pytest
from platform_cases import case_body, rating_body
from platform_voice import Voice, control

from config.load import SERVICES
from kiosk.gateway.sandbox.centre import Centre
from kiosk.gateway.sandbox.ledger_book import LedgerBook

MONTH = dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).strftime("%Y-%m")


@pytest.fixture
def voice(terminal, sandbox):
    return Voice(sandbox.url, terminal.keys, terminal.terminal_id)


def file(voice):
    identity = str(uuid.uuid4())
    assert voice.put("cases", "case", case_body(identity), identity)[1].status == 201
    return identity


def told(sandbox):
    return control(sandbox.url, "ledger", month=MONTH)[1]


def test_what_becomes_of_a_case_is_in_the_ledger_and_in_the_figures(voice, sandbox):
    before = told(sandbox)
    done, rated = file(voice), file(voice)
    control(sandbox.url, f"cases/{done}/decision", state="completed")
    identity = str(uuid.uuid4())
    assert voice.put("evaluations", "rating", rating_body(rated, level=2), identity)[1].status == 201
    after = told(sandbox)
    assert after["broken"] == []
    assert after["rows"] - before["rows"] == 6  # twice received and accepted, completed, rated
    figures, earlier = after["figures"], before["figures"]
    assert figures["received"] - earlier["received"] == 2
    assert figures["in_time"]["whole"] >= earlier["in_time"]["whole"]
    assert figures["within_a_day"]["part"] - earlier["within_a_day"]["part"] == 1
    assert figures["rated_good"]["whole"] - earlier["rated_good"]["whole"] == 1
    assert figures["rated_good"]["part"] == earlier["rated_good"]["part"]
    assert figures["online"]["percent"] == 100.0


def test_a_replayed_case_is_one_row(voice, sandbox):
    identity, envelope = voice.seal("case", case_body(case_id := str(uuid.uuid4())), case_id)
    voice.ask("PUT", f"/v1/cases/{identity}", envelope, media="application/vnd.kiosk.envelope+json")
    rows = told(sandbox)["rows"]
    voice.ask("PUT", f"/v1/cases/{identity}", envelope, media="application/vnd.kiosk.envelope+json")
    assert told(sandbox)["rows"] == rows


@pytest.fixture
def book(tmp_path):
    centre = Centre(tmp_path, SERVICES)
    ledger = LedgerBook(centre)
    row = {"case_id": "c", "device_id": "K0007", "due": None, "body": json.dumps(case_body("c"))}
    for state in ("received", "accepted", "processing", "completed"):
        ledger.note(row, state)
    yield ledger
    centre.close()


def touch(book, sql, *params):
    book._register.rows(sql, *params)


@pytest.mark.parametrize(
    ("sql", "wrong"),
    [
        ("UPDATE ledger SET row = replace(row, 'completed', 'returned') WHERE number = 4", [4]),
        ("DELETE FROM ledger WHERE number = 2", [2]),
        ("DELETE FROM ledger WHERE number = 4", [4]),
        ("DELETE FROM ledger", [1, 2, 3, 4]),
    ],
)
def test_whoever_touches_a_row_is_found_out(book, sql, wrong):
    assert book.broken() == []
    touch(book, sql)
    assert book.broken() == wrong


def test_the_report_is_a_command_and_fails_where_a_row_was_touched(book, tmp_path):
    command = [sys.executable, "-m", "kiosk.gateway.sandbox", "report", MONTH, "--store", str(tmp_path)]
    said = subprocess.run([*command, "--catalogue", str(SERVICES)], capture_output=True, text=True, check=True)
    assert json.loads(said.stdout)["figures"]["received"] == 1
    touch(book, "DELETE FROM ledger WHERE number = 3")
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1
