"""A copy is numbered before it leaves, and no story of a print job hides one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offline_cache.errors import PrintStateRefused
from offline_cache.print_journal import REACHED_FROM, PrintJournal
from offline_cache.store import Store


@pytest.fixture
def journal(store):
    return PrintJournal(store)


def test_queueing_twice_is_queueing_once(journal):
    assert journal.queue("a") == journal.queue("a")
    assert journal.job("a").state == "QUEUED"
    assert journal.job("b") is None


def test_copies_are_numbered_from_one(journal):
    journal.queue("a")
    assert journal.sending("a") == 1
    journal.confirmed("a")
    assert journal.sending("a") == 2
    assert (journal.job("a").copies, journal.job("a").proven) == (2, 1)


def test_queueing_a_printed_job_leaves_it_printed(journal):
    journal.queue("a")
    journal.sending("a")
    journal.confirmed("a")
    assert journal.queue("a").state == "CONFIRMED"


def test_the_number_is_committed_before_sending_returns(journal, folder):
    journal.queue("a")
    journal.sending("a")
    other = Store.open(folder)
    assert PrintJournal(other).job("a").state == "SENDING"
    assert PrintJournal(other).job("a").copies == 1
    other.close()


def test_a_held_job_says_why_and_keeps_its_number_used(journal):
    journal.queue("a")
    journal.held("a", "printer-paper-out")
    assert journal.job("a").code == "printer-paper-out"
    assert journal.sending("a") == 1
    journal.held("a", "printer-jam")
    assert journal.sending("a") == 2
    assert journal.job("a").code == ""


def test_what_was_being_sent_when_the_power_went_is_unknown_afterwards(journal):
    for key in ("a", "b", "c"):
        journal.queue(key)
    journal.sending("a")
    journal.sending("b")
    journal.confirmed("b")
    (cut,) = journal.recover()
    assert (cut.key, cut.state, cut.copies, cut.code) == ("a", "UNKNOWN", 1, "print-unproven")
    assert [journal.job(key).state for key in "bc"] == ["CONFIRMED", "QUEUED"]
    assert journal.recover() == []
    assert journal.sending("a") == 2


def test_nothing_can_be_done_to_a_job_that_was_never_queued(journal):
    for act in (journal.sending, journal.confirmed, lambda key: journal.held(key, "x")):
        with pytest.raises(PrintStateRefused) as refusal:
            act("a")
        assert refusal.value.code == "print-state"


def test_a_proof_that_comes_twice_is_refused(journal):
    journal.queue("a")
    journal.sending("a")
    journal.confirmed("a")
    with pytest.raises(PrintStateRefused):
        journal.confirmed("a")
    with pytest.raises(PrintStateRefused):
        journal.held("a", "printer-jam")


@settings(max_examples=40, deadline=None)
@given(story=st.lists(st.sampled_from(["sending", "confirmed", "held", "unknown", "recover", "queue"]), max_size=12))
def test_any_story_keeps_the_count_of_copies(tmp_path_factory, story):
    store = Store.open(tmp_path_factory.mktemp("state"))
    journal = PrintJournal(store)
    journal.queue("a")
    sent = proven = 0
    for act in story:
        before = journal.job("a")
        if act == "recover":
            journal.recover()
            assert journal.job("a").state != "SENDING"
        elif act == "queue":
            assert journal.queue("a") == before
        else:
            state = act.upper()
            call = getattr(journal, act)
            arguments = ("a", "why") if act in {"held", "unknown"} else ("a",)
            if before.state in REACHED_FROM[state]:
                call(*arguments)
                sent, proven = sent + (act == "sending"), proven + (act == "confirmed")
                assert journal.job("a").state == state
            else:
                with pytest.raises(PrintStateRefused):
                    call(*arguments)
                assert journal.job("a") == before
        assert (journal.job("a").copies, journal.job("a").proven) == (sent, proven)
    store.close()
