from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.printers.dialect import dialects
from drivers.printers.status import read_status
from drivers.types import PASSABLE, Condition, PrinterState

C = Condition
EPSON = dialects()["epson"]

EOT_1 = {0x04: None, 0x08: C.OFFLINE, 0x20: C.OFFLINE, 0x40: C.BUSY}
EOT_2 = {0x04: C.COVER_OPEN, 0x08: C.OFFLINE, 0x20: C.PAPER_OUT, 0x40: C.ERROR}
EOT_3 = {0x04: C.ERROR, 0x08: C.CUTTER, 0x20: C.ERROR, 0x40: C.HEAD_HOT}
EOT_4 = {0x0C: C.PAPER_LOW, 0x60: C.PAPER_OUT}  # two wires of one sensor each

# The makers' papers once more, written without a look at the dialects: for each question the answer of a printer that
# is well, and for (byte, bit) what it tells; None tells nothing. A bit that is not here is documented nowhere.
DOCUMENTED = {
    "epson": [("12", EOT_1), ("12", EOT_2), ("12", EOT_3), ("12", EOT_4)],
    "generic": [("12", EOT_1), ("12", EOT_2), ("12", EOT_3), ("12", EOT_4)],
    "pyramid-phoenix": [("12", EOT_1), ("12", EOT_2), ("00", {}), ("12", EOT_4)],
    "custom": [
        ("12", EOT_1),
        (
            "10 0F 00 00 00 00",
            {
                (2, 0x01): C.PAPER_OUT, (2, 0x04): C.PAPER_LOW, (2, 0x20): C.PRESENTED, (2, 0x40): C.PAPER_LOW,
                (2, 0x80): None,
                (3, 0x01): C.COVER_OPEN, (3, 0x02): C.COVER_OPEN, (3, 0x04): C.BUSY, (3, 0x08): C.BUSY,
                (3, 0x20): C.BUSY, (3, 0x40): C.BUSY,
                (4, 0x01): C.HEAD_HOT, (4, 0x02): C.ERROR, (4, 0x08): C.VOLTAGE, (4, 0x20): C.ERROR, (4, 0x40): C.JAM,
                (4, 0x80): C.BLACK_MARK,
                (5, 0x01): C.CUTTER, (5, 0x02): C.COVER_OPEN, (5, 0x04): C.ERROR, (5, 0x08): C.ERROR,
                (5, 0x80): C.PRESENTER,
            },
        ),
    ],
    "citizen-ppu700": [
        ("12", EOT_1),
        ("12", EOT_2),
        ("12", {0x04: C.PRESENTER, 0x08: C.CUTTER, 0x20: C.ERROR, 0x40: C.ERROR}),
        ("12", {0x0C: C.PAPER_LOW, 0x20: C.PAPER_OUT, 0x40: C.PRESENTED}),
        ("12", {0x04: C.COVER_OPEN, 0x08: C.HEAD_HOT, 0x20: C.VOLTAGE, 0x40: C.VOLTAGE}),
        ("12", {0x04: C.ERROR, 0x08: C.ERROR, 0x20: C.PRESENTER, 0x40: C.ERROR}),
    ],
    "masung": [
        ("16", {0x08: C.OFFLINE}),
        ("12", {0x04: C.COVER_OPEN, 0x08: C.OFFLINE, 0x20: C.PAPER_OUT, 0x40: C.ERROR}),
        ("12", {0x04: C.ERROR, 0x08: C.CUTTER, 0x20: C.BLACK_MARK, 0x40: C.HEAD_HOT}),
        ("12", EOT_4),
        ("00", {0x01: C.JAM, 0x02: C.PRESENTER, 0x04: C.PRESENTED, 0x08: C.JAM, 0x80: C.RETRACT_FULL}),
        ("16", {0x08: C.OFFLINE}),
    ],
    "snbc": [
        ("12", EOT_1),
        ("12", EOT_2),
        ("12", EOT_3),
        ("12", EOT_4),
        (
            "00",
            {
                0x01: C.COVER_OPEN, 0x02: C.PAPER_OUT, 0x04: C.CUTTER, 0x08: C.HEAD_HOT, 0x10: C.PAPER_LOW,
                0x20: C.JAM, 0x40: C.PRESENTER, 0x80: C.ERROR,
            },
        ),
        ("00", {0x04: C.JAM, 0x80: C.PRESENTER}),
    ],
    "infinite-kpm210": [
        ("12", EOT_1),
        ("12", EOT_2),
        ("12", EOT_3),
        ("12", EOT_4),
        (
            "00",
            {
                0x01: C.PAPER_LOW, 0x04: None, 0x08: C.PRESENTED, 0x10: C.BUSY, 0x20: C.BUSY, 0x40: C.PRESENTER,
                0x80: C.JAM,
            },
        ),
    ],
}  # fmt: skip
WELL = {name: [bytes.fromhex(well) for well, _ in questions] for name, questions in DOCUMENTED.items()}
BITS = [
    (name, question, *(bit if isinstance(bit, tuple) else (0, bit)), condition)
    for name, questions in DOCUMENTED.items()
    for question, (_, bits) in enumerate(questions)
    for bit, condition in bits.items()
]


