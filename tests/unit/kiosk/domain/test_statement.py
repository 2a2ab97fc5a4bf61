"""The statement equals the deferrable set of the catalogue, and its version changes with it."""

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from config.load import load_services
from kiosk.domain.rules.deferral import days_for
from kiosk.domain.rules.statement import statement

ITEMS = tuple(load_services().values())


def test_it_equals_the_deferrable_set_of_the_catalogue():
    told = {(one.form, one.material_code) for one in statement(ITEMS).entries}
    allowed = {(item.form, code) for item in ITEMS if item.deferral.allowed for code in item.deferral.deferrable}
    assert told == allowed != set()
    needed_later = {(item.form, one.material_code) for item in ITEMS for one in item.materials if one.is_need == 3}
    assert told == needed_later


def test_the_days_are_those_that_are_offered_and_no_core_paper_is_among_it():
    by_form = {item.form: item for item in ITEMS}
    for entry in statement(ITEMS).entries:
        item = by_form[entry.form]
        assert entry.days == days_for(item) > 0
        assert entry.material_code not in item.deferral.core
        assert entry.core


@given(st.sets(st.sampled_from(range(len(ITEMS)))))
def test_any_part_of_the_catalogue_says_the_same_of_its_items(places):
    part = [ITEMS[place] for place in sorted(places)]
    forms = {item.form for item in part}
    assert statement(part).entries == tuple(one for one in statement(ITEMS).entries if one.form in forms)


def test_its_version_changes_when_a_paper_may_no_longer_follow():
    item = next(item for item in ITEMS if item.deferral.allowed)
    without = dataclasses.replace(item, deferral=dataclasses.replace(item.deferral, allowed=False))
    changed = [without if one is item else one for one in ITEMS]
    assert statement(changed).version != statement(ITEMS).version
    assert statement(ITEMS) == statement(ITEMS)
