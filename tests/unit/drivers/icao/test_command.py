"""Command APDUs in all their forms (ISO 7816-4 §5.1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.icao.command import Command

COMMANDS = st.builds(
    Command,
    *[st.integers(0, 255)] * 4,
    data=st.binary(max_size=255),
    le=st.none() | st.integers(1, 256),
) | st.builds(
    Command,
    *[st.integers(0, 255)] * 4,
    data=st.binary(max_size=600),
    le=st.none() | st.integers(1, 65536),
    extended=st.just(value=True),
)


@pytest.mark.parametrize(
    ("command", "coded"),
    [
        (Command(0x00, 0xA4, 0x04, 0x0C), "00A4040C"),
        (Command(0x00, 0xB0, 0x9E, 0x00, le=256), "00B09E0000"),
        (Command(0x00, 0xB0, 0x9E, 0x00, le=65536, extended=True), "00B09E00000000"),
        (Command(0x00, 0xA4, 0x04, 0x0C, b"\xa0\x00"), "00A4040C02A000"),
        (Command(0x00, 0xA4, 0x04, 0x0C, b"\xa0\x00", extended=True), "00A4040C000002A000"),
        (Command(0x00, 0x86, 0x00, 0x00, b"\x7c\x00", 256), "00860000027C0000"),
        (Command(0x0C, 0xB0, 0x00, 0x00, b"\x97", 65536, extended=True), "0CB00000000001970000"),
    ],
)
def test_every_case_has_its_coding(command, coded):
    assert command.to_bytes() == bytes.fromhex(coded)
    assert Command.from_bytes(bytes.fromhex(coded)) == command


@given(COMMANDS)
def test_a_coded_command_is_the_same_command_again(command):
    again = Command.from_bytes(command.to_bytes())
    if not command.data and command.le is None:
        assert again.header == command.header
    else:
        assert again == command


@pytest.mark.parametrize(
    "wrong",
    [
        Command(0, 0xB0, 0, 0, le=257),
        Command(0, 0xB0, 0, 0, le=65537, extended=True),
        Command(0, 0xB0, 0, 0, bytes(256)),
    ],
)
def test_lengths_that_do_not_fit_are_refused(wrong):
    with pytest.raises(ValueError, match="lengths"):
        wrong.to_bytes()


@given(st.binary(max_size=20))
def test_noise_is_a_command_or_a_value_error(raw):
    try:
        command = Command.from_bytes(raw)
    except ValueError:
        return
    assert command.header == raw[:4]


def test_a_command_does_not_show_what_it_carries():
    said = repr(Command(0, 0x82, 0, 0, b"\xa1" * 40)).upper()
    assert "A1A1A1" not in said
    assert "\\XA1" not in said