def with_bit(name, question, byte, bit):
    answers = list(WELL[name])
    answer = bytearray(answers[question])
    answer[byte] |= bit
    answers[question] = bytes(answer)
    return answers


def test_every_family_is_in_the_table():
    assert set(DOCUMENTED) == set(dialects())


@pytest.mark.parametrize("name", DOCUMENTED)
def test_a_printer_that_is_well_is_ready(name):
    status = read_status(WELL[name], dialects()[name])
    assert (status.state, status.conditions) == (PrinterState.READY, frozenset())


@pytest.mark.parametrize(("name", "question", "byte", "bit", "condition"), BITS)
def test_every_documented_bit_means_what_the_papers_say(name, question, byte, bit, condition):
    status = read_status(with_bit(name, question, byte, bit), dialects()[name])
    assert status.conditions == ({condition} if condition else frozenset())
    blocks = condition is not None and condition not in PASSABLE
    assert status.state is (PrinterState.BLOCKED if blocks else PrinterState.READY)
    assert status.code == (condition.value if blocks else "")


@pytest.mark.parametrize("name", DOCUMENTED)
def test_a_dialect_knows_every_documented_bit_and_no_other(name):
    rows = {
        (question, meaning.byte, 1 << place)
        for question, query in enumerate(dialects()[name].queries)
        for meaning in query.meanings
        for place in range(8)
        if meaning.mask >> place & 1
    }
    papers = [(question, byte, bits) for family, question, byte, bits, _ in BITS if family == name]
    assert rows == {(question, byte, 1 << at) for question, byte, bits in papers for at in range(8) if bits >> at & 1}


@pytest.mark.parametrize(
    ("answers", "state", "conditions", "code"),
    [
        ("12 12 12 1e", "READY", {C.PAPER_LOW}, ""),
        ("1a 32 12 7e", "BLOCKED", {C.OFFLINE, C.PAPER_OUT, C.PAPER_LOW}, "printer-paper-out"),
        ("1a 16 12 12", "BLOCKED", {C.OFFLINE, C.COVER_OPEN}, "printer-cover-open"),
        ("1a 52 1a 12", "BLOCKED", {C.OFFLINE, C.ERROR, C.CUTTER}, "printer-cutter"),
        ("1a 52 52 12", "BLOCKED", {C.OFFLINE, C.ERROR, C.HEAD_HOT}, "printer-head-hot"),
        ("1a 12 12 12", "BLOCKED", {C.OFFLINE}, "printer-offline"),
        ("12 12 32 12", "BLOCKED", {C.ERROR}, "printer-error"),
    ],
)
def test_of_several_conditions_the_cause_is_told(answers, state, conditions, code):
    status = read_status([bytes((byte,)) for byte in bytes.fromhex(answers)], EPSON)
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
    status = read_status(answers, EPSON)
    assert status.state is PrinterState.UNAVAILABLE
    assert status.code == "printer-unavailable"


@pytest.mark.parametrize("name", DOCUMENTED)
@given(data=st.data())
def test_one_flipped_fixed_bit_is_no_status(name, data):
    question = data.draw(st.integers(0, len(WELL[name]) - 1))
    reply = dialects()[name].queries[question].reply
    fixed = [(byte, 1 << bit) for byte, (mask, _) in enumerate(reply) for bit in range(8) if mask >> bit & 1]
    if not fixed:
        return
    byte, bit = data.draw(st.sampled_from(fixed))
    answers = list(WELL[name])
    answer = bytearray(answers[question])
    answer[byte] ^= bit
    answers[question] = bytes(answer)
    assert read_status(answers, dialects()[name]).state is PrinterState.UNAVAILABLE


@pytest.mark.parametrize("name", ["epson", "generic", "masung", "snbc", "pyramid-phoenix", "infinite-kpm210"])
@pytest.mark.parametrize("half", [0x04, 0x08, 0x20, 0x40, 0x24])
def test_half_a_sensor_is_no_answer(name, half):
    answers = with_bit(name, 3, 0, half)
    assert read_status(answers, dialects()[name]).state is PrinterState.UNAVAILABLE


@pytest.mark.parametrize("faults", ["1a 32 12 7e", "1a 16 12 12", "1a 52 1a 12", "1a 52 52 12", "1a 12 12 12"])
def test_the_right_answers_in_the_wrong_order_are_never_ready(faults):
    for order in itertools.permutations(bytes.fromhex(faults)):
        assert read_status([bytes((byte,)) for byte in order], EPSON).state is not PrinterState.READY


@pytest.mark.parametrize("name", DOCUMENTED)
@given(answers=st.lists(st.binary(max_size=7), max_size=7))
def test_reading_never_raises_and_ready_needs_valid_answers_to_all(name, answers):
    queries = dialects()[name].queries
    if read_status(answers, dialects()[name]).state is not PrinterState.UNAVAILABLE:
        assert len(answers) == len(queries)
        assert all(query.admits(answer) for query, answer in zip(queries, answers, strict=True))
