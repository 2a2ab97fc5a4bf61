"""A draft says all that was given and nothing of who gave it; it is one card's, and no case twice."""

import datetime as dt
import functools
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from platform_kit import NAME, NOW, NUMBER, finished_run, person

from kiosk.domain.case import Committed, Holding
from kiosk.domain.draft import GIVEN, draft_of, same_draft
from kiosk.domain.inquiry import Found, Inquiry
from kiosk.domain.paper_doubt import Look
from kiosk.sync.draft_facts import read_draft, write_draft
from kiosk.sync.drafts import Drafts
from kiosk.sync.receipts_kept import filed_of
from offline_cache.draft_box import DraftBox
from offline_cache.rows import Numbers

IMPRINT, OTHER = b"i" * 32, b"o" * 32
TIER = Found(Inquiry("credit-tier", "1", {"item": "x"}, quiet=True), "known", {"tier": "full"})
ASKED = Found(Inquiry("progress", "2", {}), "known", {"cases": []})
HELD = Holding("老年优待证未领记录", "示范市民政局", dt.date(2026, 11, 20), "B")


@functools.cache
def whole():
    return replace(
        finished_run(),
        index=5,
        consulted=True,
        look="0198c0de-5a1e-7b00-a1b2-c3d4e5f60718",
        holdings=(HELD,),
        withheld=(HELD,),
        answers={"alone": True},
        unsure=frozenset({"rented"}),
        commitments=(Committed("c", "0" * 64, 5300, 3),),
        form={"phone": "13800138000", "delivery": "ems"},
        found={"credit-tier": TIER, "progress": ASKED},
    )


@pytest.fixture
def drafts(tmp_path):
    return Drafts(DraftBox(tmp_path / "drafts", b"s" * 32))


def filed(run, at):
    return filed_of(run, Numbers(1, "store", "case-1", "K0007-20261121-0001-C", "7K3M9QX4"), at)


def test_a_page_that_was_doubted_is_still_doubted_after_a_power_cut():
    page = replace(whole().captured[0], look=Look(frozenset({"card"}), frozenset({"printed"})), doubt="card")
    run = replace(whole(), captured=(page,))
    assert read_draft(write_draft(draft_of(run, NOW))).captured == (page,)


def test_all_that_was_given_comes_back_and_of_the_centres_answers_those_that_save_papers():
    draft = read_draft(write_draft(draft_of(whole(), NOW)))
    assert draft == draft_of(whole(), NOW)
    back = draft.onto(replace(whole(), index=0, captured=(), promise=None))
    assert {name: getattr(back, name) for name in GIVEN if name != "found"} == {
        name: getattr(whole(), name) for name in GIVEN if name != "found"
    }
    assert back.found == {"credit-tier": TIER}


def test_nothing_of_the_card_is_in_it():
    said = write_draft(draft_of(whole(), NOW)).decode()
    assert not [word for word in (NAME, NUMBER, person().address) if word in said]


@settings(max_examples=40)
@given(st.dictionaries(st.text(min_size=1), st.text()), st.sets(st.text()), st.integers(0, 40))
def test_any_answer_in_any_writing_comes_back(form, unsure, index):
    run = replace(whole(), form=form, unsure=frozenset(unsure), index=index)
    assert read_draft(write_draft(draft_of(run, NOW))) == draft_of(run, NOW)


def test_typing_a_key_is_no_new_draft_and_a_picture_is():
    run = whole()
    assert same_draft(run, replace(run, typing="13", retakes=2))
    assert not same_draft(run, replace(run, captured=()))


def test_the_same_card_finds_it_and_no_other(drafts):
    drafts.keep(whole(), IMPRINT, NOW)
    assert drafts.find(OTHER, (), NOW) is None
    assert drafts.find(b"", (), NOW) is None
    assert drafts.find(IMPRINT, (), NOW) == draft_of(whole(), NOW)
    drafts.drop(IMPRINT)
    assert drafts.find(IMPRINT, (), NOW) is None


def test_what_was_handed_in_right_before_the_power_went_is_no_draft_any_more(drafts):
    earlier, later = filed(whole(), NOW - dt.timedelta(hours=1)), filed(whole(), NOW + dt.timedelta(seconds=1))
    drafts.keep(whole(), IMPRINT, NOW)
    assert drafts.find(IMPRINT, (earlier,), NOW) is not None
    assert drafts.find(IMPRINT, (replace(later, item_id="another"),), NOW) is not None
    assert drafts.find(IMPRINT, (later, earlier), NOW) is None
    assert drafts.find(IMPRINT, (), NOW) is None  # destroyed


def test_one_that_another_release_wrote_is_destroyed(drafts, monkeypatch):
    facts = json.loads(write_draft(draft_of(whole(), NOW))) | {"schema": "kiosk.draft/2"}
    monkeypatch.setattr("kiosk.sync.drafts.write_draft", lambda _draft: json.dumps(facts).encode())
    drafts.keep(whole(), IMPRINT, NOW)
    assert drafts.find(IMPRINT, (), NOW) is None
    assert drafts.purge(NOW + dt.timedelta(days=1)) == 0
