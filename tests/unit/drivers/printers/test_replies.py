from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drivers.printers.commands import PURGED, process_id, process_tag
from drivers.printers.dialect import Query, dialects
from drivers.printers.replies import Inbox, Kind, Reply

ECHO = process_id(process_tag("case#1"), 7)[1]
EOT_1 = dialects()["epson"].queries[0]
FULL = dialects()["custom"].queries[1]
ANY = Query(b"\x10\x04\x05", ((0, 0),))
WHOLE = {
    Kind.ANSWER: st.integers(0, 255).map(lambda byte: bytes((byte & 0x6C | 0x12,))),
    Kind.SENSOR: st.sampled_from([b"\x00", b"\x03", b"\x0c", b"\x0f"]),
    Kind.BLOCK: st.one_of(
        st.just(PURGED), st.integers(0, 8000).map(lambda step: process_id(process_tag("case#1"), step)[1])
    ),
    Kind.AUTOMATIC: st.sampled_from([b"\x10\x00\x00\x00", b"\x38\x00\x0f\x0f", b"\x14\x08\x0c\x0f"]),
    Kind.NOISE: st.sampled_from([b"\xff", b"\x80", b"\x9a"]),
}
REPLY = st.sampled_from(list(WHOLE)).flatmap(lambda kind: WHOLE[kind].map(lambda data: Reply(kind, data)))


def taken(inbox, query=EOT_1):
    replies = []
    while (reply := inbox.take(query)) is not None:
        replies.append(reply)
    return replies


def sort(*parts, query=EOT_1):
    inbox = Inbox()
    replies = []
    for part in parts:
        inbox.put(part)
        replies += taken(inbox, query)
    return replies, bool(inbox)


@given(st.lists(REPLY, max_size=12))
def test_mixed_answers_come_apart_by_their_fixed_bits(replies):
    assert sort(b"".join(reply.data for reply in replies)) == (replies, False)


@given(st.lists(REPLY, max_size=8), st.integers(0, 60))
def test_where_the_line_cuts_the_stream_makes_no_difference(replies, cut):
    stream = b"".join(reply.data for reply in replies)
    assert sort(stream[:cut], stream[cut:]) == (replies, False)


@given(st.lists(REPLY, max_size=8), st.lists(st.sampled_from([b"\x11", b"\x13"]), max_size=8))
def test_flow_control_between_answers_is_no_answer(replies, flow):
    stream = b"".join(data + (flow[at] if at < len(flow) else b"") for at, (_, data) in enumerate(replies))
    assert sort(stream) == (replies, False)


@given(st.binary(max_size=40))
def test_whatever_comes_is_sorted_without_an_end(stream):
    replies, _ = sort(stream)
    assert sum(len(reply.data) for reply in replies) <= len(stream)


@given(st.binary(min_size=4, max_size=4))
def test_six_bytes_are_one_answer_however_they_come(bits):
    answer = b"\x10\x0f" + bits
    assert sort(*(answer[at : at + 1] for at in range(6)), query=FULL) == ([Reply(Kind.ANSWER, answer)], False)
    assert sort(answer[:5], query=FULL) == ([], True)


@given(st.integers(0, 255).filter(lambda byte: byte != 0x37))
def test_an_answer_without_fixed_bits_is_the_next_byte(byte):
    assert sort(bytes((byte,)), query=ANY) == ([Reply(Kind.ANSWER, bytes((byte,)))], False)


def test_the_beginning_of_an_echo_waits_for_its_end():
    for length in range(1, len(ECHO)):
        assert sort(ECHO[:length]) == ([], True)


def test_what_only_begins_like_a_block_is_noise():
    assert sort(b"\x37\x99")[0][0].kind is Kind.NOISE
    assert sort(ECHO[:-1] + b"\x01")[0][0].kind is Kind.NOISE


def test_without_a_question_nothing_is_an_answer():
    assert sort(b"\x12", query=None) == ([Reply(Kind.NOISE, b"\x12")], False)


def test_echoes_tell_jobs_and_steps_apart():
    echoes = {process_id(process_tag(job), step) for job in ("a#1", "a#2", "b#1") for step in range(100)}
    assert len(echoes) == 300
    assert all(0x20 <= byte <= 0x7E for _, echo in echoes for byte in echo[2:6])
