"""C6: the paper ends, jams, hangs behind an open cover: what is owed is told, offered otherwise, printed once more."""

import pytest
from station import codes_of, glass, kit, words_of

from kiosk.domain.answers import Go
from kiosk.domain.state import Choosing, Delivering, OfferingReceipt, Welcoming

ITEM = "elder-card-joint"


@pytest.fixture
def one(station):
    station.line.up = False
    return station


def file(one, who="zhao"):
    one.lay(who)
    one.choose(ITEM)
    one.hurry_to("review")
    one.tap(Go())
    return one.state.filed


def go_away(one):
    one.press("finish")
    one.take()
    one.wait(30)
    assert isinstance(one.state, Welcoming)


# Before.


def test_a_paper_that_is_near_its_end_is_known_before_anybody_begins(one):
    one.lab.command(["paper-near-end"])
    one.look()
    assert one.health.printer_low
    assert one.health.printer == ""


def test_no_paper_is_told_before_an_item_begins(one):
    one.lab.command(["paper-out"])
    one.look()
    assert one.health.printer == "printer-paper-out"
    one.press("begin")
    assert "纸" in glass(one)


# During.


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        ("paper-out", "printer-paper-out"),
        ("cover-open", "printer-cover-open"),
        ("jam", "printer-jam"),
        ("offline", "printer-offline"),
    ],
)
def test_a_printer_in_trouble_holds_the_receipt_and_the_case_stands(one, harm, code):
    one.lab.command(["family", "custom"] if harm == "jam" else ["state"])
    one.lab.command([harm])
    filed = file(one)
    assert (one.state.phase, one.state.code) == ("held", code)
    assert one.printed() == []
    assert one.outbox.queued(filed.case_id) is not None
    words = glass(one)
    assert filed.query_code[:4] in words  # read aloud, written down, or scanned
    assert filed.query_code[4:] in words
    assert "已打印" not in words


def test_paper_that_ends_in_the_middle_is_never_called_printed(one):
    one.lab.command(["paper-out-at", "20"])
    filed = file(one)
    assert (one.state.phase, one.state.code) == ("unknown", "printer-paper-out")
    go_away(one)
    assert not one.filing.find(kit.person())[0].printed
    # after the refill: the same number, marked 补打, and only what was owed
    one.lab.command(["refill"])
    before = len(one.printed())
    one.lay()
    assert isinstance(one.state, OfferingReceipt)
    assert one.state.filed.case_id == filed.case_id
    one.press("again")
    assert isinstance(one.state, Delivering)
    assert (one.state.phase, one.state.copy) == ("done", 2)
    words = words_of(one.document(one.state.filed, 2))
    assert "补打" in words
    assert filed.receipt_no in words
    (code,) = codes_of(one.printed()[before:][-1:])
    assert filed.query_code in code


def test_after_the_refill_only_what_was_owed_is_offered_and_only_to_its_owner(one):
    first = file(one)
    assert one.state.phase == "done"
    go_away(one)
    one.lab.command(["paper-out"])
    second = file(one, "ou")
    assert one.state.phase == "held"
    one.press("leave")
    one.take()
    one.wait(30)
    one.lab.command(["refill"])
    one.lay()  # hers is in her hand: nothing is offered
    assert isinstance(one.state, Choosing)
    one.take()
    one.wait(10)
    one.lay("wang", "resident")  # never to somebody else
    assert isinstance(one.state, Choosing)
    one.take()
    one.wait(10)
    one.lay("ou")
    assert isinstance(one.state, OfferingReceipt)
    assert (one.state.filed.case_id, one.state.filed.case_id) != (first.case_id, first.case_id)
    assert one.state.filed.case_id == second.case_id


def test_a_held_receipt_comes_as_soon_as_there_is_paper_while_its_owner_waits(one):
    one.lab.command(["paper-out"])
    filed = file(one)
    assert one.state.phase == "held"
    one.lab.command(["refill"])
    one.look()
    one.press("again")
    assert one.state.phase == "done"
    assert one.state.filed.receipt_no == filed.receipt_no
    assert one.filing.find(kit.person())[0].printed


def test_no_citizen_is_told_to_open_a_door(one):
    one.lab.command(["cover-open"])
    file(one)
    assert "打开机" not in glass(one)
    assert "工作人员" in glass(one)
