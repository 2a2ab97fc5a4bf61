"""Five levels in two code systems that run in opposite directions: one table, checked both ways."""

import pytest

from kiosk.domain.satisfaction import REASONS, Satisfaction, from_national, national_code, reason_code

TABLE = [
    # name, house and province (5 best), GB/T 39046 A.8 (1 best), bad
    ("VERY_SATISFIED", 5, 1, False),
    ("SATISFIED", 4, 2, False),
    ("FAIRLY_SATISFIED", 3, 3, False),
    ("DISSATISFIED", 2, 4, True),
    ("VERY_DISSATISFIED", 1, 5, True),
]


@pytest.mark.parametrize(("name", "house", "national", "bad"), TABLE, ids=[row[0] for row in TABLE])
def test_both_directions(name, house, national, bad):
    level = Satisfaction[name]
    assert (level.value, national_code(level), level.bad) == (house, national, bad)
    assert from_national(national) is level
    assert Satisfaction(house) is level


def test_the_table_is_whole_and_the_best_of_one_is_the_worst_number_of_the_other():
    assert {row[0] for row in TABLE} == set(Satisfaction.__members__)
    assert [national_code(level) for level in sorted(Satisfaction, reverse=True)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("code", [0, 6, -1, 50])
def test_no_other_code_is_a_level(code):
    with pytest.raises(ValueError, match=r"1…5"):
        from_national(code)
    with pytest.raises(ValueError, match=str(code)):
        Satisfaction(code)


def test_a_reason_carries_its_level():
    codes = {reason_code(level, reason) for level in Satisfaction for reason in REASONS}
    assert len(codes) == len(Satisfaction) * len(REASONS)
    assert reason_code(Satisfaction.DISSATISFIED, "late") == "203"
    with pytest.raises(ValueError, match="tuple"):
        reason_code(Satisfaction.DISSATISFIED, "nothing")
