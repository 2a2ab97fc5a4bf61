"""Nothing in trouble goes away by itself: a technician sees it, tries it again, carries it out or closes it."""

import pytest

from offline_cache.blobs import Blobs
from offline_cache.dead_letters import DeadLetters
from offline_cache.outbox import CRASH_LOOP, Outbox
from offline_cache.settling import purge

DAY_MS = 86_400_000
NOW = 1_700_000_000_000


@pytest.fixture
def outbox(store):
    return Outbox(store)


@pytest.fixture
def letters(store):
    return DeadLetters(store)


def test_a_row_that_five_attempts_did_not_survive_is_held_and_stands_in_nobodys_way(outbox, letters, file):
    bad, good = file(outbox, NOW, b"bad"), file(outbox, NOW, b"good")
    assert [outbox.start(bad.case_id, NOW) for _ in range(6)] == [True] * 5 + [False]
    (letter,) = letters.all()
    assert (letter.case_id, letter.state, letter.code) == (bad.case_id, "held", CRASH_LOOP)
    assert [row.case_id for row in outbox.due("case", NOW)] == [good.case_id]


def test_an_attempt_whose_end_is_known_counts_no_more(outbox, letters, file):
    numbers = file(outbox, NOW)
    for _ in range(20):
        assert outbox.start(numbers.case_id, NOW)
        outbox.postpone(numbers.case_id, "platform-slow", 0)
    assert letters.all() == []


def test_what_is_no_longer_queued_is_not_started(outbox, file):
    numbers = file(outbox, NOW)
    outbox.accepted(numbers.case_id, {}, NOW)
    assert not outbox.start(numbers.case_id, NOW)
    assert not outbox.start("nobody", NOW)


@pytest.mark.parametrize("end", ["rejected", "dead"])
def test_a_row_in_trouble_is_listed_with_its_reason_and_tried_again_as_if_new(outbox, letters, file, end):
    numbers = file(outbox, NOW)
    outbox.postpone(numbers.case_id, "platform-slow", 0)
    getattr(outbox, end)(numbers.case_id, "schema", NOW + 5)
    (letter,) = letters.all()
    assert (letter.state, letter.code, letter.receipt_no, letter.settled_ms) == (
        end,
        "schema",
        numbers.receipt_no,
        NOW + 5,
    )
    assert letters.retry(numbers.case_id)
    assert letters.all() == []
    (row,) = outbox.due("case", NOW)
    assert (row.case_id, row.attempts) == (numbers.case_id, 0)
    assert not letters.retry(numbers.case_id)


def test_a_closed_row_leaves_nothing_that_could_be_sent(outbox, letters, file, store, folder):
    numbers = file(outbox, NOW)
    outbox.dead(numbers.case_id, "schema", NOW)
    assert letters.close(numbers.case_id, "handed-over", NOW)
    assert letters.all() == []
    assert outbox.counts() == {"closed": 1}
    assert not list((folder / "blobs").glob("*/*"))
    assert store.copies.names() == set()
    outbox.sweep()
    assert store.copies.names() == set()
    assert not letters.close(numbers.case_id, "handed-over", NOW)


def test_what_waits_cannot_be_closed(outbox, letters, file):
    numbers = file(outbox, NOW)
    assert not letters.close(numbers.case_id, "handed-over", NOW)
    assert outbox.depth() == 1


def test_purging_takes_only_what_the_centre_has_had_for_long(outbox, file, store, folder):
    blobs = Blobs(folder / "blobs")
    old, new, waiting, dead = (file(outbox, NOW, b"%d" % number) for number in range(4))
    outbox.accepted(old.case_id, {}, NOW)
    outbox.accepted(new.case_id, {}, NOW + 20 * DAY_MS)
    outbox.dead(dead.case_id, "schema", NOW)
    assert purge(store, blobs, NOW + 31 * DAY_MS) == 1
    assert {row["case_id"] for row in store.rows("SELECT case_id FROM outbox")} == {
        new.case_id,
        waiting.case_id,
        dead.case_id,
    }
    assert store.copies.names() == {new.case_id, waiting.case_id, dead.case_id}
    assert len(list((folder / "blobs").glob("*/*"))) == 2
    assert file(outbox, NOW, b"next").seq == dead.seq + 1


def test_a_clock_in_2099_purges_nothing(outbox, file, store, folder):
    outbox.accepted(file(outbox, NOW).case_id, {}, NOW)
    assert purge(store, Blobs(folder / "blobs"), 4_080_000_000_000) == 0
    assert outbox.counts() == {"accepted": 1}
