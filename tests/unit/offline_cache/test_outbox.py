"""A case that file() returned is kept until the centre has it; nothing else happens to it on the way."""

import datetime as dt
import hashlib

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from offline_cache.case_numbers import is_receipt_no, rating_id, uuid7
from offline_cache.errors import StoreBroken
from offline_cache.outbox import LONGEST_WAIT_MS, Outbox
from offline_cache.rows import Parcel
from offline_cache.store import Store

NOON = dt.datetime(2026, 11, 21, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))
NOON_MS = int(NOON.timestamp() * 1000)


def file(outbox, filed=NOON, ciphertexts=(b"page", b"signature"), claimant="c", case_id=""):
    def pack(numbers):
        return Parcel(f"envelope {numbers.seq}".encode(), "elder-card", claimant, b"locked")

    return outbox.file(case_id or uuid7(NOON_MS), terminal_id="K0007", filed=filed, ciphertexts=ciphertexts, pack=pack)


@pytest.fixture
def outbox(store):
    return Outbox(store)


def ids(queued):
    return [row.case_id for row in queued]


def test_a_filed_case_waits_with_its_enclosures(outbox):
    numbers = file(outbox)
    (queued,) = outbox.due("case", NOON_MS)
    assert (queued.case_id, queued.seq, queued.envelope) == (numbers.case_id, 1, b"envelope 1")
    assert queued.sealed_sha256 == hashlib.sha256(b"envelope 1").hexdigest()
    assert {outbox.body(one) for one in queued.enclosures} == {b"page", b"signature"}
    assert outbox.depth() == 1


def test_receipt_numbers_count_by_day_and_prove_themselves(outbox):
    numbers = [file(outbox, NOON + dt.timedelta(days=day)).receipt_no for day in (0, 0, 1)]
    assert [number[:-2] for number in numbers] == ["K0007-20261121-0001", "K0007-20261121-0002", "K0007-20261122-0001"]
    assert all(is_receipt_no(number) for number in numbers)


def test_after_a_quarantine_no_receipt_number_is_given_again(folder):
    first = Store.open(folder)
    before = file(Outbox(first)).receipt_no
    first.close()
    (folder / "store.db").write_bytes(b"")
    second = Store.open(folder)
    assert file(Outbox(second)).receipt_no != before
    second.close()


def test_the_device_sequence_has_no_gap_after_a_failure(outbox, store):
    file(outbox)
    with pytest.raises(RuntimeError):
        outbox.file("x", terminal_id="K0007", filed=NOON, ciphertexts=(), pack=fail)
    outbox.rate("r", created=NOON, pack=lambda _numbers: Parcel(b"r", "evaluation"))
    file(outbox)
    assert [row["seq"] for row in store.rows("SELECT seq FROM outbox ORDER BY seq")] == [1, 2, 3]


def fail(_numbers):
    raise RuntimeError


def test_nothing_of_a_case_that_failed_is_in_the_outbox(outbox, store):
    with pytest.raises(RuntimeError):
        outbox.file("x", terminal_id="K0007", filed=NOON, ciphertexts=(b"page",), pack=fail)
    assert outbox.depth() == 0
    assert store.rows("SELECT * FROM enclosure") == []
    assert outbox.sweep() == 0
    assert list(store.folder.glob("blobs/*/*")) == []


def test_the_same_case_cannot_be_filed_twice(outbox):
    numbers = file(outbox)
    with pytest.raises(StoreBroken):
        file(outbox, case_id=numbers.case_id)
    assert outbox.depth() == 1


def test_an_accepted_case_keeps_the_answer_and_forgets_what_was_sent(outbox, store, folder):
    numbers = file(outbox)
    outbox.accepted(numbers.case_id, {"server_no": "n"}, NOON_MS)
    assert outbox.counts() == {"accepted": 1}
    assert outbox.answer(numbers.case_id) == {"server_no": "n"}
    assert store.row("SELECT length(envelope) AS n FROM outbox") == {"n": 0}
    assert not list((folder / "blobs").glob("*/*"))
    assert outbox.queued(numbers.case_id) is None


@pytest.mark.parametrize("end", ["rejected", "dead"])
def test_a_case_that_the_centre_will_not_have_keeps_everything(outbox, store, folder, end):
    numbers = file(outbox)
    getattr(outbox, end)(numbers.case_id, "not-eligible", NOON_MS)
    row = store.row("SELECT state, last_code, envelope FROM outbox")
    assert row == {"state": end, "last_code": "not-eligible", "envelope": b"envelope 1"}
    assert len(list((folder / "blobs").glob("*/*"))) == 2
    assert outbox.due("case", NOON_MS) == []
    outbox.accepted(numbers.case_id, {"server_no": "late"}, NOON_MS)
    assert outbox.counts() == {end: 1}


def test_a_postponed_case_waits_for_its_time(outbox):
    numbers = file(outbox)
    outbox.postpone(numbers.case_id, "platform-slow", NOON_MS + 5000)
    assert outbox.due("case", NOON_MS + 4999) == []
    (queued,) = outbox.due("case", NOON_MS + 5000)
    assert queued.attempts == 1
    assert outbox.next_due_ms() == NOON_MS + 5000
    assert outbox.queued(numbers.case_id) == queued


def test_when_the_line_is_back_everything_is_due(outbox):
    for _ in range(3):
        outbox.postpone(file(outbox).case_id, "platform-unreachable", NOON_MS + 900_000)
    outbox.wake()
    assert len(outbox.due("case", NOON_MS)) == 3


