"""Looking for an item by letters: what is typed finds, is erased, leads on, and goes with the visit."""

from hypothesis import given
from hypothesis import strategies as st
from visits import EXPLAINED, Hall

from kiosk.domain.answers import Go, Press
from kiosk.domain.keying import ERASE
from kiosk.domain.state import AwaitingCard, Choosing, Informing


def typing(hall, letters):
    for letter in letters:
        hall.attendant.answer(Press(letter))
    return hall.attendant.state


def looking(hall):
    hall.attendant.begin()
    hall.attendant.browse("search")
    return hall


def test_letters_find_and_an_item_is_chosen(hall):
    state = typing(looking(hall), "LNYD")
    assert state.typed == "LNYD"
    assert state.found[0] == "elder-card-joint"
    hall.attendant.choose(state.found[0])
    assert hall.attendant.state == AwaitingCard("elder-card-joint")


def test_an_item_that_is_only_explained_opens_its_guide(hall):
    assert typing(looking(hall), "WFZ").found[0] == EXPLAINED
    hall.attendant.choose(EXPLAINED)
    assert hall.attendant.state == Informing(EXPLAINED)


def test_erasing_goes_back_to_nothing(hall):
    typing(looking(hall), "GJJ")
    assert typing(hall, [ERASE] * 5) == Choosing(None, "search")


def test_home_and_the_whole_list_forget_what_was_typed(hall):
    typing(looking(hall), "GJJ")
    hall.attendant.browse("all")
    assert hall.attendant.state == Choosing(None, "all")
    hall.attendant.browse("search")
    assert hall.attendant.state == Choosing(None, "search")
    typing(hall, "YB")
    hall.attendant.back()
    assert hall.attendant.state == Choosing()


def test_keys_mean_nothing_where_nothing_is_looked_for(hall):
    hall.attendant.begin()
    hall.attendant.answer(Press("A"))
    assert hall.attendant.state == Choosing()
    hall.attendant.browse("search")
    hall.attendant.answer(Go())
    assert hall.attendant.state == Choosing(None, "search")


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", max_size=20))
def test_no_more_letters_are_taken_than_anybody_types(letters):
    state = typing(looking(Hall()), letters)
    assert state.typed == letters[:12]
    assert len(set(state.found)) == len(state.found)
