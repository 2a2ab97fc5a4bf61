from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drivers.printers.commands import PURGED, process_id, process_tag
from drivers.printers.replies import Kind, sort_replies

ECHO = process_id(process_tag("case#1"), 7)[1]
WHOLE = {
    Kind.STATUS: st.integers(0, 255).map(lambda byte: bytes((byte & 0x6C | 0x12,))),
    Kind.SENSOR: st.sampled_from([b"\x00", b"\x03", b"\x0c", b"\x0f"]),
    Kind.BLOCK: st.one_of(
        st.just(PURGED), st.integers(0, 8000).map(lambda step: process_id(process_tag("case#1"), step)[1])
    ),
    Kind.NOISE: st.sampled_from([b"\xff", b"\x80", b"\x10", b"\x11", b"\x13", b"\x9a"]),
}
REPLY = st.sampled_from(list(WHOLE)).flatmap(lambda kind: WHOLE[kind].map(lambda data: (kind, data)))


@given(st.lists(REPLY, max_size=12))
def test_mixed_answers_come_apart_by_their_fixed_bits(replies):
    stream = b"".join(data for _, data in replies)
    assert sort_replies(stream) == (replies, b"")


@given(st.lists(REPLY, max_size=8), st.integers(0, 60))
def test_where_the_line_cuts_the_stream_makes_no_difference(replies, cut):
    stream = b"".join(data for _, data in replies)
    first, rest = sort_replies(stream[:cut])
    second, left = sort_replies(rest + stream[cut:])
    assert (first + second, left) == (replies, b"")


@given(st.binary(max_size=40))
def test_no_bytes_are_lost_whatever_they_are(stream):
    replies, rest = sort_replies(stream)
    assert b"".join(reply.data for reply in replies) + rest == stream


def test_the_beginning_of_an_echo_waits_for_its_end():
    for length in range(1, len(ECHO)):
        assert sort_replies(ECHO[:length]) == ([], ECHO[:length])


def test_what_only_begins_like_a_block_is_noise():
    assert sort_replies(b"\x37\x99")[0][0].kind is Kind.NOISE
    assert sort_replies(ECHO[:-1] + b"\x01")[0][0].kind is Kind.NOISE


def test_echoes_tell_jobs_and_steps_apart():
    echoes = {process_id(process_tag(job), step) for job in ("a#1", "a#2", "b#1") for step in range(100)}
    assert len(echoes) == 300
    assert all(0x20 <= byte <= 0x7E for _, echo in echoes for byte in echo[2:6])
