"""Every journey of the customer has its branches, with a test that exists or a reason; the page is made of them."""

import re

import pytest
from journey_index import PAGE, ROOT, journeys, page

JOURNEYS = journeys()
NAMED = sorted(
    {
        name
        for one in JOURNEYS.values()
        for proof in one["branches"].values()
        if not isinstance(proof, str)
        for name in proof
    }
)
MARKS = {"C1": "✗✗✗✗✗⌁", "C2": "✗", "C4": "⚡⚡⚡⚡⚡⚡⚡", "C7": "⌁", "C8": "⌁"}
"""The branches that the journeys mark: ✗ error, ⌁ offline, ⚡ power."""


def test_the_page_is_the_one_that_is_made():
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_journey_is_there():
    assert list(JOURNEYS) == [f"C{number}" for number in range(1, 14)]


def test_every_step_of_the_first_journey_is_there():
    steps = {branch.split()[0] for branch in JOURNEYS["C1"]["branches"]}
    assert {str(number) for number in range(1, 13)} <= steps


@pytest.mark.parametrize("key", MARKS)
def test_no_marked_branch_is_left_out(key):
    branches = "".join(JOURNEYS[key]["branches"])
    assert all(branches.count(mark) >= MARKS[key].count(mark) for mark in set(MARKS[key]))


@pytest.mark.parametrize("key", JOURNEYS)
def test_a_branch_has_a_test_or_a_reason(key):
    assert JOURNEYS[key]["name"]
    assert all(JOURNEYS[key]["branches"].values())


@pytest.mark.parametrize("named", NAMED)
def test_what_walks_a_branch_exists(named):
    path, _, name = named.partition("::")
    text = (ROOT / "tests" / path).read_text(encoding="utf-8")
    assert re.search(rf"^def {name or 'test_'}\b" if name else r"^def test_", text, re.MULTILINE), named
