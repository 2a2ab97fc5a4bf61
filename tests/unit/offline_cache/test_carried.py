"""What travels by hand: everything that has to be delivered, whatever its turn; and which batches are in effect."""

import pytest

from offline_cache.carried import MOST_SEEN, Carried
from offline_cache.outbox import Outbox
from offline_cache.row_facts import all_rows, find_row

NOW = 1_700_000_000_000


@pytest.fixture
def outbox(store):
    return Outbox(store)


@pytest.fixture
def carried(store):
    return Carried(store)


def test_what_waits_is_carried_whether_it_is_due_or_not(outbox, carried, file):
    rows = [file(outbox, NOW, b"%d" % number) for number in range(120)]
    outbox.postpone(rows[0].case_id, "platform-slow", NOW + 900_000)
    outbox.accepted(rows[1].case_id, {}, NOW)
    outbox.dead(rows[2].case_id, "schema", NOW)
    found = list(carried.waiting(carried.highest() - 1))
    assert [row.seq for row in found] == [1, *range(4, 120)]
    assert all(row.envelope and row.enclosures for row in found)
    assert carried.highest() == 120


def test_a_row_in_trouble_can_be_carried_when_it_is_named(outbox, carried, file):
    numbers = file(outbox, NOW)
    outbox.dead(numbers.case_id, "schema", NOW)
    assert carried.unsent(numbers.case_id).envelope == b"envelope"
    assert carried.state(numbers.case_id)[0] == "dead"
    assert carried.unsent("nobody") is None
    assert carried.state("nobody") is None


def test_what_the_centre_has_is_not_carried(outbox, carried, file):
    numbers = file(outbox, NOW)
    outbox.accepted(numbers.case_id, {}, NOW)
    assert carried.unsent(numbers.case_id) is None


def test_batches_in_effect_are_remembered_the_newest_longest_whatever_the_clock_says(carried):
    for number in range(MOST_SEEN + 5):
        carried.see(f"batch-{number:04d}", f"digest-{number}", NOW - number)
    seen = carried.seen()
    assert len(seen) == MOST_SEEN
    assert "batch-0004" not in seen
    assert seen["batch-0005"] == "digest-5"


def test_every_row_is_listed_with_where_it_stands(store, outbox, file):
    rows = [file(outbox, NOW + number, b"%d" % number) for number in range(3)]
    outbox.dead(rows[1].case_id, "schema", NOW + 9)
    assert [(row.seq, row.state, row.code) for row in all_rows(store)] == [
        (1, "queued", ""),
        (2, "dead", "schema"),
        (3, "queued", ""),
    ]
    assert find_row(store, rows[1].receipt_no) == find_row(store, rows[1].case_id)
    assert find_row(store, "nobody") is None
