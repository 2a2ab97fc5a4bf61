"""From a card's words to a person, or a refusal that says nothing about them."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.types import CardReading, Trust
from kiosk.journeys.identity import IdentityRefused, identify

TODAY = dt.date(2026, 11, 21)
ZHAO = CardReading(
    kind="shebao",
    name="赵桂兰",
    number="999901195202290022",
    sex="2",
    birth=dt.date(1952, 2, 29),
    issuer="示范市人力资源和社会保障局",
    valid_until=dt.date(2030, 1, 1),
    trust=Trust.UNVERIFIED,
)


def refused(**changes):
    with pytest.raises(IdentityRefused) as refusal:
        identify(dataclasses.replace(ZHAO, **changes), TODAY)
    assert "赵" not in str(refusal.value)
    assert "9999" not in str(refusal.value)
    return refusal.value.code


def test_a_good_card_tells_who_stands_here():
    zhao = identify(ZHAO, TODAY)
    assert (zhao.name, zhao.number, zhao.sex, zhao.birth) == ("赵桂兰", "999901195202290022", "女", ZHAO.birth)
    assert (zhao.kind, zhao.trust, zhao.issuer, zhao.valid_until) == (
        "shebao",
        "unverified",
        ZHAO.issuer,
        ZHAO.valid_until,
    )


def test_someone_born_on_29_february_ages_on_1_march_of_common_years():
    zhao = identify(ZHAO, TODAY)
    assert zhao.age_on(dt.date(2026, 2, 28)) == 73
    assert zhao.age_on(dt.date(2026, 3, 1)) == 74


def test_padding_is_no_part_of_name_or_number():
    zhao = identify(dataclasses.replace(ZHAO, name="赵桂兰\0\0", number=" 999901195202290022 "), TODAY)
    assert (zhao.name, zhao.number) == ("赵桂兰", "999901195202290022")


def test_what_the_card_leaves_out_the_number_knows():
    zhao = identify(dataclasses.replace(ZHAO, sex="", birth=None), TODAY)
    assert (zhao.sex, zhao.birth) == ("女", dt.date(1952, 2, 29))


@pytest.mark.parametrize(("said", "sex"), [("1", "男"), ("2", "女"), ("女", "女"), ("9", "女"), ("F", "女")])
def test_sex_is_taken_in_every_way_cards_say_it(said, sex):
    assert identify(dataclasses.replace(ZHAO, sex=said), TODAY).sex == sex


def test_a_small_x_is_taken():
    li = dataclasses.replace(ZHAO, name="李䶮", number="99990119620615003x", birth=None, sex="")
    assert identify(li, TODAY).number.endswith("X")


def test_a_card_without_end_is_valid():
    assert identify(dataclasses.replace(ZHAO, valid_until=None, long_term=True), TODAY).long_term


def test_the_last_day_is_still_valid():
    assert identify(dataclasses.replace(ZHAO, valid_until=TODAY), TODAY)
    assert refused(valid_until=TODAY - dt.timedelta(days=1)) == "card-expired"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " \0"}, "card-name-empty"),
        ({"number": "999901195202290023"}, "card-number-invalid"),
        ({"number": ""}, "card-number-invalid"),
        ({"number": "99990119520229"}, "card-number-invalid"),
        ({"birth": dt.date(1952, 3, 1)}, "card-birth-mismatch"),
        ({"trust": Trust.PA_FAILED}, "card-unproven"),
        ({"kind": "emrtd", "number": "E12345678", "birth": None}, "card-number-invalid"),
        ({"kind": "emrtd", "number": "E12345678", "birth": TODAY + dt.timedelta(days=1)}, "card-birth-mismatch"),
    ],
)
def test_what_does_not_fit_is_refused_by_its_code(changes, code):
    assert refused(**changes) == code


def test_a_passport_has_a_number_of_its_own():
    person = identify(dataclasses.replace(ZHAO, kind="emrtd", number="L898902C3", sex="F"), TODAY)
    assert (person.number, person.sex) == ("L898902C3", "女")


def test_a_person_never_shows_in_a_repr():
    assert repr(identify(ZHAO, TODAY)) == "<Identity shebao>"


@given(st.text(max_size=30), st.text(max_size=20), st.dates(), st.sampled_from(["shebao", "resident", "emrtd"]))
def test_any_card_is_a_person_or_a_refusal(name, number, birth, kind):
    try:
        person = identify(CardReading(kind=kind, name=name, number=number, birth=birth), TODAY)
    except IdentityRefused:
        return
    assert person.name
    assert person.number
    assert person.birth <= TODAY
