"""C4 (a): the power goes before anything was handed in; the same card within a quarter of an hour: 继续刚才的？"""

import datetime as dt
from dataclasses import replace

import canary_writings
import pytest
from memory_scan import in_files
from station import CATALOGUE, INK, glass, kit

from kiosk.domain.answers import Agree, Decline, Go, Pick, Reply, Use
from kiosk.domain.state import Choosing, Delivering, OfferingReceipt, Resuming, Serving, Welcoming
from kiosk.journeys.catalogue import Catalogue
from kiosk.journeys.resuming import ANEW, RESUME

ITEM = "elder-card-joint"
PICTURE = bytes(range(256)) * 40


@pytest.fixture
def one(station):
    station.line.up = False
    return station


def cut(one):
    """The power goes and comes back; she has taken her card."""
    one.card = None
    one.boot()
    assert isinstance(one.state, Welcoming)


def go(one, kind, **answers):
    """Answer what is ordinary, and these, until this step is on the glass; each answer must lead on."""
    ordinary = {"guide": Go(), "materials": Go(), "capture": Use(), "promise": Agree(), "sign": INK}
    while one.step != kind:
        if one.step == "capture":
            one.photograph(PICTURE)
        before = one.run
        one.tap({**ordinary, "commit": Decline(), **answers}[one.step])
        assert one.run is not before, one.state.fault


def no_to_all(one):
    return Reply(tuple((question.id, False) for question in one.run.item.questions))


def visit_to(one, kind):
    one.lay()
    one.choose(ITEM)
    go(one, kind)


@pytest.mark.parametrize("kind", ["capture", "review"])
def test_the_same_card_is_asked_and_goes_on_at_its_step_with_all_that_was_given(one, kind):
    visit_to(one, kind)
    before = one.run
    cut(one)
    assert "老年人" not in glass(one)
    one.lay()
    assert isinstance(one.state, Resuming)
    words = glass(one)
    assert "继续刚才的？" in words
    assert "重新开始" in words
    assert kit.NAME not in words
    one.tap(Pick(RESUME))
    stands = {"review": "sign"}.get(kind, kind)  # a signature is given anew
    assert (one.step, one.run.captured, one.run.promise) == (stands, before.captured, before.promise)
    one.hurry_to("review")
    one.tap(Go())
    assert isinstance(one.state, Delivering)
    assert one.outbox.depth() == 1
    assert ("draft-resumed", ITEM) in one.notes


def test_a_form_with_questions_comes_back_as_it_was_said(one):
    one.lay("wang", "resident")
    one.choose("residence-permit-endorse")
    go(one, "sign", questions=no_to_all(one), delivery=Pick("ems"))
    before = one.run
    cut(one)
    one.lay("wang", "resident")
    one.tap(Pick(RESUME))
    assert one.step == "sign"
    assert (one.run.answers, one.run.form) == (before.answers, before.form)
    assert one.run.form["delivery"] == "ems"


def test_fields_that_were_chosen_are_not_asked_again(one):
    one.lay("wang", "resident")
    one.choose("no-crime-record")
    go(one, "form")
    one.tap(Pick(one.ask.rows[0].id))
    before = one.run
    cut(one)
    one.lay("wang", "resident")
    one.tap(Pick(RESUME))
    assert (one.run.index, one.run.form) == (before.index, before.form)
    assert one.run.index > 1


def test_another_region_s_office_comes_back_with_it(one):
    one.lay("wang", "resident")
    one.choose("sole-trader-setup")
    one.tap(no_to_all(one))
    other = one.ask.rows[1].id
    one.tap(Pick(other))
    before = one.run
    cut(one)
    one.lay("wang", "resident")
    one.tap(Pick(RESUME))
    assert (one.run.item, one.step) == (before.item, before.step.kind)


def test_who_begins_anew_finds_nothing_of_it_and_neither_does_the_disk(one):
    visit_to(one, "review")
    cut(one)
    one.lay()
    one.tap(Pick(ANEW))
    assert (one.step, one.run.captured) == ("guide", ())
    assert list((one.folder / "drafts").iterdir()) == []
    assert ("draft-declined", ITEM) in one.notes


