"""What a field takes, whoever types it; and that one form holds the forms of all members, each field once."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.item_forms import PREFILLS, check_fields
from config.item_parts import FormField, FormOption
from config.load import load_services
from kiosk.domain.form_entries import Entry
from kiosk.domain.person import Identity
from kiosk.domain.rules.forms import (
    CARD,
    asked_fields,
    chosen,
    fields_of,
    filled_beforehand,
    flaw,
    least_digits,
    prefilled,
    right_digits,
)

ITEMS = load_services()
JOINT = ITEMS["elder-card-joint"]
PHONE = FormField(id="phone", kind="digits", label="电话", label_en="Phone", check="phone", shortest=10, longest=12)
CARD_NO = FormField(id="account", kind="digits", label="卡号", label_en="Card", check="luhn", shortest=16, longest=19)
CHOICE = FormField(
    id="way",
    kind="choice",
    label="方式",
    label_en="Way",
    options=(FormOption(id="one", label="一", label_en="One"), FormOption(id="two", label="二", label_en="Two")),
)
HOME = replace(CHOICE, id="home", kind="given", prefill="card.address")
SOMEBODY = Identity(
    "resident",
    "王小明",
    "999901200402290215",
    "男",
    dt.date(2004, 2, 29),
    "sam_verified",
    "01",
    "示范市示范区幸福路12号3单元",
)


def doubled(digits):
    """Luhn's sum by the book: every second digit from the right doubled, its digits added."""
    return sum(sum(map(int, str(int(d) * (1 + n % 2)))) for n, d in enumerate(reversed(digits)))


@given(st.text("0123456789", min_size=15, max_size=18))
def test_one_last_digit_makes_a_card_number_and_each_other_is_told(stem):
    right = [d for d in "0123456789" if right_digits(CARD_NO, stem + d)]
    assert [doubled(stem + d) % 10 for d in right] == [0]


@given(st.text("0123456789", min_size=15, max_size=18), st.data())
def test_one_digit_typed_wrong_is_told(stem, data):
    number = next(stem + d for d in "0123456789" if right_digits(CARD_NO, stem + d))
    place = data.draw(st.integers(0, len(number) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != number[place]]))
    assert not right_digits(CARD_NO, number[:place] + other + number[place + 1 :])


@pytest.mark.parametrize(
    "good", ["13800138000", "19912345678", "01012345678", "099912345678", "0999123456", "07551234567"]
)
def test_mobiles_and_land_lines_with_their_area_are_telephones(good):
    assert right_digits(PHONE, good)


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "1380013800",
        "138001380000",
        "12800138000",
        "00123456789",
        "81234567",
        "１３８００１３８０００",
        "1380013800a",
    ],
)
def test_others_are_none(bad):
    assert not right_digits(PHONE, bad)


@given(st.text(max_size=30))
def test_whatever_is_written_is_judged_without_an_error(text):
    for field in (PHONE, CARD_NO, replace(PHONE, check="", pattern="1[3-9][0-9]{9}|0[0-9]{9,11}"), CHOICE, HOME):
        assert flaw(field, text, "") in {"", "missing", "wrong-digits", "unknown-option"}
    if right_digits(PHONE, text):
        assert PHONE.shortest <= len(text) <= PHONE.longest
        assert len(text) >= least_digits(PHONE, text)


def test_what_must_be_said_and_what_need_not():
    assert flaw(CHOICE, "") == "missing"
    assert flaw(replace(CHOICE, required=False), "") == ""
    assert flaw(CHOICE, "three") == "unknown-option"
    assert flaw(HOME, "") == "missing"
    assert (
        flaw(replace(HOME, options=()), "") == ""
    )  # the card does not say it, the citizen is not asked: the office looks
    assert flaw(HOME, "示范市", "示范市") == ""
    assert flaw(HOME, "青松县", "示范市") == "unknown-option"
    assert flaw(HOME, "two", "示范市") == ""


