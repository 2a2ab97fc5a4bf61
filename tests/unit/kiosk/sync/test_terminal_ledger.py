"""The terminal's own ledger: everything once, whatever was cut off in between; whoever touches a row is named."""

import contextlib
import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.gateway.port import CaseChange, Changes
from kiosk.sync.case_statuses import CaseStatuses
from kiosk.sync.terminal_ledger import TerminalLedger
from offline_cache import ledger_rows
from offline_cache.errors import StoreFull
from offline_cache.ledger_rows import read_head
from offline_cache.outbox import Outbox
from offline_cache.print_journal import PrintJournal
from offline_cache.rows import Parcel
from offline_cache.store import Store

AT = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
MS = int(AT.timestamp() * 1000)
VISIT = "0199f3a0-0000-7000-8000-000000000001"
SECRET = b"the secret of a device in a test"


def filed(store, *names):
    for name in names:
        parcel = Parcel(b"x", "elder-card-joint@2026.11.1", "claimant", b"locked")
        Outbox(store).send("case", name, created=AT, pack=lambda _numbers, one=parcel: one)


@pytest.fixture
def store(tmp_path):
    one = Store.open(tmp_path / "state", SECRET, ballast=0)
    yield one
    one.close()


def ledger(store):
    return TerminalLedger(store, SECRET, "K0007")


def lived(store):
    """Two cases: one delivered, printed, taken, accepted and completed; one waits."""
    filed(store, "case-1", "case-2")
    ledger(store).enter()
    journal = PrintJournal(store, now_ms=lambda: MS + 2000)
    journal.queue("case-1")
    journal.preflight("case-1")
    journal.sending("case-1")
    journal.confirmed("case-1")
    journal.presented("case-1")
    journal.taken("case-1")
    Outbox(store).accepted("case-1", {"server_no": "N"}, MS + 1000)
    ledger(store).enter()
    for minute, state in ((1, "accepted"), (2, "processing"), (3, "completed")):
        at = (AT + dt.timedelta(minutes=minute)).isoformat()
        CaseStatuses(store).learn(Changes(f"c{minute}", (CaseChange("case-1", state, "", at=at),), issued=at))
        ledger(store).enter()


def test_what_became_of_each_case_is_entered_once_and_names_nobody(store):
    lived(store)
    ledger(store).enter()
    told = [(row.case_id, row.event, row.actor) for row in ledger(store).rows()]
    assert told[:2] == [("case-1", "received", "K0007"), ("case-2", "received", "K0007")]
    assert sorted(told[2:5]) == [(("case-1"), event, "K0007") for event in ("delivered", "printed", "taken")]
    assert told[5:] == [("case-1", event, "centre") for event in ("accepted", "resumed", "completed")]
    assert {row.item_id for row in ledger(store).rows()} == {"elder-card-joint"}
    assert ledger(store).rows()[0].at == "2026-11-25T09:00:00.000+08:00"
    assert ledger(store).broken() == []
    assert read_head(store.folder) == ledger(store).head()


def test_a_rating_and_every_paper_are_entered_with_matter_and_terminal(store):
    """三对应 (F62) and the number of papers (F51); who came is no business of the terminal's ledger."""
    filed(store, "case-1")
    about = json.dumps({"case_id": "case-1", "item_id": "elder-card-joint", "level": 2})
    Outbox(store).rate("rating-1", created=AT, pack=lambda _numbers: Parcel(b"x", "evaluation", about=about))
    journal = PrintJournal(store, now_ms=lambda: MS + 2000)
    for key in ("case-1", "case-1/acceptance", f"{VISIT}/missing", f"missing/{VISIT}", f"slip/{VISIT}"):
        for move in (journal.queue, journal.preflight, journal.sending, journal.confirmed):
            move(key)
    ledger(store).enter()
    ledger(store).enter()
    told = [(row.event, row.case_id, row.item_id, row.level, row.rule) for row in ledger(store).rows()]
    assert told == [
        ("received", "case-1", "elder-card-joint", 0, ""),
        ("rated", "case-1", "elder-card-joint", 2, ""),
        ("printed", "case-1", "elder-card-joint", 0, "receipt"),
        ("printed", "case-1", "elder-card-joint", 0, "acceptance"),
        *[("printed", "", "", 0, what) for what in ("missing", "missing", "slip")],
    ]
    assert {row.actor for row in ledger(store).rows()} == {"K0007"}


def test_what_is_brought_later_is_entered_under_its_case(store):
    about = json.dumps({"event": "supplied", "case_id": "case-0", "visits": 2})
    parcel = Parcel(b"x", "supplement@2026.11.1", "claimant", b"locked", about)
    Outbox(store).send("case", "more-1", created=AT, pack=lambda _numbers: parcel)
    Outbox(store).accepted("more-1", {}, MS)
    ledger(store).enter()
    told = [(row.event, row.case_id, row.visits) for row in ledger(store).rows()]
    assert told == [("supplied", "case-0", 2), ("delivered", "case-0", 0)]


