"""The terminal's own ledger: everything once, whatever was cut off in between; whoever touches a row is named."""

import contextlib
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.gateway.port import CaseChange, Changes
from kiosk.sync.case_statuses import CaseStatuses
from kiosk.sync.terminal_ledger import TerminalLedger
from offline_cache.errors import StoreFull
from offline_cache.ledger_rows import read_head
from offline_cache.outbox import Outbox
from offline_cache.print_journal import PrintJournal
from offline_cache.rows import Parcel
from offline_cache.store import Store

AT = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
MS = int(AT.timestamp() * 1000)
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
    monkeypatch.setattr(one._rows, "append", full)
    one.enter()
    assert one.rows() == []
    ledger(store).enter()
    assert len(one.rows()) == 1
