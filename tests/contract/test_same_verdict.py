"""The preview on the glass and the decision at the office come out of one engine (F16): the same for anybody."""

import random

import applicants
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.rules.truth import Truth
from kiosk.journeys.catalogue import open_catalogue

ITEMS = open_catalogue().items
TAKEN = [item for item in ITEMS if item.steps]


@given(st.integers(0, 2**32))
def test_both_sides_say_the_same_and_name_every_rule(seed):
    applicant = applicants.anybody(random.Random(seed))
    for item in ITEMS:
        preview, decided = applicants.both_verdicts(item, applicant)
        assert decided == preview
        assert [verdict.rule_id for verdict in decided.verdicts] == [
            f"{item.id}@{item.version}#{condition.id}" for condition in item.conditions
        ]


@given(st.integers(0, 2**32), st.sampled_from(TAKEN))
def test_what_the_terminal_lets_through_the_office_takes(seed, item):
    chance = random.Random(seed)
    applicant = applicants.anybody(chance)
    run = applicants.run_of(item, applicant, chance)
    preview, _ = applicants.both_verdicts(item, applicant)
    if preview.truth is Truth.NO:
        assert applicants.refusal(run) == "not-eligible"
    elif applicants.whole(run):
        assert applicants.refusal(run) == ""


@pytest.mark.parametrize(
    ("number", "item_id", "truth"),
    [
        ("999901195202290022", "elder-card-joint", Truth.YES),
        ("999901195202290022", "aged-allowance", Truth.NO),
        ("999901194001010018", "aged-allowance", Truth.YES),
        ("99990119880808012X", "residence-permit-endorse", Truth.UNKNOWN),
        ("99990119880808012X", "medical-insurance-pay", Truth.YES),
        ("99990119620615003X", "medical-insurance-pay", Truth.NO),
        ("999901200402290215", "elder-card-joint", Truth.NO),
        ("999901200402290215", "sole-trader-setup", Truth.YES),
    ],
)
def test_what_the_registers_add_decides_what_the_card_alone_could_not(number, item_id, truth):
    chance = random.Random(0)
    someone = applicants.anybody(chance)
    known = applicants.born_as(someone, number)
    item = next(item for item in ITEMS if item.id == item_id)
    preview, decided = applicants.both_verdicts(item, known)
    assert decided.truth is truth
    assert preview.truth in {truth, Truth.UNKNOWN}