def test_every_source_is_read_from_the_card():
    assert CARD.keys() == set(PREFILLS)
    said = {source: prefilled(replace(HOME, prefill=source), SOMEBODY) for source in PREFILLS}
    assert said == {
        "card.name": "王小明",
        "card.number": "999901200402290215",
        "card.sex": "男",
        "card.birth": "2004-02-29",
        "card.ethnicity": "汉",
        "card.address": "示范市示范区幸福路12号3单元",
        "card.house": "12",
    }
    assert prefilled(replace(HOME, prefill="card.house"), replace(SOMEBODY, address="某村")) == ""
    assert prefilled(replace(HOME, prefill="store.居住证"), SOMEBODY) == ""


def test_what_a_field_depends_on_decides_whether_it_is_asked():
    item = ITEMS["aged-allowance"]
    names = {
        way: [f.id for f in asked_fields(item, chosen(item, {"payout": way}))] for way in ("bank", "social-card", "x")
    }
    assert "account" in names["bank"]
    assert "account" not in names["social-card"]
    assert "account" not in names["x"]


# 一套表单 (F27): the union of the members' forms, each field once.


@st.composite
def joint_forms(draw):
    """A joint item whose members' forms overlap as they like."""
    members = tuple(member.id for member in JOINT.members)
    sources = draw(st.lists(st.sampled_from(PREFILLS), unique=True, min_size=1))
    return tuple(
        FormField(
            id=f"field_{n}",
            kind="given",
            label=f"第{n}项",
            label_en=f"Field {n}",
            prefill=source,
            members=tuple(draw(st.lists(st.sampled_from(members), unique=True))),
        )
        for n, source in enumerate(sources)
    )


@given(joint_forms())
def test_one_form_is_the_union_of_its_members_forms_with_each_field_once(fields):
    item = replace(JOINT, fields=fields, steps=())
    noted = []
    check_fields(item, lambda key, message: noted.append((key, message)))
    assert noted == []
    merged = asked_fields(item, {})
    parts = [fields_of(item, member.id) for member in item.members]
    assert [field.id for field in merged] == [field.id for field in fields]
    assert {field.id for part in parts for field in part} == {field.id for field in merged}
    assert len({field.prefill for field in merged}) == len(merged)


@given(joint_forms(), st.data())
def test_the_same_thing_asked_twice_is_refused(fields, data):
    again = data.draw(st.sampled_from(fields))
    name = data.draw(st.sampled_from(["id", "label", "prefill"]))
    other = FormField(id="other", kind="given", label="别的", label_en="Other", prefill="card.other")
    doubled_item = replace(JOINT, fields=(*fields, replace(other, **{name: getattr(again, name)})))
    noted = []
    check_fields(doubled_item, lambda key, message: noted.append((key.rpartition(".")[2], message)))
    assert (name, "used twice") in noted


def test_the_joint_item_has_one_form_and_one_signature():
    every = {field.id for member in JOINT.members for field in fields_of(JOINT, member.id)}
    assert every == {field.id for field in JOINT.fields}
    assert [step.kind for step in JOINT.steps].count("sign") == 1


@pytest.mark.parametrize(
    ("item", "share"),
    [
        ("elder-card-joint", (7, 8)),
        ("no-crime-record", (5, 7)),
        ("aged-allowance", (5, 8)),
        ("sole-trader-setup", (5, 8)),
    ],
)
def test_the_share_that_is_filled_in_beforehand_is_counted(item, share):
    assert filled_beforehand(ITEMS[item]) == share


def test_a_citizens_word_in_the_place_of_what_was_given_is_a_correction():
    entries = (
        Entry(HOME, "示范市", "card", "示范市"),
        Entry(HOME, "two", "citizen", "示范市"),
        Entry(CHOICE, "one", "citizen"),
    )
    assert [entry.corrected for entry in entries] == [False, True, False]
