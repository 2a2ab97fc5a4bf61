"""IPP bytes: what is said is read back, the RFC's own example is understood, hostile bytes are refused and no more."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.ipp.codes import JobState, Operation, Tag
from drivers.ipp.encode import encode, keyword, name, number, uri, yes
from drivers.ipp.message import Group, Message
from drivers.ipp.parse import parse
from drivers.ipp.stream import MOST_VALUES, IppGarbled

# RFC 8010 appendix A.1: a Print-Job request.
RFC_EXAMPLE = (
    b"\x01\x01\x00\x02\x00\x00\x00\x01"
    b"\x01"
    b"\x47\x00\x12attributes-charset\x00\x05utf-8"
    b"\x48\x00\x1battributes-natural-language\x00\x05en-us"
    b"\x45\x00\x0bprinter-uri\x00\x2cipp://printer.example.com/ipp/print/pinetree"
    b"\x42\x00\x08job-name\x00\x06foobar"
    b"\x22\x00\x16ipp-attribute-fidelity\x00\x01\x01"
    b"\x02"
    b"\x21\x00\x06copies\x00\x04\x00\x00\x00\x14"
    b"\x44\x00\x05sides\x00\x13two-sided-long-edge"
    b"\x03%!PDF"
)

printable = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
values = st.one_of(
    st.tuples(st.sampled_from([Tag.INTEGER, Tag.ENUM]), st.integers(-(2**31), 2**31 - 1)),
    st.tuples(st.just(Tag.BOOLEAN), st.booleans()),
    st.tuples(st.sampled_from([Tag.TEXT, Tag.NAME, Tag.KEYWORD, Tag.URI, Tag.MIME_TYPE]), printable),
    st.tuples(st.just(Tag.OCTETS), st.binary(max_size=40)),
    st.tuples(st.just(Tag.RANGE), st.tuples(st.integers(-5, 5), st.integers(-5, 5))),
    st.tuples(st.just(0x13), st.none()),
)
names = st.from_regex(r"[a-z][a-z-]{0,20}", fullmatch=True)
attributes = st.dictionaries(names, st.lists(values, min_size=1, max_size=4).map(tuple), max_size=5)
groups = st.builds(Group, st.sampled_from([Tag.OPERATION, Tag.JOB, Tag.PRINTER, Tag.UNSUPPORTED]), attributes)
messages = st.builds(
    Message, st.integers(0, 0x7FFF), st.integers(1, 2**31 - 1), st.lists(groups, max_size=3).map(tuple), st.binary()
)


def test_the_example_of_the_standard_is_understood():
    message = parse(RFC_EXAMPLE)
    operation, job = message.groups
    assert (message.code, message.number, message.version) == (Operation.PRINT_JOB, 1, (1, 1))
    assert operation.first("job-name") == "foobar"
    assert operation.first("ipp-attribute-fidelity") is True
    assert job.count("copies") == 20
    assert job.words("sides") == ("two-sided-long-edge",)
    assert message.document == b"%!PDF"
    assert encode(message) == RFC_EXAMPLE


@given(messages)
def test_what_is_said_is_read_back(message):
    assert parse(encode(message)) == message


@given(st.binary(max_size=300))
def test_noise_is_refused_by_its_own_error(noise):
    with pytest.raises(IppGarbled):
        raise_or_garbled(noise)


def raise_or_garbled(data):
    parse(data)
    raise IppGarbled  # noise that happens to be a message is no failure


@given(messages, st.data())
def test_a_message_cut_anywhere_before_its_end_is_refused(message, data):
    whole = encode(Message(message.code, message.number, message.groups))
    with pytest.raises(IppGarbled):
        parse(whole[: data.draw(st.integers(0, len(whole) - 1))])


@given(messages, st.data())
def test_one_wrong_byte_is_read_or_refused_and_nothing_else(message, data):
    whole = bytearray(encode(message))
    whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(IppGarbled):  # anything else fails the test
        parse(bytes(whole))


def head(rest):
    return b"\x01\x01\x00\x00\x00\x00\x00\x01" + rest


@pytest.mark.parametrize(
    ("rest", "why"),
    [
        (b"\x21\x00\x01a\x00\x04\0\0\0\1\x03", "outside"),
        (b"\x01\x21\x00\x00\x00\x04\0\0\0\1\x03", "without an attribute"),
        (b"\x01\x21\x00\x01a\x00\x03\0\0\1\x03", "length"),
        (b"\x01\x22\x00\x01a\x00\x01\x07\x03", "true nor false"),
        (b"\x01\x44\x00\x01a\x00\x01b\x44\x00\x01a\x00\x01b\x03", "twice"),
        (b"\x01\x44\x00\x01a\x00\x02\xff\xfe\x03", "charset"),
        (b"\x01\x44\xff\xff", "negative"),
        (b"\x01\x36\x00\x01a\x00\x04\x00\x00\x00\x09\x03", "value"),
        (b"\x01" + b"\x34\x00\x01a\x00\x00" + b"\x4a\x00\x00\x00\x01b\x34\x00\x00\x00\x00" * 12 + b"\x03", "deep"),
        (b"\x01" + b"\x34\x00\x01a\x00\x00" + b"\x03", "collection|value"),
    ],
)
def test_each_breach_of_the_standard_is_named(rest, why):
    with pytest.raises(IppGarbled, match=why):
        parse(head(rest))


def test_a_collection_is_passed_over():
    body = b"\x34\x00\x03col\x00\x00\x4a\x00\x00\x00\x01x\x21\x00\x00\x00\x04\0\0\0\1\x37\x00\x00\x00\x00"
    found = parse(head(b"\x01" + body + b"\x44\x00\x01k\x00\x01v\x03")).groups[0]
    assert found.first("col") is None
    assert found.words("k") == ("v",)


def test_text_with_its_language_is_text():
    value = b"\x36\x00\x01n\x00\x0d\x00\x05zh-cn\x00\x04ABCD"
    assert parse(head(b"\x01" + value + b"\x03")).groups[0].words("n") == ("ABCD",)


def test_more_values_than_any_printer_has_are_refused():
    flood = b"\x01\x44\x00\x01a\x00\x00" + b"\x44\x00\x00\x00\x00" * MOST_VALUES
    with pytest.raises(IppGarbled, match="too many"):
        parse(head(flood + b"\x03"))


@pytest.mark.parametrize(
    "value",
    [
        (Tag.INTEGER, 2**31),
        (Tag.INTEGER, "1"),
        (Tag.BOOLEAN, 1),
        (Tag.KEYWORD, 3),
        (Tag.RANGE, (1, 2, 3)),
        (0x21, None),
    ],
)
def test_a_value_of_the_wrong_kind_is_not_written(value):
    with pytest.raises(ValueError, match="no value"):
        encode(Message(0, 1, (Group(Tag.JOB, {"a": (value,)}),)))


def test_the_makers_make_what_the_standard_names():
    assert keyword("a", "b") == ((Tag.KEYWORD, "a"), (Tag.KEYWORD, "b"))
    assert (name("n"), uri("u")) == (((Tag.NAME, "n"),), ((Tag.URI, "u"),))
    assert (number(3), yes(value=True)) == (((Tag.INTEGER, 3),), ((Tag.BOOLEAN, True),))


def test_a_job_has_ended_from_cancelled_on():
    assert [state.name for state in JobState if state.ended] == ["CANCELED", "ABORTED", "COMPLETED"]
