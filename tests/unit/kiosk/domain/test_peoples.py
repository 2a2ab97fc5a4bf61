"""What a chip says of a people becomes the name that its card prints."""

import pytest

from kiosk.domain.peoples import NAMES, people_of


@pytest.mark.parametrize(
    ("code", "name"),
    [("01", "汉"), ("05", "维吾尔"), ("15", "土家"), ("29", "柯尔克孜"), ("43", "乌孜别克"), ("56", "基诺")],
)
def test_a_code_is_its_people(code, name):
    assert people_of(code) == name


@pytest.mark.parametrize("code", ["", "97", "98", "00", "57", "1", "汉"])
def test_nothing_is_made_up(code):
    assert people_of(code) == ""


def test_there_are_fifty_six_and_each_once():
    assert len(NAMES) == len(set(NAMES.values())) == 56