def test_nobody_else_is_asked_and_the_draft_waits_for_her(one):
    visit_to(one, "review")
    cut(one)
    for who, kind in (("wang", "resident"), ("zhao", "resident")):  # another one; another card of her own
        one.lay(who, kind)
        assert isinstance(one.state, Choosing)
        one.take()
        one.wait(10)
    one.lay()
    assert isinstance(one.state, Resuming)


def test_after_a_quarter_of_an_hour_it_is_gone(one):
    visit_to(one, "review")
    one.skip(minutes=15, seconds=1)
    cut(one)
    assert list((one.folder / "drafts").iterdir()) == []
    one.lay()
    assert isinstance(one.state, Choosing)


@pytest.mark.parametrize("step", [dt.timedelta(days=-3650), dt.timedelta(days=3650)], ids=str)
def test_a_clock_that_came_back_wrong_destroys_it(one, step):
    visit_to(one, "review")
    one.at += step
    cut(one)
    assert list((one.folder / "drafts").iterdir()) == []


def test_cut_off_again_and_again_she_is_asked_again_and_again(one):
    visit_to(one, "capture")
    for kind in ("promise", "sign"):
        cut(one)
        one.skip(minutes=10)
        one.lay()
        one.tap(Pick(RESUME))
        if one.step == "capture":
            one.photograph(PICTURE)
            one.tap(Use())
        else:
            one.tap(Agree())
        assert one.step == kind


def test_cut_off_right_after_the_commit_the_receipt_is_offered_and_nothing_is_asked_twice(one, monkeypatch):
    visit_to(one, "review")
    real = one._file
    monkeypatch.setattr(one, "_file", lambda visit, run: (real(visit, run), one.queue.clear()))
    one.tap(Go())
    assert len(list((one.folder / "drafts").iterdir())) == 1  # the power went before it was destroyed
    monkeypatch.undo()
    cut(one)
    one.skip(seconds=5)
    one.lay()
    assert isinstance(one.state, OfferingReceipt)
    assert list((one.folder / "drafts").iterdir()) == []
    assert one.outbox.depth() == 1


def test_an_item_whose_text_changed_meanwhile_is_said_and_begun_anew(one):
    visit_to(one, "review")
    cut(one)
    new = {item.id: replace(item, version="2027.01.1") if item.id == ITEM else item for item in CATALOGUE.items}
    one.attendant.renew(Catalogue(new))
    one.lay()
    assert "刚才的接不上了" in glass(one)
    one.tap(Pick(RESUME))
    assert isinstance(one.state, Resuming)
    one.tap(Pick(ANEW))
    assert (one.step, one.run.captured) == ("guide", ())
    assert ("draft-outdated", ITEM) in one.notes


def test_who_left_or_walked_away_has_left_nothing(one):
    for out in (lambda: one.press("leave"), one.take, lambda: one.wait(120)):
        visit_to(one, "review")
        out()
        assert not isinstance(one.state, Serving)
        assert list((one.folder / "drafts").iterdir()) == []
        if one.card:
            one.take()
        one.wait(30)


def test_what_lies_on_the_disk_names_nobody_with_the_devices_own_secret_beside_it(one):
    """Name, number, address, telephone and picture in every writing; the card's imprint too, which is the key."""
    imprints = []
    one._tell, tell = (lambda report: (imprints.append(getattr(report, "imprint", b"")), tell(report))), one._tell
    one.lay("wang", "resident")
    one.choose("residence-permit-endorse")
    go(one, "delivery", questions=no_to_all(one))
    one.card = None
    one.boot()
    (draft,) = (one.folder / "drafts").iterdir()
    assert draft.stat().st_size > len(PICTURE)
    imprint = next(filter(None, imprints))
    needles = canary_writings.labelled(
        name=canary_writings.writings("王小明"),
        number=canary_writings.writings("999901200402290215"),
        address=canary_writings.writings("示范市示范区大学路1号"),
        picture=canary_writings.pictures([PICTURE[at : at + 64] for at in (0, 100, 5000)]),
        imprint=canary_writings.pictures([imprint]),
        answers=canary_writings.pictures([b"M-RESIDE", b"residence-permit"]),
    )
    assert in_files(one.folder / "drafts", needles) == []
    assert [find for find in in_files(one.folder, needles) if "answers" not in find[1]] == []
