"""A full terminal says no in time, for cases alone and for no lane because of another; the law's clock is heard."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offline_cache.dead_letters import DeadLetters
from offline_cache.errors import OutboxFull, StoreFull
from offline_cache.legal_clock import overdue
from offline_cache.limits import Limits, load_of
from offline_cache.outbox import LONGEST_WAIT_MS, Outbox
from offline_cache.rows import LANES, Parcel

DAY_MS, HOUR_MS = 86_400_000, 3_600_000
NOW = 1_700_000_000_000
AT = dt.datetime.fromtimestamp(NOW / 1000, dt.UTC)


def send(outbox, lane, name):
    outbox.send(lane, name, created=AT, pack=lambda _numbers: Parcel(b"said", "elder-card"))


def test_the_last_case_that_fits_is_taken_and_the_next_one_refused(store, file):
    outbox = Outbox(store, Limits(cases=5))
    for _ in range(3):
        file(outbox, NOW)
    assert not load_of(store, Limits(cases=5), NOW).warn
    filed = [file(outbox, NOW) for _ in range(2)]
    load = load_of(store, Limits(cases=5), NOW)
    assert (load.cases, load.warn, load.full) == (5, True, True)
    with pytest.raises(OutboxFull) as refusal:
        file(outbox, NOW)
    assert refusal.value.code == "outbox-full"
    assert isinstance(refusal.value, StoreFull)
    outbox.accepted(filed[0].case_id, {}, NOW)
    file(outbox, NOW)


def test_bytes_count_with_their_enclosures_and_leave_with_them(store, file):
    limits = Limits(bytes=1000)
    outbox = Outbox(store, limits)
    numbers = file(outbox, NOW, b"x" * 500)
    assert load_of(store, limits, NOW).bytes == 500 + 508
    with pytest.raises(OutboxFull):
        file(outbox, NOW)
    outbox.accepted(numbers.case_id, {}, NOW)
    assert load_of(store, limits, NOW).bytes == 0


def test_thirty_days_without_a_line_are_enough(store, file):
    outbox = Outbox(store)
    file(outbox, NOW)
    assert load_of(store, Limits(), NOW + 24 * DAY_MS).warn
    file(outbox, NOW + 29 * DAY_MS)
    with pytest.raises(OutboxFull):
        file(outbox, NOW + 30 * DAY_MS)


def test_no_lane_takes_anothers_room(store, file):
    outbox = Outbox(store, Limits(cases=2, others=2))
    for lane in ("rating", "feedback", "telemetry"):
        for number in range(2):
            send(outbox, lane, f"{lane}{number}")
        with pytest.raises(OutboxFull):
            send(outbox, lane, f"{lane}2")
    file(outbox, NOW)
    assert {lane: len(outbox.due(lane, NOW)) for lane in LANES} == {
        "case": 1,
        "rating": 2,
        "feedback": 2,
        "telemetry": 2,
    }


def test_a_case_is_refused_while_the_room_for_a_full_disk_is_used_up(store, file, monkeypatch):
    monkeypatch.setattr(store.ballast, "keep", lambda: False)
    with pytest.raises(OutboxFull):
        file(Outbox(store), NOW)


def test_the_counts_are_kept_whatever_happens_to_the_rows(store, file):
    outbox = Outbox(store)
    filed = [file(outbox, NOW, b"%d" % number) for number in range(6)]
    outbox.accepted(filed[0].case_id, {}, NOW)
    outbox.dead(filed[1].case_id, "x", NOW)
    with store.tx() as db:
        db.execute("DELETE FROM enclosure WHERE case_id = ?", (filed[0].case_id,))
        db.execute("DELETE FROM outbox WHERE case_id = ?", (filed[0].case_id,))
    counted = store.rows("SELECT lane, state, count(*) AS n, sum(bytes) AS bytes FROM outbox GROUP BY lane, state")
    kept = store.rows("SELECT lane, state, n, bytes FROM outbox_counts WHERE n <> 0 ORDER BY state")
    assert kept == sorted(counted, key=lambda row: row["state"])


@pytest.mark.parametrize(
    ("hours", "events"),
    [
        (23, []),
        (24, ["case-unsynced-24h"]),
        (72, ["case-unsynced-72h", "case-unsynced-24h"]),
        (96, ["case-unsynced-4d", "case-unsynced-72h", "case-unsynced-24h"]),
    ],
)
def test_an_unsent_case_is_told_after_a_day_after_three_and_after_four(store, file, hours, events):
    outbox = Outbox(store)
    file(outbox, NOW)
    outbox.accepted(file(outbox, NOW - 100 * HOUR_MS).case_id, {}, NOW)
    send(outbox, "rating", "r")
    assert [one.event for one in overdue(store, NOW + hours * HOUR_MS)] == events


@pytest.mark.parametrize(("aside", "counts"), [("dead", [1]), ("held", [1]), ("rejected", []), ("closed", [])])
def test_the_law_does_not_wait_for_a_technician(store, file, aside, counts):
    outbox = Outbox(store)
    case_id = file(outbox, NOW).case_id
    if aside == "held":
        for _ in range(6):
            outbox.start(case_id, NOW)
    elif aside == "rejected":
        outbox.rejected(case_id, "urn:case:photo", NOW)
    else:
        outbox.dead(case_id, "schema", NOW)
    if aside == "closed":
        assert DeadLetters(store).close(case_id, "counter", NOW)
    assert [one.cases for one in overdue(store, NOW + 25 * HOUR_MS)] == counts


def test_a_case_of_a_clock_that_was_in_2099_counts_as_old(store, file):
    file(Outbox(store), 4_080_000_000_000)
    assert [one.cases for one in overdue(store, NOW)] == [1, 1, 1]


@settings(max_examples=20, deadline=None)
@given(
    moves=st.lists(st.tuples(st.integers(0, 5), st.integers(-2 * LONGEST_WAIT_MS, 3 * LONGEST_WAIT_MS)), max_size=20)
)
def test_what_is_due_is_what_the_rule_says_whatever_was_postponed(tmp_path_factory, moves):
    from offline_cache.store import Store

    store = Store.open(tmp_path_factory.mktemp("due") / "state")
    outbox = Outbox(store)
    for number in range(6):
        send(outbox, "feedback", str(number))
    rows = {str(number): (0, 0) for number in range(6)}
    for number, wait in moves:
        outbox.postpone(str(number), "x", NOW + wait)
        rows[str(number)] = (rows[str(number)][0] + 1, NOW + wait)
    expected = {name for name, (_, due) in rows.items() if due <= NOW or due > NOW + LONGEST_WAIT_MS}
    found = [row.case_id for row in outbox.due("feedback", NOW)]
    assert set(found) == expected
    tried = [rows[name][0] > 0 for name in found]
    assert tried == sorted(tried), "what was never tried stands in front"
    assert outbox.next_due_ms() == min(due for _, due in rows.values())
    store.close()
