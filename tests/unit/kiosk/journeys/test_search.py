"""Search by what people say: among the first three for nine of ten, and never anything that is no item."""

import pytest
import queries
import queries_strange
import queries_unseen
from hypothesis import given
from hypothesis import strategies as st

from kiosk.journeys.catalogue import open_catalogue
from kiosk.journeys.search import SearchIndex

CATALOGUE = open_catalogue()
INDEX = SearchIndex(CATALOGUE.items)
ASKED = [
    (text, item_id)
    for asked in (queries.QUERIES, queries_unseen.UNSEEN, queries_strange.STRANGE)
    for item_id, block in asked.items()
    for text in (one.strip() for line in block.strip().splitlines() for one in line.split("|"))
]
LEAST = 0.9


def places():
    """Return each query with the place of its item among the first three, 0 for none."""
    for text, item_id in ASKED:
        found = [item.id for item in INDEX.find(text, 3)]
        yield text, item_id, found.index(item_id) + 1 if item_id in found else 0


def test_nine_of_ten_find_their_item_among_the_first_three():
    lost = [(text, item_id) for text, item_id, place in places() if not place]
    assert len(ASKED) >= 200
    assert len(lost) <= len(ASKED) * (1 - LEAST), lost


def test_most_find_it_first():
    assert sum(place == 1 for _, _, place in places()) >= len(ASKED) * 0.8


@pytest.mark.parametrize("item", CATALOGUE.items, ids=lambda item: item.id)
def test_an_items_own_name_and_its_initials_find_it_first(item):
    assert INDEX.find(item.short_name)[0] is item
    assert INDEX.find(item.task_name)[0] is item


@pytest.mark.parametrize("text", ["", "   ", "？！", "zzzzzz", "🙂"])
def test_what_asks_for_nothing_finds_nothing(text):
    assert INDEX.find(text) == ()


@given(st.text(max_size=30))
def test_only_items_come_back_each_once(text):
    found = INDEX.find(text)
    ids = [item.id for item in found]
    assert all(CATALOGUE.item(item_id) is item for item_id, item in zip(ids, found, strict=True))
    assert len(set(ids)) == len(ids) <= 6
    assert INDEX.find(text) == found


@given(st.sampled_from(ASKED), st.sampled_from(["", " ", "。", "！！", "\u3000"]))
def test_blanks_and_marks_change_nothing(asked, mark):
    text, _ = asked
    assert INDEX.find(f"{mark}{text}{mark}") == INDEX.find(text)
