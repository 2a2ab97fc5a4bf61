"""The APDU journal: headers, lengths and status; never data."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.journal import KEPT, ApduJournal
from drivers.types import ResponseApdu


def line(apdu, answer=None):
    journal = ApduJournal()
    journal.note(bytes.fromhex(apdu), time.monotonic(), answer)
    return journal.tail()[0].split(" ms ")[1]


@pytest.mark.parametrize(
    ("apdu", "said"),
    [
        ("00A40000", "00A40000"),
        ("00B0000010", "00B00000 Le=16"),
        ("FFB0000000", "FFB00000 Le=256"),
        ("00A4040003010203", "00A40400 Lc=3"),
        ("00A404000301020300", "00A40400 Lc=3 Le=256"),
        ("00B09C00000000", "00B09C00 Le=65536"),
        ("00B09C00000101", "00B09C00 Le=257"),
        ("0CB09C0000000201020000", "0CB09C00 Lc=2 Le=65536"),
        ("0CB09C000000020102", "0CB09C00 Lc=2"),
        ("00", "00"),
        ("", ""),
    ],
)
def test_a_command_is_told_by_header_and_lengths(apdu, said):
    assert line(apdu) == f"{said} -> none"


def test_an_answer_is_told_by_length_and_status():
    assert line("00B09C0000", ResponseApdu(bytes(231), 0x9000)) == "00B09C00 Le=256 -> 231 9000"
    assert line("0084000008", ResponseApdu(b"", 0x6A82)) == "00840000 Le=8 -> 0 6A82"


def test_only_the_last_exchanges_are_kept():
    journal = ApduJournal()
    for number in range(KEPT + 10):
        journal.note(bytes((0, 0xB2, number % 256, 0)), time.monotonic(), None)
    assert len(journal.tail()) == KEPT
    assert f"00B2{(KEPT + 9) % 256:02X}00" in journal.tail(1)[0]
    journal.clear()
    assert journal.tail() == ()


@given(data=st.binary(min_size=8, max_size=40), answer=st.binary(min_size=8, max_size=40))
def test_no_byte_of_command_data_or_answer_is_in_it(data, answer):
    journal = ApduJournal()
    journal.note(b"\x00\xa4\x04\x00" + bytes((len(data),)) + data, time.monotonic(), ResponseApdu(answer, 0x9000))
    told = "".join(journal.tail()) + repr(list(journal._ring))
    assert data.hex() not in told.lower()
    assert answer.hex() not in told.lower()
    assert repr(data)[2:-1] not in told
