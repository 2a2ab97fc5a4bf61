from __future__ import annotations

import pytest

from drivers.errors import PrinterGone
from drivers.printers.commands import PURGE, PURGED, process_id, process_tag
from drivers.printers.conversation import Conversation
from drivers.printers.dialect import dialects
from drivers.types import PrinterState

ECHOES = [process_id(process_tag("case#1"), step)[1] for step in range(6)]
STEPS = [(b"band %d" % number, echo) for number, echo in enumerate(ECHOES)]


class Scripted:
    """A transport whose printer answers each write as told; a write that is not told about gets silence."""

    def __init__(self, answers):
        self.answers = dict(answers)
        self.written = []
        self._coming = b""

    def write(self, data, deadline_s):
        self.written.append(data)
        answer = self.answers.get(data, b"")
        self._coming += answer.pop(0) if isinstance(answer, list) else answer

    def read(self, size, deadline_s):
        data, self._coming = self._coming[:size], self._coming[size:]
        return data

    def close(self):
        """Nothing to drop."""


def talk(answers):
    transport = Scripted(answers)
    conversation = Conversation(transport, answer_s=0.01, stall_s=0.05)
    conversation.dialect = dialects()["epson"]
    return conversation, transport


WELL = {bytes((0x10, 4, n)): b"\x12" for n in (1, 2, 3, 4)}


def test_questions_are_asked_one_after_the_other():
    conversation, transport = talk(WELL)
    assert conversation.status().state is PrinterState.READY
    assert transport.written == list(WELL)


@pytest.mark.parametrize(
    "third", [b"", b"\x10\x00\x00\x00", b"\xff", b"\x12\x12", b"\x00\x12", b"\x12\x37", ECHOES[0] + b"\x12"]
)
def test_anything_but_one_answer_to_each_question_is_unavailable(third):
    conversation, _ = talk(WELL | {b"\x10\x04\x03": third})
    assert conversation.status().state is PrinterState.UNAVAILABLE


def test_a_purge_needs_the_printers_word():
    conversation, _ = talk({PURGE: b"\x12" + ECHOES[0] + PURGED})
    conversation.purge()
    for answer in (b"", b"\x12", PURGED[:2], b"\xff" * 9):
        conversation, _ = talk({PURGE: answer})
        with pytest.raises(PrinterGone):
            conversation.purge()


def test_a_job_is_sent_a_few_steps_ahead_of_its_proofs():
    conversation, transport = talk(dict(STEPS))
    shares = []
    conversation.send(STEPS, lambda share: shares.append((round(share, 2), len(transport.written))), window=3)
    assert [written for _, written in shares] == [3, 4, 5, 6, 6, 6]
    assert shares[-1][0] == 1.0


def test_proofs_may_come_late_and_among_status_answers():
    held_back = dict(STEPS) | {b"band 0": b""}
    late = WELL | {b"\x10\x04\x02": ECHOES[0][:3], b"\x10\x04\x03": b""}
    conversation, transport = talk(held_back | late)
    transport.answers[b"band 1"] = transport.answers[b"band 2"] = b""
    transport.answers |= WELL | {b"\x10\x04\x02": [ECHOES[0] + b"\x12" + ECHOES[1] + ECHOES[2]]}
    conversation.send(STEPS, lambda _: None, window=3)
    assert transport.written[-1] == b"band 5"


@pytest.mark.parametrize("wrong", [ECHOES[5], b"\x00", b"\x12", b"\xff", PURGED])
def test_a_proof_of_something_else_is_no_proof(wrong):
    conversation, _ = talk(dict(STEPS) | {b"band 0": wrong} | WELL)
    with pytest.raises(PrinterGone):
        conversation.send(STEPS, lambda _: None, window=3)


def test_a_well_printer_that_never_proves_is_given_up():
    conversation, transport = talk(WELL)
    with pytest.raises(PrinterGone, match="did not prove"):
        conversation.send(STEPS, lambda _: None, window=3)
    assert b"band 3" not in transport.written


def test_a_printer_that_stops_says_why():
    conversation, _ = talk(WELL | {b"\x10\x04\x01": b"\x1a", b"\x10\x04\x04": b"\x72"})
    with pytest.raises(PrinterGone, match="printer-paper-out"):
        conversation.send(STEPS, lambda _: None, window=3)


def test_a_late_answer_of_an_earlier_question_never_makes_a_blocked_printer_ready():
    offline = [b"\x1a", b"\x12", b"\x12", b"\x12"]
    late = dict(zip(WELL, [b"\x12", *offline[:3]], strict=True))
    conversation, _ = talk(late)
    assert conversation.status().state is not PrinterState.READY


@pytest.mark.parametrize("stray", [b"\x11", b"\x13", b"\x11\x13\x11"])
def test_flow_control_is_no_answer_and_no_noise(stray):
    conversation, _ = talk(WELL | {b"\x10\x04\x02": stray + b"\x12" + stray})
    assert conversation.status().state is PrinterState.READY


def test_what_is_not_understood_costs_no_waiting():
    closing = dialects()["epson"].queries[0]
    conversation, transport = talk(WELL | {b"\x10\x04\x14": b"\x10\x0f\x00\x00\x00\x00"})
    assert conversation.overheard(b"\x10\x04\x14", closing, 6) == b"\x10\x0f\x00\x00\x00\x00"
    assert conversation.overheard(b"\x10\x04\x15", closing, 6) == b""
    assert transport.written[-1] == closing.ask
    conversation, _ = talk({})
    with pytest.raises(PrinterGone):
        conversation.overheard(b"\x10\x04\x14", closing, 6)


def test_a_printer_without_purge_gets_one_step_at_a_time_and_only_while_it_is_ready():
    conversation, transport = talk(dict(STEPS) | WELL)
    shares = []

    def spoil(share):
        shares.append(share)
        if len(shares) == 2:
            transport.answers |= {b"\x10\x04\x01": b"\x1a", b"\x10\x04\x04": b"\x72"}

    with pytest.raises(PrinterGone, match="printer-paper-out"):
        conversation.send(STEPS, spoil, window=1)
    assert [data for data in transport.written if data.startswith(b"band")] == [b"band 0", b"band 1"]
    assert conversation.catch_up(0.0)


def test_what_was_sent_is_owed_until_its_proof_comes():
    conversation, transport = talk(WELL | {b"\x10\x04\x01": b"\x1a"})
    with pytest.raises(PrinterGone):
        conversation.send(STEPS[:1], lambda _: None, window=3)
    assert not conversation.catch_up(0.0)
    transport.answers = {b"": ECHOES[0]}
    transport.write(b"", 0.0)
    assert conversation.catch_up(float("inf"))


def test_a_talkative_line_settles_or_is_given_up():
    conversation, transport = talk({b"x": b"\x12" * 200})
    transport.write(b"x", 0.0)
    conversation.settle()
    assert transport.read(1, 0.0) == b""
    transport.read = lambda size, deadline_s: b"\x12"
    with pytest.raises(PrinterGone, match="without being asked"):
        conversation.settle()