def test_a_store_that_was_rebuilt_enters_nothing_twice(store):
    """A recovery notes again all that it can read: outbox, news, prints."""
    lived(store)
    before = ledger(store).rows()
    with store.tx() as db:
        for table in ("outbox", "case_status", "print_move"):
            db.execute(f"CREATE TEMP TABLE kept_{table} AS SELECT * FROM {table}")
        for table in ("case_status", "outbox", "print_move"):
            db.execute(f"DELETE FROM {table}")
        for table in ("outbox", "case_status", "print_move"):
            db.execute(f"INSERT INTO {table} SELECT * FROM kept_{table}")
    assert store.tuples("SELECT count(*) FROM ledger_open") == [(6,)]
    ledger(store).enter_all()
    assert ledger(store).rows() == before
    assert ledger(store).broken() == []


def test_looking_costs_the_same_at_any_number_of_rows(store):
    """Neither what waits nor what was entered is sought by reading through a table."""
    plans = [
        store.tuples(f"EXPLAIN QUERY PLAN {sql}", params)
        for sql, params in ((ledger_rows._OPEN, (200,)), (ledger_rows._ENTERED, ("k", "printed", 1, False)))
    ]
    steps = [row[3] for plan in plans for row in plan]
    assert [step for step in steps if step.startswith("SCAN") and step != "SCAN open"] == []


def test_what_a_power_cut_kept_out_comes_with_the_next_look(store):
    filed(store, "case-1")
    assert ledger(store).rows() == []
    one = ledger(store)
    one.look(MS)
    assert [row.event for row in one.rows()] == ["received"]
    filed(store, "case-2")
    one.look(MS + 1000)
    assert len(one.rows()) == 1
    one.look(MS + 61_000)
    assert len(one.rows()) == 2
    filed(store, "case-3")
    one.look(MS - 10_000_000)  # a clock that was put right does not keep it waiting
    assert len(one.rows()) == 3


def test_much_that_waits_is_entered_part_by_part_without_a_minute_between(store):
    with store.tx() as db:
        db.execute(MANY)
    one = ledger(store)
    for _ in range(3):
        one.look(MS)
    assert len(one.rows()) == 450
    assert one.broken() == []


MANY = """
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 450)
    INSERT INTO ledger_open (at_ms, row_id, event) SELECT i, 'slip/' || i, 'printed' FROM n
"""


def test_the_rows_stay_when_a_case_goes(store):
    lived(store)
    before = ledger(store).rows()
    with store.tx() as db:
        db.execute("DELETE FROM outbox")
    ledger(store).enter()
    assert ledger(store).rows() == before


TOUCHES = {
    "text": "UPDATE ledger_row SET text = replace(text, 'K0007', 'K0008') || ' ' WHERE number = ?",
    "gone": "DELETE FROM ledger_row WHERE number = ?",
    "garbled": "UPDATE ledger_row SET text = 'x' WHERE number = ?",
}


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    one = Store.open(tmp_path_factory.mktemp("ledger") / "state", SECRET, ballast=0)
    lived(one)
    yield one
    one.close()


class Undo(Exception):
    """Nothing of what was done shall stay."""


@given(st.dictionaries(st.integers(1, 8), st.sampled_from(sorted(TOUCHES)), max_size=8))
@settings(max_examples=40)
def test_whatever_is_done_to_rows_each_is_named_and_no_other(grown, harm):
    with contextlib.suppress(Undo), grown.tx() as db:
        for number, how in harm.items():
            db.execute(TOUCHES[how], (number,))
        assert ledger(grown).broken() == sorted(harm)
        raise Undo
    assert ledger(grown).broken() == []


def test_rows_that_are_added_after_harm_stand_by_themselves(store):
    lived(store)
    with store.tx() as db:
        db.execute(TOUCHES["garbled"], (8,))
    filed(store, "case-3")
    ledger(store).enter()
    assert ledger(store).broken() == [8]
    assert ledger(store).rows()[-1].number == 9


def test_who_empties_the_ledger_is_found_out_by_the_head_beside_it(store):
    lived(store)
    with store.tx() as db:
        db.execute("DELETE FROM ledger_row")
    assert ledger(store).broken() == list(range(1, 9))


def test_another_device_cannot_have_written_it(store):
    lived(store)
    assert TerminalLedger(store, b"another secret", "K0007").broken() == list(range(1, 9))


def test_a_full_disk_puts_it_off_and_hurts_nobody(store, monkeypatch):
    filed(store, "case-1")

    def full(*_given):
        raise StoreFull("no room")

    one = ledger(store)
    monkeypatch.setattr(one._rows, "enter", full)
    one.enter()
    assert one.rows() == []
    ledger(store).enter()
    assert len(one.rows()) == 1
