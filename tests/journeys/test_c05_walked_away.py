"""C5: somebody walks away: a countdown, the card called for, and the next person sees nothing of it."""

import os
import random

import pytest
from station import Quick, glass, kit

from drivers.lab.people import person
from kiosk.domain import reports
from kiosk.domain.answers import Agree, Defer, Go, Pick, Retake, Signed, Take, Use
from kiosk.domain.state import CardLeft, Choosing, Farewell, IdleWarning, Serving, TakingCard, Welcoming

ITEM = "elder-card-joint"
IDLE_S, WARNING_S, CARD_S = 45, 20, 60
STORIES = int(os.environ.get("KIOSK_STORIES", "60"))
"""How many interleavings of two people are tried: KIOSK_STORIES=1000 tries the whole figure."""


@pytest.fixture
def one(tmp_path):
    station = Quick(tmp_path)
    yield station
    station.close()


def at_the_review(one, who="zhao"):
    one.lay(who)
    one.choose(ITEM)
    one.hurry_to("review")


def test_a_countdown_with_one_way_to_go_on_and_nothing_personal_behind_it(one):
    at_the_review(one)
    one.wait(IDLE_S)
    assert isinstance(one.state, IdleWarning)
    assert one.state.left_s == WARNING_S
    one.press("stay")
    assert isinstance(one.state, Serving)
    assert one.step == "review"
    assert one.run.signature is not None  # nothing was lost


def test_without_an_answer_the_visit_ends_and_the_card_is_asked_for(one):
    at_the_review(one)
    one.wait(IDLE_S + WARNING_S)
    assert isinstance(one.state, TakingCard)
    assert kit.NAME not in glass(one)
    assert one.outbox.depth() == 0


def test_a_card_that_stays_refuses_every_new_visit_and_somebody_is_called_within_three_minutes(one):
    at_the_review(one)
    one.wait(IDLE_S + WARNING_S + CARD_S)
    assert isinstance(one.state, CardLeft)
    for act in ("begin", "leave", "again", "finish"):
        one.press(act)
        assert isinstance(one.state, CardLeft)
    one.choose(ITEM)
    assert isinstance(one.state, CardLeft)
    one.wait(2 * CARD_S)
    assert one.state.calls >= 3
    assert [event for event, _ in one.notes].count("card-left") >= 3
    assert "证件" in glass(one) or "卡" in glass(one)
    one.take()
    assert isinstance(one.state, Welcoming)


def test_another_card_during_the_countdown_closes_at_once_and_begins_anew(one):
    at_the_review(one)
    one.wait(IDLE_S + 3)
    visit = one.attendant.visit
    one.take()
    assert one.state == Farewell("withdrawn")
    one.lay("ou")
    assert isinstance(one.state, Choosing)
    assert one.state.identity.number == person("ou").number
    assert one.attendant.visit > visit
    one.choose(ITEM)
    assert (one.run.captured, one.run.signature, one.run.promise) == ((), None, None)


def test_late_answers_of_the_one_who_left_reach_nobody(one):
    at_the_review(one)
    before = one.attendant.visit
    one.take()
    one.lay("ou")
    shown = one.state
    one.attendant.tell(reports.CardRead(before, person_of("zhao")))
    one.attendant.tell(reports.Consulted(before, (), reached=True))
    assert one.state == shown


def test_a_receipt_in_the_slot_is_taken_back_before_the_next_one_is_welcomed(one):
    at_the_review(one)
    one.tap(Go())
    one.press("finish")
    one.attendant.tell(reports.PrintEnded(one.attendant.visit, "confirmed", 1, waits=True))
    one.take()
    one.wait(40)
    assert isinstance(one.state, Welcoming)
    assert one.cleared == 1


@pytest.mark.parametrize("large", [False, True])
def test_whoever_reads_large_type_leaves_no_trace_of_it(one, large):
    one.lay()
    one.attendant.reads_large(large)
    one.take()
    one.wait(10)
    assert isinstance(one.state, Welcoming)
    assert not one.attendant._cx.large


# Two people, any touches in any order: nothing of the first is ever on the second one's glass.

A, B = "zhao", "ou"
TOUCHES = (
    *(
        "choose",
        "choose",
        "hurry",
        "hurry",
        "hurry",
        "photo",
        "use",
        "take picture",
        "retake",
        "defer",
        "agree",
        "sign",
    ),
    *("go", "go", "pick", "back", "leave", "finish", "again", "list", "rate", "home", "idle", "stay", "long"),
)
ITEMS = (ITEM, "residence-permit-endorse", "aged-allowance", "case-progress", "complaint-unresolved", "pension-proof")


def person_of(who):
    there = person(who)
    return kit.person(there.name, there.number)


def traces(who, one):
    """Return what of this person must not be seen by others: name, numbers, address, the numbers of their cases."""
    there = person(who)
    filed = one.filing.find(person_of(who))
    numbers = [text for case in filed for text in (case.receipt_no, case.query_code, case.case_id)]
    masked = f"{there.name[0]}*{there.name[-1]}"
    return [there.name, there.number, there.number[-4:], there.card_number, there.address, masked, *numbers]


def touch(one, chance):  # noqa: C901 - one line for each touch
    match chance.choice(TOUCHES):
        case "choose":
            one.choose(chance.choice(ITEMS))
        case "hurry" if isinstance(one.state, Serving) and one.run.item.id == ITEM:
            one.hurry_to(chance.choice(("materials", "promise", "sign", "review")) if one.step == "guide" else one.step)
        case "photo":
            one.photograph(person(A).name.encode() * 9)
        case "pick" if isinstance(one.state, Serving):
            rows = [row.id for row in getattr(one.ask, "rows", ()) if hasattr(row, "id")]
            one.tap(Pick(chance.choice(rows)) if rows else Go())
        case "idle":
            one.wait(IDLE_S)
        case "long":
            one.wait(chance.choice((1, 7, 30)))
        case "list":
            one.press("list_missing")
        case "rate":
            one.press("rate", chance.randrange(6))
        case "home":
            one.press("browse", "")
        case "back" | "leave" | "finish" | "again" | "stay" as word:
            one.press(word)
        case word:
            answers = {"use": Use(), "take picture": Take(), "retake": Retake(), "defer": Defer(), "agree": Agree()}
            answers |= {"sign": Signed((((0.0, 0.0, 0), (99.0, 0.0, 90)),), b"png of the first"), "go": Go()}
            one.tap(answers.get(word, Go()))


def test_the_search_finds_what_stands_on_the_glass(one):
    at_the_review(one)
    one.tap(Go())
    words = glass(one)
    assert {text for text in traces(A, one) if text in words}


@pytest.mark.parametrize("story", range(STORIES))
def test_nothing_of_the_first_is_ever_on_the_glass_of_the_second(one, story):
    chance = random.Random(f"walked away {story}")
    one.lay(A)
    for _ in range(chance.randrange(1, 18)):
        touch(one, chance)
    one.take()
    if chance.random() < 0.5:  # at once, or after a while
        one.wait(chance.randrange(40))
    secret = traces(A, one)
    one.shown.clear()
    one.lay(B)
    for _ in range(chance.randrange(4, 18)):
        touch(one, chance)
        words = glass(one) + glass(one, english=True)
        seen = [text for text in secret if text and text in words]
        assert not seen, f"{type(one.state).__name__} {one.step} shows {len(seen)} traces"
    if isinstance(one.state, Serving):
        assert one.run.identity.number == person(B).number
