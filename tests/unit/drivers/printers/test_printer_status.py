from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.printers.status import EPSON, read_status
from drivers.types import Condition, PrinterState

C = Condition


@pytest.mark.parametrize(
    ("answers", "state", "conditions", "code"),
    [
        ("12 12 12 12", "READY", set(), ""),
        ("12 12 12 1e", "READY", {C.PAPER_LOW}, ""),
        ("1a 32 12 7e", "BLOCKED", {C.OFFLINE, C.PAPER_OUT, C.PAPER_LOW}, "printer-paper-out"),
        ("1a 16 12 12", "BLOCKED", {C.OFFLINE, C.COVER_OPEN}, "printer-cover-open"),
        ("1a 52 1a 12", "BLOCKED", {C.OFFLINE, C.ERROR, C.CUTTER}, "printer-cutter"),
        ("1a 52 52 12", "BLOCKED", {C.OFFLINE, C.ERROR, C.HEAD_HOT}, "printer-head-hot"),
        ("1a 12 12 12", "BLOCKED", {C.OFFLINE}, "printer-offline"),
        ("12 12 32 12", "BLOCKED", {C.ERROR}, "printer-error"),
        ("16 12 12 12", "READY", set(), ""),
    ],
)
def test_the_bytes_of_the_manual_mean_what_the_manual_says(answers, state, conditions, code):
    status = read_status([bytes((byte,)) for byte in bytes.fromhex(answers)])
    assert (status.state.name, status.conditions, status.code) == (state, conditions, code)


@pytest.mark.parametrize(
    "answers",
    [
        [],
        [b"\x12"] * 3,
        [b"\x12"] * 5,
        [b"\x12", b"", b"\x12", b"\x12"],
        [b"\x12", b"\x12\x12", b"\x12", b"\x12"],
        [b"\x10", b"\x00", b"\x00", b"\x00"],  # automatic status back, cover shut
        [b"\xff"] * 4,
        [b"\x00"] * 4,
    ],
)
def test_silence_garbage_and_other_peoples_answers_are_no_status(answers):
    status = read_status(answers)
    assert status.state is PrinterState.UNAVAILABLE
    assert status.code == "printer-unavailable"


@given(st.lists(st.binary(max_size=3), max_size=6))
def test_reading_never_raises_and_is_ready_only_on_four_valid_bytes(answers):
    status = read_status(answers)
    if status.state is PrinterState.READY:
        assert len(answers) == len(EPSON)
        assert all(len(answer) == 1 and answer[0] & 0x93 == 0x12 for answer in answers)


@given(st.lists(st.integers(0, 255).map(lambda byte: byte & 0x6C | 0x12), min_size=4, max_size=4))
def test_any_fault_bit_blocks(answers):
    first, second, third, fourth = answers
    well = not (first & 0x08 or second & 0x64 or third & 0x6C or fourth & 0x60)
    assert (read_status([bytes((byte,)) for byte in answers]).state is PrinterState.READY) == well
