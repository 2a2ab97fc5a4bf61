"""When the terminal starts it tells what has waited too long, and purges what the centre has had for long."""

import datetime as dt
import time

import pytest

from config.load import load_audit_events, load_profile
from kiosk.app import opening
from offline_cache.case_numbers import uuid7
from offline_cache.outbox import Outbox
from offline_cache.rows import Parcel
from offline_cache.store import Store

DAY_MS = 86_400_000


def file(outbox, days_ago):
    at_ms = time.time_ns() // 1_000_000 - days_ago * DAY_MS
    at = dt.datetime.fromtimestamp(at_ms / 1000, dt.UTC)
    parcel = Parcel(b"envelope", "elder-card", "claimant", b"locked")
    return outbox.file(uuid7(at_ms), terminal_id="K0007", filed=at, ciphertexts=(), pack=lambda _numbers: parcel)


@pytest.mark.parametrize(
    ("days", "events"), [(0, []), (1, ["case-unsynced-24h"]), (3, ["case-unsynced-72h"]), (5, ["case-unsynced-4d"])]
)
def test_cases_that_have_waited_too_long_are_in_the_audit_journal(tmp_path, days, events):
    store = Store.open(tmp_path / "store")
    outbox = Outbox(store)
    file(outbox, days)
    outbox.accepted(file(outbox, 0).case_id, {}, time.time_ns() // 1_000_000 - 40 * DAY_MS)
    desk, _ = opening.records(load_profile("demo", {}), tmp_path, load_audit_events())
    desk.close()
    noted = store.rows("SELECT event, detail FROM journal")
    assert [row["event"] for row in noted] == events
    assert all(row["detail"] == '{"count": "1"}' for row in noted)
    assert outbox.counts() == {"queued": 1}
    store.close()
