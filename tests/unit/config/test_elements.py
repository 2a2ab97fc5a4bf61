"""An item that leaves one of the seventeen elements out does not load, and is told its name in Chinese."""

from dataclasses import replace

import pytest

from config.item_elements import ELEMENTS, check_elements
from config.item_parts import Fee
from config.item_rules import check_item
from config.load import load_services

ITEM = load_services()["elder-card-joint"]
LEFT_OUT = {
    "task_name": {"task_name": ""},
    "task_code": {"task_code": ""},
    "dept_name": {"dept_name": ""},
    "by_law": {"by_law": ()},
    "server_type": {"server_type": ()},
    "conditions": {"conditions": ()},
    "materials": {"materials": ()},
    "handle_flow": {"handle_flow": ()},
    "anticipate_days": {"anticipate_explain": ""},
    "promise_days": {"guide": replace(ITEM.guide, time=("", ""))},
    "fee": {"fee": Fee(charge=True, basis="当年标准")},
    "results": {"results": ()},
    "annual_check": {"annual_check": ""},
    "common_errors": {"common_errors": ()},
    "channels.consult_tel": {"channels": replace(ITEM.channels, consult_tel="")},
    "channels.supervise_tel": {"channels": replace(ITEM.channels, supervise_tel="")},
    "channels.window": {"channels": replace(ITEM.channels, window_hours="")},
}


def notes(item, check=check_elements):
    found = []
    check(item, lambda key, message: found.append((key, message)))
    return found


def told(item):
    return notes(item, lambda one, note: check_item(one, one.id, None, note))


def test_there_are_seventeen_and_the_items_have_them_all():
    assert len(ELEMENTS) == 17
    assert LEFT_OUT.keys() == ELEMENTS.keys()
    assert [notes(item) for item in load_services().values()] == [[]] * 16


@pytest.mark.parametrize("key", LEFT_OUT)
def test_what_is_left_out_is_named_in_chinese(key):
    assert (key, f"missing element: {ELEMENTS[key][0]}") in notes(replace(ITEM, **LEFT_OUT[key]))


def test_more_than_three_approvals_want_a_reason():
    step = replace(ITEM.handle_flow[0], member="")
    many = replace(ITEM, handle_flow=(step,) * 4)
    assert ("handle_flow", "4 approval steps, expected at most 3 unless complicated") in told(many)
    assert told(replace(many, complicated=True)) == []


def test_the_steps_of_members_run_side_by_side():
    first, second = (replace(ITEM.handle_flow[0], member=member.id) for member in ITEM.members)
    assert told(replace(ITEM, handle_flow=(first, first, second, second))) == []


def test_a_way_longer_than_the_promise_is_told():
    slow = load_services()["aged-allowance"]
    steps = tuple(replace(step, days=3) for step in slow.handle_flow)
    assert ("handle_flow", "takes longer than the promised 5 working days") in told(replace(slow, handle_flow=steps))


def test_a_step_of_nobody_and_a_member_without_an_office_are_told():
    step = replace(ITEM.handle_flow[0], member="tram-card")
    member = replace(ITEM.members[0], dept_uscc="11999901MADEM00119")
    found = dict(told(replace(ITEM, handle_flow=(step,), members=(member, *ITEM.members[1:]))))
    assert {"handle_flow[1].member", "members[1].dept_uscc"} <= found.keys()


def test_a_sentence_that_was_cut_is_told():
    found = dict(told(replace(ITEM, common_errors=("邮寄地址缺门牌号，以及",))))
    assert found["common_errors[1]"].startswith("a sentence was cut")
