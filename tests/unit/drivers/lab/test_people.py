"""The lab's people are fictional, and their numbers are right."""

import pytest

from drivers.lab.people import PEOPLE, person

KEYS = ("zhao", "ouyang", "ayi", "li", "wang", "ou")


def check_digit(body):
    """GB 11643 (MOD 11-2)."""
    return "10X98765432"[sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(body)) % 11]


@pytest.mark.parametrize("someone", PEOPLE, ids=lambda someone: someone.key)
def test_numbers_have_their_check_digit_their_region_and_the_holders_sex(someone):
    assert someone.number[17] == check_digit(someone.number[:17])
    assert someone.number.startswith("999901")
    assert someone.sex == {1: "1", 0: "2"}[int(someone.number[16]) % 2]


def test_everybody_lives_in_the_demonstration_district():
    assert all(someone.address.startswith("示范市示范区") for someone in PEOPLE)


def test_everything_fits_its_field_on_the_card():
    for someone in PEOPLE:
        assert len(someone.name.encode("utf-16-le")) <= 30
        assert len(someone.address.encode("utf-16-le")) <= 70
        assert len(someone.issuer.encode("utf-16-le")) <= 30


def test_people_are_found_by_key_and_by_name():
    assert tuple(someone.key for someone in PEOPLE) == KEYS
    assert person("ou") is person("欧䶮𬭎")
    assert person("ou").birth.year == 1950


def test_a_stranger_is_told_who_is_here():
    with pytest.raises(ValueError, match=r"zhao.*ou"):
        person("nobody")
