"""C4: the power goes: before anything was handed in, after it was, in the middle of paper, in the middle of a payment.

What was not handed in is asked for again: test_c04_resuming.py.

Processes that are really killed, at any line and any moment: tests/fault/test_kill_story.py (terminal and platform),
tests/unit/kiosk/printing/test_printing_crash.py (print process), tests/fault/test_store_crash.py (every file).
"""

import pytest
from station import glass, kit, words_of

from kiosk.domain.answers import Go, Use
from kiosk.domain.state import Choosing, Delivering, OfferingReceipt, Serving, Welcoming

ITEM = "elder-card-joint"


@pytest.fixture
def one(station):
    station.line.up = False
    return station


def before_review(one):
    one.lay()
    one.choose(ITEM)
    one.hurry_to("review")


def cut(one):
    """The power goes and comes back; the card lies there or is taken."""
    one.card = None
    one.boot()
    assert isinstance(one.state, Welcoming)


# (a) before 提交


@pytest.mark.parametrize("step", ["guide", "materials", "capture", "promise", "sign", "review"])
def test_before_it_is_handed_in_nothing_of_a_person_comes_back_and_nothing_was_filed(one, step):
    one.lay()
    one.choose(ITEM)
    one.hurry_to(step)
    if step == "capture":
        one.photograph()
        one.tap(Use())
    cut(one)
    assert one.outbox.depth() == 0
    words = glass(one)
    assert kit.NAME not in words
    disk = b"".join(path.read_bytes() for path in one.folder.rglob("*") if path.is_file())
    assert kit.JPEG not in disk
    assert kit.NUMBER.encode() not in disk
    one.lay("wang")
    assert isinstance(one.state, Choosing)  # of what she gave nobody else hears
    one.choose("pension-proof")
    assert one.run.captured == ()


def test_a_card_that_still_lies_there_when_the_power_is_back_is_called_for_or_read(one):
    before_review(one)
    one.boot()
    assert not isinstance(one.state, Serving)
    assert kit.NAME not in glass(one)


# (b) after the commit


def test_after_the_commit_the_receipt_is_offered_to_its_owner_alone(one, monkeypatch):
    before_review(one)
    monkeypatch.setattr(one, "_deliver", lambda _errand: one.queue.clear())  # the power goes right after the commit
    one.tap(Go())
    assert one.outbox.depth() == 1
    monkeypatch.undo()
    cut(one)
    one.lay("wang", "resident")
    assert isinstance(one.state, Choosing)
    one.take()
    one.wait(10)
    one.lay()
    assert isinstance(one.state, OfferingReceipt)
    one.press("again")
    assert isinstance(one.state, Delivering)
    assert (one.state.phase, one.state.copy) == ("done", 1)  # nothing had left the printer: it is the original
    assert one.outbox.depth() == 1


def test_between_the_number_and_the_proof_the_next_paper_is_marked(one, monkeypatch):
    before_review(one)
    room = one._room()
    one.lab.command(["paper-out-at", "20"])  # it began, and nobody knows how far it came
    one.tap(Go())
    assert one.state.phase == "unknown"
    assert room is one.room
    cut(one)
    one.lab.command(["refill"])
    one.lay()
    assert isinstance(one.state, OfferingReceipt)
    one.press("again")
    assert one.state.copy == 2
    assert "补打" in words_of(one.document(one.state.filed, 2))


def test_what_was_committed_before_the_cut_arrives_once_when_the_line_is_back(one, sandbox):
    before_review(one)
    one.tap(Go())
    filed = one.state.filed
    for _ in range(3):
        cut(one)
    one.line.up = True
    one.skip(hours=2)
    one.deliver()
    one.deliver()
    (case,) = [case for case in sandbox.cases() if case["case_id"] == filed.case_id]
    assert case["deliveries"] == 1


@pytest.mark.parametrize("times", range(1, 4))
def test_however_often_the_power_goes_a_case_has_one_number(one, times):
    before_review(one)
    one.tap(Go())
    number = one.state.filed.receipt_no
    for _ in range(times):
        cut(one)
    assert [filed.receipt_no for filed in one.filing.find(kit.person())] == [number]
