"""Two persons' cards exchanged while one is read, also when the terminal tries again: never a record of both."""

import random

import pytest

from benchmarks.cards_bench import CARDS
from benchmarks.cards_swaps import HANDS, THERE_AND_BACK, swap_once

SWAPS, SLOW_SWAPS = 40, 4
ONE_PERSON = {"one", "other"}


@pytest.mark.parametrize("label", CARDS)
def test_a_record_is_of_one_person_or_there_is_none(label):
    dice = random.Random(label)
    came = [swap_once(dice, label) for _ in range(SLOW_SWAPS if "short" in label or "pace" in label else SWAPS)]
    if not CARDS[label].secure:
        came = [(what, hand) for what, hand in came if hand != THERE_AND_BACK]
    assert {what for what, _ in came} - ONE_PERSON <= {
        "card-withdrawn",
        "card-garbled",
        "card-unknown",
        "card-key-wrong",
        "card-needs-psam",
        "card-pa-signature",
    }
    assert {hand for _, hand in came} <= set(HANDS)