def test_a_case_that_failed_often_stands_behind_those_that_did_not(outbox):
    bad, good = file(outbox), file(outbox)
    outbox.postpone(bad.case_id, "platform-busy", 0)
    assert ids(outbox.due("case", NOON_MS)) == [good.case_id, bad.case_id]


def test_a_clock_that_was_years_ahead_postpones_nothing_for_years(outbox):
    numbers = file(outbox)
    outbox.postpone(numbers.case_id, "platform-busy", NOON_MS + 20_000 * 86_400_000)
    assert ids(outbox.due("case", NOON_MS)) == [numbers.case_id]
    outbox.postpone(numbers.case_id, "platform-busy", NOON_MS + LONGEST_WAIT_MS)
    assert outbox.due("case", NOON_MS) == []


def test_lanes_do_not_see_each_other(outbox):
    file(outbox)
    outbox.rate("r", created=NOON, pack=lambda _numbers: Parcel(b"r", "evaluation"))
    assert len(outbox.due("case", NOON_MS)) == len(outbox.due("rating", NOON_MS)) == 1


def test_the_first_rating_of_a_case_stands(outbox):
    name = rating_id("case")
    for level in (b"5", b"1"):
        outbox.rate(name, created=NOON, pack=lambda _numbers, level=level: Parcel(level, "evaluation"))
    (queued,) = outbox.due("rating", NOON_MS)
    assert queued.envelope == b"5"


def test_a_person_finds_their_own_cases_newest_first(outbox):
    first, second = file(outbox), file(outbox)
    file(outbox, claimant="somebody else")
    outbox.accepted(first.case_id, {"server_no": "n"}, NOON_MS)
    found = outbox.find("c")
    assert [(row.case_id, row.state, row.answer) for row in found] == [
        (second.case_id, "queued", {}),
        (first.case_id, "accepted", {"server_no": "n"}),
    ]
    assert found[0].receipt_sealed == b"locked"


def test_the_age_of_the_oldest_is_told_for_the_alarm(outbox):
    assert outbox.oldest_age_s(NOON_MS) == 0
    numbers = file(outbox)
    file(outbox, NOON + dt.timedelta(seconds=60))
    assert outbox.oldest_age_s(NOON_MS + 90_000) == 90
    outbox.accepted(numbers.case_id, {}, NOON_MS)
    assert outbox.oldest_age_s(NOON_MS + 90_000) == 30
    assert outbox.oldest_age_s(NOON_MS - 90_000) == 0


def test_sweeping_touches_no_enclosure_that_is_still_needed(outbox):
    file(outbox)
    assert outbox.sweep() == 0
    (queued,) = outbox.due("case", NOON_MS)
    assert [outbox.body(one) for one in queued.enclosures]


class OutboxLife(RuleBasedStateMachine):
    """Whatever happens in whatever order, nothing filed is ever forgotten, and a settled case never moves."""

    def __init__(self):
        super().__init__()
        import tempfile
        from pathlib import Path

        self.keep = tempfile.TemporaryDirectory()
        self.folder = Path(self.keep.name) / "state"
        self.store = Store.open(self.folder)
        self.outbox = Outbox(self.store)
        self.states = {}

    @rule()
    def file(self):
        self.states[file(self.outbox, ciphertexts=(b"page",)).case_id] = "queued"

    @precondition(lambda self: self.states)
    @rule(data=st.data(), act=st.sampled_from(["accepted", "rejected", "dead", "postpone"]))
    def act(self, data, act):
        case_id = list(self.states)[data.draw(st.integers(0, len(self.states) - 1))]
        argument = {"accepted": {"server_no": case_id}}.get(act, "code")
        getattr(self.outbox, act)(case_id, argument, NOON_MS)
        if act != "postpone" and self.states[case_id] == "queued":
            self.states[case_id] = act

    @rule()
    def restart(self):
        self.store.close()
        self.store = Store.open(self.folder)
        self.outbox = Outbox(self.store)
        self.outbox.sweep()

    @rule()
    def wake(self):
        self.outbox.wake()

    @invariant()
    def every_case_is_where_it_should_be(self):
        assert {row["case_id"]: row["state"] for row in self.store.rows("SELECT case_id, state FROM outbox")} == (
            self.states
        )
        queued = {case_id for case_id, state in self.states.items() if state == "queued"}
        due = self.outbox.due("case", NOON_MS, limit=1000)
        assert set(ids(due)) == queued
        assert all(self.outbox.body(one) == b"page" for row in due for one in row.enclosures)

    def teardown(self):
        self.store.close()
        self.keep.cleanup()


TestOutboxLife = OutboxLife.TestCase
TestOutboxLife.settings = settings(max_examples=15, stateful_step_count=15, deadline=None)


def test_each_lane_is_looked_through_for_what_a_mad_clock_postponed(outbox):
    case = file(outbox)
    outbox.rate("r", created=NOON, pack=lambda _n: Parcel(b"x", "", "", b""))
    for row in (case.case_id, "r"):
        outbox.postpone(row, "platform-unreachable", NOON_MS + 10 * LONGEST_WAIT_MS)
    found = [queued.case_id for lane in ("case", "rating") for queued in outbox.due(lane, NOON_MS)]
    assert found == [case.case_id, "r"]
