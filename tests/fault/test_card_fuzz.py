"""Everything that reads a card's bytes, given spoiled ones: a small share of the campaign in benchmarks/cards.py."""

import random

import pytest

from benchmarks.cards_fuzz import Tally, attack
from benchmarks.cards_mutators import MUTATORS, mutated
from benchmarks.cards_targets import TARGETS
from benchmarks.cards_targets_icao import ICAO_TARGETS

INPUTS, SLOW_INPUTS = 400, 30
SLOW = ("whole reading", "portrait")


@pytest.mark.parametrize("target", [*TARGETS, *ICAO_TARGETS], ids=lambda target: target.name)
def test_spoiled_bytes_are_taken_or_refused_by_type(target):
    tally = Tally()
    count = SLOW_INPUTS if target.name.endswith(SLOW) or "portrait" in target.name else INPUTS
    attack(target, count, random.Random(20261122), tally)
    assert tally.escaped == []
    assert tally.inputs == count


@pytest.mark.parametrize("target", [*TARGETS, *ICAO_TARGETS], ids=lambda target: target.name)
def test_the_seeds_are_good_ones(target):
    for seed in target.seeds:
        if "wire" not in target.name:
            target.attack(seed)


def test_every_mutator_changes_what_it_is_given():
    dice, good = random.Random(1), bytes(range(64))
    for mutator in MUTATORS:
        assert any(mutator(dice, good, good[::-1]) != good for _ in range(5)), mutator.__name__


def test_the_same_seed_spoils_in_the_same_way():
    one, other = random.Random(7), random.Random(7)
    assert [mutated(one, [b"same bytes"]) for _ in range(20)] == [mutated(other, [b"same bytes"]) for _ in range(20)]
