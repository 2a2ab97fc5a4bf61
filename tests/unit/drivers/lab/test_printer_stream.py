from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.lab.printer_stream import RealTimeScanner, next_command

PURGE = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
COMMANDS = [
    b"\x1b@",
    b"\x1bJ\x18",
    b"\x1ba\x01",
    b"\n",
    "受理回执".encode("gb18030"),
    b"\x1dv0\x00\x02\x00\x03\x00" + b"\x10\x04\x01\x1b@\n",
    b"\x1dV\x01",
    b"\x1dVB\x00",
    b"\x1d(k\x04\x001A2\x00",
    b"\x1d(H\x06\x0000!!!!",
    b"\x1dr\x01",
    b"\x10\x04\x02",
    PURGE,
]


def split(stream):
    commands = []
    while (found := next_command(stream)) is not None:
        commands.append(stream[: found[1]])
        stream = stream[found[1] :]
    return commands, stream


@given(st.lists(st.sampled_from(COMMANDS), max_size=8))
def test_a_stream_falls_into_its_commands(commands):
    texts = [command for command in commands if command[0] >= 0x20]
    found, rest = split(b"\x1b@".join(commands) if texts else b"".join(commands))
    assert rest == b""
    assert [command for command in found if command != b"\x1b@"] == [c for c in commands if c != b"\x1b@"]


@pytest.mark.parametrize("command", [c for c in COMMANDS if c[0] < 0x20])
def test_an_unfinished_command_waits_for_its_end(command):
    for length in range(len(command)):
        assert next_command(command[:length]) is None
    assert next_command(command)[1] == len(command)


@given(st.binary(max_size=60))
def test_any_bytes_are_taken_without_complaint(stream):
    found, rest = split(stream)
    assert b"".join(found) + rest == stream


@given(
    st.lists(
        st.sampled_from([b"\x10\x04\x01", b"\x10\x04\x04", b"\x10\x05\x02", PURGE, b"x", b"\x00\x10"]), max_size=9
    ),
    st.integers(0, 60),
)
def test_real_time_commands_are_seen_at_once_wherever_the_line_cuts_them(parts, cut):
    stream = b"".join(parts)
    scanner = RealTimeScanner()
    pieces = scanner.feed(stream[:cut]) + scanner.feed(stream[cut:])
    assert b"".join(piece for piece, _ in pieces) == stream
    seen = [real_time for _, real_time in pieces if real_time]
    assert seen == [part for part in parts if part[0] == 0x10]


def test_a_real_time_command_inside_a_picture_is_obeyed_too():
    pieces = RealTimeScanner().feed(b"\x1dv0\x00\x03\x00\x01\x00" + b"\x10\x04\x01")
    assert [real_time for _, real_time in pieces if real_time] == [b"\x10\x04\x01"]
