"""The office's ledger, written by real cases: what was touched is named, and the month is counted from it alone."""

import datetime as dt
import hmac
import json
import sqlite3
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from platform_cases import attachment, case_body, rating_body, supplement_body
from platform_voice import Voice, control

from config.load import SERVICES
from kiosk.domain.availability import in_service
from kiosk.domain.ledger import FIRST
from kiosk.gateway.sandbox.centre import Centre
from kiosk.gateway.sandbox.desks import Desks
from kiosk.gateway.sandbox.heartbeat import CUT
from kiosk.gateway.sandbox.inquiries import Records
from kiosk.gateway.sandbox.ledger_book import LedgerBook
from kiosk.gateway.sandbox.register import MIGRATIONS

RECOUNT = Path(__file__).parents[1] / "recount.py"
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
    assert set(after["formulas"]) == set(figures)


def test_the_report_ranks_offices_by_items_and_places_by_terminals(voice, sandbox):
    case_id = file(voice)
    control(sandbox.url, f"cases/{case_id}/decision", state="completed")
    assert (
        control(sandbox.url, "settings", units={voice.device_id: {"county": "示范县", "village": "示范村"}})[0] == 200
    )
    ranking = told(sandbox)["ranking"]
    assert ranking["department"][0]["place"] == 1
    assert [one["unit"] for one in ranking["county"]] == ["示范县"]
    assert [one["unit"] for one in ranking["village"]] == ["示范村"]
    assert ranking["town"] == []


def test_a_bad_rating_that_was_put_right_counts_once(voice, sandbox):
    rated, identity = file(voice), str(uuid.uuid4())
    assert voice.put("evaluations", "rating", rating_body(rated, level=1), identity)[1].status == 201
    before = told(sandbox)["figures"]["bad_corrected"]
    for _ in range(2):
        status, order = control(sandbox.url, f"evaluations/{identity}/correction")
        assert (status, order["state"]) == (200, "done")
    after = told(sandbox)["figures"]["bad_corrected"]
    assert (after["part"] - before["part"], after["whole"] - before["whole"]) == (1, 0)
    assert control(sandbox.url, f"evaluations/{uuid.uuid4()}/correction")[0] == 404


def test_each_time_that_something_must_be_brought_counts_as_coming_once_more(voice, sandbox):
    case_id, identity = file(voice), str(uuid.uuid4())
    because = {
        "code": "supplement",
        "text_zh": "请补照片。",
        "bring": [{"material_code": "M-PHOTO", "text_zh": "照片"}],
    }
    assert control(sandbox.url, f"cases/{case_id}/decision", state="supplement", reason=because)[0] == 200
    page = [attachment(voice, b"page", identity)]
    body = supplement_body(case_id, ("M-PHOTO", page))
    assert voice.put("supplements", "supplement", body, identity)[1].status == 201
    control(sandbox.url, f"cases/{case_id}/decision", state="completed")
    rows = [(one["event"], one["visits"]) for one in sandbox.see("ledger") if one["case_id"] == case_id]
    assert rows == [
        ("received", 1),
        ("accepted", 1),
        ("supplement", 1),
        ("supplied", 2),
        ("accepted", 2),
        ("completed", 2),
    ]


def test_a_terminal_that_was_not_heard_of_was_out_of_service(tmp_path):
    centre = Centre(tmp_path, SERVICES)
    desks = Desks(centre)
    pulse = {"stores": []}
    desks.pulses.feel("K0007", pulse)
    desks.pulses.feel("K0007", pulse)
    centre.settings.change({"clock_ahead_s": 3600})
    desks.pulses.feel("K0007", pulse)
    rows = desks.ledger.rows()
    assert [(row.event, row.actor) for row in rows] == [
        ("terminal-up", "K0007"),
        ("terminal-down", "K0007"),
        ("terminal-up", "K0007"),
    ]
    assert in_service(rows, rows[0].at[:7])[0] <= 1
    centre.close()


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
        ("UPDATE ledger SET row = 'x' WHERE number = 2", [2]),
        ("UPDATE ledger SET row = (SELECT row FROM ledger WHERE number = 1) WHERE number = 3", [3]),
        ("UPDATE ledger SET number = 9 WHERE number = 3", [3, 9]),
    ],
)
def test_whoever_touches_a_row_is_found_out(book, sql, wrong):
    assert book.broken() == []
    touch(book, sql)
    assert book.broken() == wrong


