"""The mark of a licence: the check character of published marks, and none other (standards 2.6)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.codes import USCC_ALPHABET, USCC_WEIGHTS
from config.licence_codes import LICENCE_ROOT, check_character, is_licence_id, licence_id

PUBLISHED = [
    "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
    "1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0",
    "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9",
]


def uscc(body):
    total = sum(USCC_ALPHABET.index(one) * weight for one, weight in zip(body, USCC_WEIGHTS, strict=True))
    return body + USCC_ALPHABET[-total % 31]


def parts(mark):
    return "".join(mark.removeprefix(f"{LICENCE_ROOT}.").split(".")[:-1])


@pytest.mark.parametrize("mark", PUBLISHED)
def test_the_check_character_is_that_of_published_marks(mark):
    assert check_character(parts(mark)) == mark[-1]
    assert is_licence_id(mark)


@pytest.mark.parametrize("mark", PUBLISHED)
def test_any_other_check_character_is_wrong(mark):
    others = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") - {mark[-1]}
    assert not any(is_licence_id(mark[:-1] + one) for one in others)


@given(
    st.text(USCC_ALPHABET, min_size=17, max_size=17),
    st.integers(0, 999),
    st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=32),
    st.integers(1, 999),
    st.data(),
)
def test_a_mark_stands_and_one_character_changed_is_found_out(body, kind, serial, version, data):
    owner = uscc(body)
    mark = licence_id(owner, f"{kind:03}", owner, serial, version)
    assert is_licence_id(mark)
    at = data.draw(st.integers(len(LICENCE_ROOT) + 1, len(mark) - 1))
    other = data.draw(st.sampled_from(sorted(set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") - {mark[at]})))
    if mark[at] != ".":
        assert not is_licence_id(mark[:at] + other + mark[at + 1 :])


@pytest.mark.parametrize("broken", [("x" * 18, "001"), (uscc("1" * 17), "1"), (uscc("1" * 17), "001 ")])
def test_parts_that_no_mark_has_are_refused(broken):
    with pytest.raises(ValueError, match=r"mark|substring"):
        licence_id(*broken, uscc("1" * 17), "1")


@given(st.text(max_size=80))
def test_no_other_text_is_one(text):
    assert not is_licence_id(text)
