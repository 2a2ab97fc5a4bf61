"""A copy is numbered before it leaves, and no story of a print job hides one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offline_cache import migrations
from offline_cache.errors import PrintStateRefused
from offline_cache.print_journal import PrintJournal
from offline_cache.print_moves import REACHED_FROM
from offline_cache.store import Store

ACTS = {
    "preflight": "PREFLIGHT",
    "sending": "SENDING",
    "confirmed": "CONFIRMED",
    "presented": "PRESENTED",
    "taken": "TAKEN",
    "taken_back": "RETRACTED",
    "held": "HELD",
    "unknown": "UNKNOWN",
    "failed": "FAILED",
}
WITH_A_REASON = {"held", "unknown", "failed"}


@pytest.fixture
def journal(store):
    return PrintJournal(store)


def send(journal, key="a"):
    journal.queue(key)
    journal.preflight(key)
    return journal.sending(key)


def test_queueing_twice_is_queueing_once(journal):
    assert journal.queue("a") == journal.queue("a")
    assert journal.job("a").state == "QUEUED"
    assert journal.job("b") is None
    assert [state for state, _ in journal.times("a")] == ["QUEUED"]


def test_copies_are_numbered_from_one(journal):
    assert send(journal) == 1
    journal.confirmed("a")
    assert send(journal) == 2
    assert (journal.job("a").copies, journal.job("a").proven) == (2, 1)


def test_queueing_a_printed_job_leaves_it_printed(journal):
    send(journal)
    journal.confirmed("a")
    assert journal.queue("a").state == "CONFIRMED"


def test_the_number_is_committed_before_sending_returns(journal, folder):
    send(journal)
    other = Store.open(folder)
    assert PrintJournal(other).job("a").state == "SENDING"
    assert PrintJournal(other).job("a").copies == 1
    other.close()


def test_no_number_is_given_without_asking_the_printer_first(journal):
    journal.queue("a")
    with pytest.raises(PrintStateRefused):
        journal.sending("a")


def test_a_held_job_says_why_and_keeps_its_number_used(journal):
    journal.queue("a")
    journal.preflight("a")
    journal.held("a", "printer-paper-out")
    assert journal.job("a").code == "printer-paper-out"
    assert send(journal) == 1
    journal.held("a", "printer-jam")
    assert send(journal) == 2
    assert journal.job("a").code == ""


def test_what_was_being_sent_when_the_power_went_is_unknown_and_what_was_asked_for_is_queued(journal):
    send(journal, "a")
    send(journal, "b")
    journal.confirmed("b")
    journal.queue("c")
    journal.queue("d")
    journal.preflight("d")
    (cut,) = journal.recover()
    assert (cut.key, cut.state, cut.copies, cut.code) == ("a", "UNKNOWN", 1, "print-unproven")
    assert [journal.job(key).state for key in "bcd"] == ["CONFIRMED", "QUEUED", "QUEUED"]
    assert journal.recover() == []
    assert send(journal) == 2


def test_a_paper_at_the_exit_outlives_a_restart_and_is_known(journal):
    send(journal)
    journal.confirmed("a")
    journal.presented("a")
    assert journal.recover() == []
    assert [job.key for job in journal.waiting()] == ["a"]
    journal.taken("a")
    assert journal.waiting() == []
    assert journal.job("a").given


def test_what_the_machine_took_back_is_owed_again_until_another_copy_is_proven(journal):
    send(journal)
    journal.confirmed("a")
    journal.presented("a")
    journal.taken_back("a")
    assert not journal.job("a").given
    assert send(journal) == 2
    journal.confirmed("a")
    assert journal.job("a").given


def test_a_job_that_is_given_up_stays_given_up_and_says_why(journal):
    send(journal)
    journal.unknown("a", "printer-jam")
    journal.failed("a", "print-limit")
    assert (journal.job("a").state, journal.job("a").code) == ("FAILED", "print-limit")
    with pytest.raises(PrintStateRefused):
        journal.preflight("a")


def test_every_move_has_its_time_and_the_newest_is_known(store):
    clock = iter(range(1000, 2000))
    journal = PrintJournal(store, lambda: next(clock))
    assert journal.newest() is None
    send(journal)
    journal.confirmed("a")
    states, times = zip(*journal.times("a"), strict=True)
    assert states == ("QUEUED", "PREFLIGHT", "SENDING", "CONFIRMED")
    assert list(times) == sorted(times)
    journal.queue("b")
    journal.queue("c", "a4")
    assert journal.newest().key == "b"


def test_only_the_newest_moves_are_kept(store, monkeypatch):
    monkeypatch.setattr("offline_cache.print_journal._MOVES_KEPT", 3)
    journal = PrintJournal(store)
    send(journal)
    journal.confirmed("a")
    assert [state for state, _ in journal.times("a")] == ["PREFLIGHT", "SENDING", "CONFIRMED"]


def test_a_paper_keeps_its_kind_and_its_length(journal):
    journal.queue("a", "a4")
    journal.preflight("a")
    journal.sending("a", 138.5)
    journal.confirmed("a")
    assert (journal.job("a").kind, journal.job("a").length_mm) == ("a4", 138.5)


def test_nothing_can_be_done_to_a_job_that_was_never_queued(journal):
    for act in (journal.preflight, journal.sending, journal.confirmed, lambda key: journal.held(key, "x")):
        with pytest.raises(PrintStateRefused) as refusal:
            act("a")
        assert refusal.value.code == "print-state"


def test_a_proof_that_comes_twice_is_refused(journal):
    send(journal)
    journal.confirmed("a")
    with pytest.raises(PrintStateRefused):
        journal.confirmed("a")
    with pytest.raises(PrintStateRefused):
        journal.held("a", "printer-jam")


def test_jobs_of_an_older_store_are_kept_with_their_numbers(folder, tmp_path, monkeypatch, behind):
    steps = tmp_path / "steps"
    steps.mkdir()
    first = migrations.FOLDER / "0001_begin.sql"
    (steps / first.name).write_text(first.read_text("utf-8"), "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "FOLDER", steps)
        Store.open(folder).close()
    old = [("a", "SENDING", 2, 1, ""), ("b", "CONFIRMED", 1, 1, ""), ("c", "HELD", 0, 0, "printer-jam")]
    with behind(folder) as before:
        before.executemany("INSERT INTO print_job (key, state, copies, proven, code) VALUES (?, ?, ?, ?, ?)", old)
    store = Store.open(folder)
    journal = PrintJournal(store)
    jobs = [journal.job(key) for key in "abc"]
    assert [(job.key, job.state, job.copies, job.proven, job.code) for job in jobs] == old
    assert {job.kind for job in jobs} == {"receipt"}
    assert [job.key for job in journal.recover()] == ["a"]
    assert send(journal) == 3
    store.close()


@settings(max_examples=60, deadline=None)
@given(story=st.lists(st.sampled_from([*ACTS, "recover", "queue"]), max_size=16))
def test_any_story_keeps_the_count_of_copies(tmp_path_factory, story):
    store = Store.open(tmp_path_factory.mktemp("state"))
    journal = PrintJournal(store)
    journal.queue("a")
    sent = proven = retracted = 0
    for act in story:
        before = journal.job("a")
        if act == "recover":
            journal.recover()
            assert journal.job("a").state not in {"SENDING", "PREFLIGHT"}
        elif act == "queue":
            assert journal.queue("a") == before
        else:
            state, call = ACTS[act], getattr(journal, act)
            arguments = ("a", "why") if act in WITH_A_REASON else ("a",)
            if before.state in REACHED_FROM[state]:
                call(*arguments)
                sent, proven = sent + (act == "sending"), proven + (act == "confirmed")
                retracted += act == "taken_back"
                assert journal.job("a").state == state
            else:
                with pytest.raises(PrintStateRefused):
                    call(*arguments)
                assert journal.job("a") == before
        now = journal.job("a")
        assert (now.copies, now.proven, now.retracted) == (sent, proven, retracted)
        assert now.given == (proven > retracted)
    store.close()