def test_a_row_that_was_touched_is_named_and_neither_counted_nor_handed_on(book):
    touch(book, 'UPDATE ledger SET row = replace(row, \'"at":"20\', \'"at":"x\') WHERE number = 1')
    report = book.report(MONTH)
    assert (report["broken"], report["figures"]["received"]) == ([1], 0)
    assert len(book.handed_on("").splitlines()) == 4


def test_the_report_is_a_command_and_fails_where_a_row_was_touched(book, tmp_path):
    command = [sys.executable, "-m", "kiosk.gateway.sandbox", "report", MONTH, "--store", str(tmp_path)]
    said = subprocess.run([*command, "--catalogue", str(SERVICES)], capture_output=True, text=True, check=True)
    assert json.loads(said.stdout)["figures"]["received"] == 1
    touch(book, "DELETE FROM ledger WHERE number = 3")
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


@pytest.mark.parametrize(
    ("now", "cut"),
    [((5, "b"), False), ((4, "a"), False), ((4, "b"), True), ((3, "a"), True), (None, True)],
    ids=["grown", "same", "other", "shorter", "gone"],
)
def test_a_terminal_whose_own_ledger_was_cut_is_written_down(tmp_path, now, cut):
    def pulse(head):
        return {"stores": [], **({"ledger": {"number": head[0], "seal": head[1] * 64}} if head else {})}

    centre = Centre(tmp_path, SERVICES)
    desks = Desks(centre)
    for head in (None, (4, "a"), now):
        desks.pulses.feel("K0007", pulse(head))
    kept = Records(centre.register, CUT).of("")
    assert [one["had"]["number"] for one in kept] == ([4] if cut else [])
    centre.close()


def test_a_ledger_of_the_release_before_is_taken_over_and_still_proves_itself(tmp_path):
    folder = tmp_path / "platform"
    folder.mkdir()
    database = sqlite3.connect(folder / "platform.db")
    for number in range(1, 6):
        database.executescript((MIGRATIONS / f"{number}.sql").read_text(encoding="utf-8"))
    database.execute("PRAGMA user_version = 5")
    key, before = b"k" * 32, FIRST
    (folder / "ledger.key").write_bytes(key)
    for number, event in enumerate(("received", "accepted", "completed"), 1):
        old = {"number": number, "at": "2026-11-20T09:00:00+08:00", "case_id": "案", "item_id": "aged-allowance"}
        old |= {"event": event, "actor": "K0007", "rule": "", "papers": 3, "deferred": 0, "visits": 0, "due": ""}
        old |= {"level": 0, "seal": ""}
        told = json.dumps([before, old], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        before = hmac.digest(key, b"kiosk.ledger/1\n" + told.encode(), "sha256").hex()
        database.execute("INSERT INTO ledger VALUES (?, ?)", (number, json.dumps({**old, "seal": before})))
    database.execute("INSERT INTO meta VALUES ('ledger_head', ?)", (json.dumps([3, before]),))
    database.commit()
    database.close()
    centre = Centre(folder, SERVICES)
    ledger = LedgerBook(centre)
    assert ledger.broken() == []
    assert [row.event for row in ledger.of("案")] == ["received", "accepted", "completed"]
    touch(ledger, "UPDATE ledger SET row = replace(row, 'K0007', 'K0008') WHERE number = 2")
    assert ledger.broken() == [2]
    centre.close()


def test_the_ledger_is_handed_on_and_counted_once_more_by_somebody_else(book, tmp_path):
    command = [sys.executable, "-m", "kiosk.gateway.sandbox"]
    where = ["--store", str(tmp_path), "--catalogue", str(SERVICES)]
    page = tmp_path / "ledger.csv"
    said = subprocess.run([*command, "ledger", "house", *where], capture_output=True, check=True)
    page.write_bytes(said.stdout)
    script = [sys.executable, str(RECOUNT), str(page), MONTH, str(SERVICES), "K0007"]
    counted = json.loads(subprocess.run(script, capture_output=True, check=True).stdout)
    figures = book.report(MONTH)["figures"]
    assert counted["received"] == [1, None] == [figures["received"], None]
    shares = {name: [one["part"], one["whole"]] for name, one in figures.items() if isinstance(one, dict)}
    assert {**counted, "online": shares["online"]} == {**counted, **shares}
    coded = subprocess.run([*command, "ledger", "gbt39046", *where], capture_output=True, check=True)
    assert coded.stdout.decode("utf-8-sig").splitlines()[0].startswith("row_guid,project_no,task_code")
