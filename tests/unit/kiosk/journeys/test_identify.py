"""From a card's words to a person, or a refusal that says nothing about them."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.load import load_faults
from drivers.types import CardReading, Trust
from kiosk.domain.numbers import check_mod_11_2
from kiosk.journeys.identity import IdentityRefused, identify

TODAY = dt.date(2026, 11, 21)
FAULTS = load_faults()
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
    ],
)
def test_what_does_not_fit_is_refused_by_its_code(changes, code):
    assert refused(**changes) == code


PASSPORT = CardReading(
    kind="passport",
    name="",
    latin_name="ZHAO GUILAN",
    number="E12345678",
    sex="F",
    birth=dt.date(1952, 2, 29),
    nationality="CHN",
    valid_until=dt.date(2030, 1, 1),
    trust=Trust.PA_OK,
)
TRAVEL = ["passport", "permit-hk", "permit-tw", "permit-cs", "permit-cd"]


def refusal_of(reading):
    with pytest.raises(IdentityRefused) as refusal:
        identify(reading, TODAY)
    return refusal.value.code


def test_a_passport_has_a_number_of_its_own_and_a_name_in_letters_will_do():
    person = identify(PASSPORT, TODAY)
    assert (person.number, person.sex, person.name, person.nationality) == ("E12345678", "女", "ZHAO GUILAN", "CHN")
    assert (person.trust, person.type_code) == ("pa_ok", "414")
    both = identify(dataclasses.replace(PASSPORT, name="赵桂兰"), TODAY)
    assert (both.name, both.latin_name) == ("赵桂兰", "ZHAO GUILAN")


@pytest.mark.parametrize("kind", TRAVEL)
@pytest.mark.parametrize("trust", [trust for trust in Trust if trust is not Trust.PA_OK])
def test_a_chip_without_good_passive_authentication_never_counts_as_verified(kind, trust):
    code = "card-pa-authority" if trust is Trust.PA_UNKNOWN_CA else "card-unproven"
    assert refusal_of(dataclasses.replace(PASSPORT, kind=kind, trust=trust)) == code


@pytest.mark.parametrize("trust", Trust)
def test_the_flaw_of_a_reading_is_the_refusal(trust):
    assert refusal_of(dataclasses.replace(PASSPORT, trust=trust, flaw="card-pa-digest")) == "card-pa-digest"
    assert refused(name="", number="", flaw="card-needs-psam") == "card-needs-psam"


@pytest.mark.parametrize("kind", ["resident", "hmt", "foreigner"])
@pytest.mark.parametrize("trust", [trust for trust in Trust if trust is not Trust.SAM_VERIFIED])
def test_a_second_generation_card_counts_only_by_the_sams_word(kind, trust):
    assert refused(kind=kind, trust=trust) == "card-unproven"


@pytest.mark.parametrize("trust", Trust)
def test_a_technicians_card_is_no_citizens_card(trust):
    assert refused(kind="technician", trust=trust) == "card-technician"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"birth": None}, "card-number-invalid"),
        ({"number": ""}, "card-number-invalid"),
        ({"number": "E1234<678"}, "card-number-invalid"),
        ({"birth": TODAY + dt.timedelta(days=1)}, "card-birth-mismatch"),
        ({"latin_name": "  "}, "card-name-empty"),
        ({"valid_until": TODAY - dt.timedelta(days=1)}, "card-expired"),
    ],
)
def test_a_travel_document_that_does_not_fit_is_refused_by_its_code(changes, code):
    assert refusal_of(dataclasses.replace(PASSPORT, **changes)) == code


def checked(body):
    return body + check_mod_11_2(body)


@pytest.mark.parametrize("prefix", ["810000", "820000", "830000"])
def test_a_residence_permit_of_hong_kong_macao_and_taiwan_has_its_prefix(prefix):
    number = checked(f"{prefix}19520229002")
    good = dataclasses.replace(ZHAO, kind="hmt", number=number, trust=Trust.SAM_VERIFIED)
    assert identify(good, TODAY).number == number
    assert refused(kind="hmt", trust=Trust.SAM_VERIFIED) == "card-number-invalid"


def test_a_foreigners_card_of_2023_has_a_citizens_number_that_begins_with_9():
    card = dataclasses.replace(ZHAO, kind="foreigner", name="", latin_name="MARIE", trust=Trust.SAM_VERIFIED)
    person = identify(dataclasses.replace(card, number=checked("91125019520229002")), TODAY)
    assert (person.name, person.birth, person.type_code) == ("MARIE", dt.date(1952, 2, 29), "553")
    assert refusal_of(dataclasses.replace(card, number=checked("11010119520229002"))) == "card-number-invalid"
    assert refusal_of(dataclasses.replace(card, number=checked("91125019520301002"))) == "card-birth-mismatch"


def test_a_foreigners_card_of_2017_has_letters_of_the_country_and_twelve_digits():
    card = dataclasses.replace(ZHAO, kind="foreigner", number="CAN310158020107", trust=Trust.SAM_VERIFIED)
    assert identify(card, TODAY).number == "CAN310158020107"
    assert refusal_of(dataclasses.replace(card, number="CA3310158020107")) == "card-number-invalid"
    assert refusal_of(dataclasses.replace(card, birth=None)) == "card-number-invalid"


@pytest.mark.parametrize("region", ["000000", "999999", "110228"])
def test_a_region_that_no_list_knows_any_more_passes(region):
    number = checked(f"{region}19520229002")
    assert identify(dataclasses.replace(ZHAO, number=number), TODAY).number == number


@pytest.mark.parametrize(
    "name", ["阿依古丽·买买提", "阿依古丽•买买提", "阿依古丽・买买提", "阿依古丽．买买提", "欧䶮𬭎", "\ue863"]
)
def test_a_name_is_kept_as_the_card_writes_it(name):
    assert identify(dataclasses.replace(ZHAO, name=f"{name}\0\0 "), TODAY).name == name


def test_a_name_holds_no_control_characters():
    assert identify(dataclasses.replace(ZHAO, name="赵\x1b桂\0兰\r"), TODAY).name == "赵桂兰"
    assert refused(name="\x1b\0") == "card-name-empty"


def test_a_person_never_shows_in_a_repr():
    assert repr(identify(ZHAO, TODAY)) == "<Identity shebao>"


KINDS = ["shebao", "resident", "hmt", "foreigner", *TRAVEL, "technician", "nobody-knows"]
NUMBERS = (
    st.text(max_size=20)
    | st.from_regex("[A-Z]{0,3}[0-9]{5,18}X?", fullmatch=True)
    | st.sampled_from(["999901195202290022", "CAN310158020107", "E12345678", checked("81000019520229002")])
)
READINGS = st.builds(
    CardReading,
    kind=st.sampled_from(KINDS),
    name=st.text(max_size=30),
    number=NUMBERS,
    sex=st.sampled_from(["", "1", "2", "9", "F", "<"]),
    birth=st.none() | st.dates() | st.just(dt.date(1952, 2, 29)),
    latin_name=st.text(max_size=20),
    valid_until=st.none() | st.dates(),
    long_term=st.booleans(),
    trust=st.sampled_from(Trust),
    flaw=st.sampled_from(["", "", "card-needs-psam"]),
)
ENOUGH = {**dict.fromkeys(TRAVEL, Trust.PA_OK), **dict.fromkeys(["resident", "hmt", "foreigner"], Trust.SAM_VERIFIED)}


def told(reading):
    try:
        return identify(reading, TODAY)
    except IdentityRefused as refusal:
        return refusal.code


@settings(max_examples=300, deadline=None)
@given(READINGS)
def test_any_card_is_a_proven_person_or_a_refusal_that_has_words(reading):
    person = told(reading)
    if isinstance(person, str):
        assert person in FAULTS
        return
    assert person.name
    assert person.number
    assert person.birth <= TODAY
    assert not reading.flaw
    assert reading.trust is ENOUGH.get(reading.kind, reading.trust)
    assert reading.trust is not Trust.PA_FAILED
    assert person.long_term or person.valid_until is None or person.valid_until >= TODAY
    if len(person.number) == 18 and reading.kind not in TRAVEL:
        assert f"{person.birth:%Y%m%d}" == person.number[6:14]


@settings(max_examples=60, deadline=None)
@given(st.dates(dt.date(1900, 1, 1), TODAY), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_on_a_citizens_card_is_always_refused(birth, place, shift):
    good = checked(f"999901{birth:%Y%m%d}002")
    wrong = good[:place] + str((int(good[place]) + shift) % 10) + good[place + 1 :]
    assert identify(dataclasses.replace(ZHAO, number=good, birth=birth), TODAY).birth == birth
    assert refused(number=wrong, birth=birth) == "card-number-invalid"
