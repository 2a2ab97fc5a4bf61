"""BER-TLV: what is encoded is found again, and what a chip makes up is refused by type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.errors import CardGarbled
from drivers.icao import tlv

TAGS = st.sampled_from([0x04, 0x30, 0x61, 0x77, 0x8E, 0x5F1F, 0x7F61, 0x7F49])


@pytest.mark.parametrize(
    ("size", "header"),
    [(0, "3000"), (127, "307F"), (128, "308180"), (255, "3081FF"), (256, "30820100"), (70000, "3083011170")],
)
def test_lengths_take_the_shortest_form(size, header):
    coded = tlv.encode(0x30, bytes(size))
    assert coded[: len(header) // 2].hex().upper() == header
    assert tlv.whole_size(coded[:8], 0x30) == len(coded)


@given(st.lists(st.tuples(TAGS, st.binary(max_size=300)), max_size=8))
def test_objects_come_back_in_their_order(objects):
    assert tlv.parse(b"".join(tlv.encode(*one) for one in objects)) == objects


def test_a_path_leads_into_the_first_object_of_each_tag():
    inner = tlv.encode(0x80, b"one") + tlv.encode(0x80, b"two")
    assert tlv.find(tlv.encode(0x5F1F, b"no") + tlv.encode(0x7C, inner), 0x7C, 0x80) == b"one"


@pytest.mark.parametrize(
    "data",
    ["30", "3080", "3081", "308200", "3002FF", "30840000000000", "5F", "5F81", "5F810101", "3003800100FF"],
)
def test_what_is_not_exactly_there_is_garbled(data):
    with pytest.raises(CardGarbled):
        tlv.parse(bytes.fromhex(data))


def test_a_missing_object_and_another_tag_are_garbled():
    with pytest.raises(CardGarbled):
        tlv.find(tlv.encode(0x30, b""), 0x31)
    with pytest.raises(CardGarbled):
        tlv.whole_size(tlv.encode(0x30, b""), 0x61)


def test_nobody_makes_it_take_endless_objects_apart():
    tlv.parse(bytes(2 * tlv.MOST_OBJECTS))
    with pytest.raises(CardGarbled):
        tlv.parse(bytes(2 * tlv.MOST_OBJECTS + 2))


@given(st.binary(max_size=80))
def test_noise_is_parsed_or_garbled(data):
    for act in (tlv.parse, lambda noise: tlv.find(noise, 0x30, 0x31), lambda noise: tlv.whole_size(noise, 0x61)):
        try:
            act(data)
        except CardGarbled:
            continue
