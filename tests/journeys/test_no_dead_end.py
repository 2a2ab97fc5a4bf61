"""无否决权 (F35): no screen ends in "no" — from every state, fault, guide and step there are two ways on at least."""

from typing import get_args

import pytest

from config.load import load_faults
from kiosk.attendant.events import Intent, Tick
from kiosk.attendant.machine import _TABLE
from kiosk.domain.reports import CardInserted, CardRemoved, Report
from kiosk.domain.state import OutOfService, State
from kiosk.journeys.catalogue import open_catalogue

BY_HAND = {*get_args(Intent), CardInserted, CardRemoved} - {Tick}
BY_ITSELF = {Tick, *get_args(Report)} - BY_HAND
ITEMS = open_catalogue().items
FAULTS = load_faults()


def ways(state):
    """Return what leads on from a state: what a person does, and what comes by itself."""
    events = {event for kind, event in _TABLE if kind is state}
    return events & BY_HAND, events & BY_ITSELF


@pytest.mark.parametrize("state", get_args(State), ids=lambda state: state.__name__)
def test_from_every_state_there_are_two_ways_on(state):
    by_hand, by_itself = ways(state)
    if state is OutOfService:
        assert by_itself == {Tick}  # it tries again by itself; the two ways that people have are the fault's own
        return
    assert len(by_hand) + len(by_itself) >= 2
    assert by_hand


@pytest.mark.parametrize("code", FAULTS)
def test_every_fault_offers_two_ways_in_both_languages(code):
    fault = FAULTS[code]
    for texts in (fault.ways, fault.ways_en):
        assert len(set(texts)) == 2
        assert all(texts)
    assert fault.kept
    assert fault.kept_en


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_every_item_says_what_to_do_where_and_whom_to_call(item):
    assert "12345" in item.guide.unresolved
    assert "窗口" in item.guide.unresolved
    assert item.channels.consult_tel
    assert item.channels.window_hours
    assert all(condition.instead for condition in item.conditions if condition.rule != "True")
