"""What each family answers, against tables written down from the makers' papers once more, apart from the code."""

from __future__ import annotations

import io
import socket
import time

import numpy as np
import pytest
from PIL import Image

from drivers.lab.printer import LabPrinter
from drivers.lab.printer_families import FAMILIES

CUT = b"\x1dVB\x00"
SQUARE = b"\x1dv0\x00\x01\x00\x08\x00" + b"\xff" * 8
PURGE = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
QUERIES = {"custom": (20,), "citizen": (1, 2, 3, 4, 5, 6), "masung": (1, 2, 3, 4, 5), "snbc": (1, 2, 3, 4, 5, 6)}
WELL = {
    "epson": "12 12 12 12",
    "custom": "10 0f 00 00 00 00",
    "citizen": "12 12 12 12 12 12",
    "masung": "16 12 12 12 00",
    "snbc": "12 12 12 12 00 00",
    "phoenix": "12 12 00 12",
    "plain": "12 12 12 12",
}
FAULTS = [
    ("custom", "near-end", "10 0f 04 00 00 00"),
    ("custom", "paper-out", "10 0f 05 00 00 00"),
    ("custom", "cover-open", "10 0f 00 03 00 00"),
    ("custom", "head-hot", "10 0f 00 00 01 00"),
    ("custom", "voltage", "10 0f 00 00 08 00"),
    ("custom", "jam", "10 0f 00 00 40 00"),
    ("custom", "black-mark", "10 0f 00 00 80 00"),
    ("custom", "cutter", "10 0f 00 00 00 01"),
    ("custom", "failure", "10 0f 00 00 00 04"),
    ("custom", "presenter-jam", "10 0f 00 00 00 80"),
    ("citizen", "near-end", "12 12 12 1e 12 12"),
    ("citizen", "paper-out", "1a 32 12 3e 12 12"),
    ("citizen", "cover-open", "1a 16 12 12 16 12"),
    ("citizen", "cutter", "1a 52 1a 12 12 12"),
    ("citizen", "head-hot", "1a 52 12 12 1a 12"),
    ("citizen", "voltage", "1a 52 12 12 72 12"),
    ("citizen", "presenter-jam", "1a 52 16 12 12 32"),
    ("citizen", "failure", "1a 52 12 12 12 52"),
    ("citizen", "offline", "1a 12 12 12 12 12"),
    ("masung", "near-end", "16 12 12 1e 00"),
    ("masung", "paper-out", "1e 12 12 7e 00"),
    ("masung", "cover-open", "1e 16 12 12 00"),
    ("masung", "cutter", "1e 12 1a 12 00"),
    ("masung", "head-hot", "1e 12 52 12 00"),
    ("masung", "black-mark", "1e 12 32 12 00"),
    ("masung", "jam", "1e 12 12 12 08"),
    ("masung", "presenter-jam", "1e 12 12 12 01"),
    ("masung", "pulled", "1e 12 12 12 02"),
    ("masung", "retract-full", "1e 12 12 12 80"),
    ("masung", "offline", "1e 12 12 12 00"),
    ("snbc", "near-end", "12 12 12 1e 10 00"),
    ("snbc", "paper-out", "1a 32 12 7e 12 00"),
    ("snbc", "cover-open", "1a 16 12 12 01 00"),
    ("snbc", "cutter", "1a 52 1a 12 04 00"),
    ("snbc", "head-hot", "1a 52 52 12 08 00"),
    ("snbc", "jam", "1a 52 16 12 20 00"),
    ("snbc", "presenter-jam", "1a 52 12 12 40 00"),
    ("snbc", "loading", "1a 52 12 12 80 00"),
    ("snbc", "pulled", "1a 52 12 12 00 80"),
    ("snbc", "failure", "1a 52 32 12 00 00"),
    ("snbc", "offline", "1a 12 12 12 00 00"),
    ("phoenix", "paper-out", "1a 32 00 7e"),
    ("phoenix", "near-end", "12 12 00 1e"),
    ("phoenix", "cover-open", "1a 16 00 12"),
    ("phoenix", "cutter", "1a 52 00 12"),
    ("phoenix", "head-hot", "1a 52 00 12"),
    ("phoenix", "offline", "1a 12 00 12"),
    ("plain", "paper-out", "1a 32 12 7e"),
    ("plain", "near-end", "12 12 12 1e"),
    ("plain", "cover-open", "1a 16 12 12"),
    ("plain", "cutter", "1a 52 1a 12"),
    ("plain", "head-hot", "1a 52 52 12"),
    ("plain", "offline", "1a 12 12 12"),
]


@pytest.fixture(scope="module")
def printer():
    lab = LabPrinter(speed_mm_s=0, dwell_s=0)
    lab.start()
    yield lab
    lab.stop()


@pytest.fixture
def lab(printer):
    yield printer
    for words in (["family", "epson"], ["mend"], ["take"]):
        printer.command(words)


@pytest.fixture
def line(lab):
    host, port = lab.address.removeprefix("tcp://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as line:
        yield line


def ask(line, request, size=1):
    line.sendall(request)
    answer = b""
    while len(answer) < size:
        answer += line.recv(size - len(answer))
    return answer


def status(line, family):
    size = 6 if family == "custom" else 1
    return b"".join(ask(line, bytes((16, 4, n)), size) for n in QUERIES.get(family, (1, 2, 3, 4))).hex(" ")


def no_answer(line, request):
    """Whether nothing but the answer to what is asked after it comes."""
    return ask(line, request + b"\x1dr\x01") == b"\x00"


@pytest.mark.parametrize(("family", "answers"), WELL.items())
def test_a_well_printer_of_each_family(lab, line, family, answers):
    lab.command(["family", family])
    assert status(line, family) == answers


@pytest.mark.parametrize(("family", "fault", "answers"), FAULTS)
def test_each_fault_is_told_in_the_familys_own_bits_and_holds_what_comes(lab, line, family, fault, answers):
    lab.command(["family", family])
    lab.command([fault])
    assert status(line, family) == answers
    if fault != "near-end":
        line.sendall(SQUARE + CUT)
        printed = lab.state()["printed"]
        line.sendall(b"\x1dr\x01")
        lab.command(["mend"])
        assert line.recv(1) == b"\x00"
        assert lab.state()["printed"] == printed + 1
    lab.command(["mend"])
    assert status(line, family) == WELL[family]


def test_the_table_above_knows_every_fault_of_every_family():
    known = {(family, fault) for family, fault, _ in FAULTS}
    assert {(name, fault) for name, family in FAMILIES.items() for fault in family.faults if name != "epson"} == known


def test_a_fault_that_a_family_cannot_tell_is_no_word_for_it(lab):
    with pytest.raises(ValueError, match="each family knows"):
        lab.command(["retract-full"])


@pytest.mark.parametrize(
    ("family", "bits"), [("custom", (20, 2, 0x20)), ("citizen", (4, 0, 0x40)), ("masung", (5, 0, 4))]
)
def test_a_paper_nobody_takes_is_seen_at_the_exit_until_somebody_does(lab, line, family, bits):
    query, at, mask = bits
    size = 6 if family == "custom" else 1
    lab.command(["family", family])
    lab.command(["not-taken"])
    assert ask(line, SQUARE + CUT + b"\x1dr\x01") == b"\x00"
    assert ask(line, bytes((16, 4, query)), size)[at] & mask
    assert lab.state()["at_exit"]
    lab.command(["take"])
    assert not ask(line, bytes((16, 4, query)), size)[at] & mask
    ask(line, SQUARE + CUT + b"\x1dr\x01")
    assert not lab.state()["at_exit"]  # people take it at once again


def test_a_custom_presenter_takes_back_pushes_out_and_tells(lab, line):
    lab.command(["family", "custom"])
    lab.command(["not-taken"])
    assert ask(line, SQUARE + CUT + b"\x1de\x06") == b"\x08"
    assert ask(line, b"\x1de\x02\x1de\x06") == b"\x00"
    assert (lab.state()["retracted"], lab.papers()) == (1, [])
    assert ask(line, SQUARE + CUT + b"\x1de\x05\x1de\x06") == b"\x00"
    assert (lab.state()["retracted"], len(lab.papers())) == (1, 1)
    assert ask(line, SQUARE + CUT + b"\x1de\x20\x05\x00\x1de\x06") == b"\x08"  # a time-out of 0 is none
    lab.command(["near-end"])
    assert ask(line, b"\x1de\x06") == b"\x09"


def test_a_presenter_with_a_time_out_takes_back_what_nobody_took(lab, line):
    lab.command(["family", "custom"])
    lab.command(["not-taken"])
    before = lab.state()["retracted"]
    ask(line, SQUARE + CUT + b"\x1de\x20\x05\x01\x1de\x06")
    until = time.monotonic() + 5
    while ask(line, bytes((16, 4, 20)), 6)[2] & 0x20 and time.monotonic() < until:
        pass
    assert lab.state()["retracted"] == before + 1


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_only_who_knows_the_purge_answers_it_and_only_who_knows_process_ids_echoes_them(lab, line, family):
    lab.command(["family", family])
    if family in {"epson", "citizen"}:
        assert ask(line, PURGE, 3) == b"\x37\x25\x00"
    else:
        assert no_answer(line, PURGE)
    if family == "epson":
        assert ask(line, b"\x1d(H\x06\x0000abcd", 7) == b"\x37\x22abcd\x00"
    else:
        assert no_answer(line, b"\x1d(H\x06\x0000abcd")


@pytest.mark.parametrize(
    ("family", "number", "answer"),
    [
        ("epson", 1, b"\x20"),
        ("epson", 67, b"\x5fTM-T88V\x00"),
        ("custom", 1, b"\x5d"),
        ("custom", 49, b"\x5d"),
        ("citizen", 1, b"\x75"),
        ("snbc", 66, b"\x5fSNBC\x00"),
        ("plain", 1, b""),
        ("masung", 67, b""),
    ],
)
def test_who_it_says_it_is(lab, line, family, number, answer):
    lab.command(["family", family])
    question = b"\x1dI" + bytes((number,))
    assert ask(line, question, len(answer)) == answer if answer else no_answer(line, question)


def test_a_phoenix_answers_a_status_question_only_when_its_turn_comes(lab, line):
    lab.command(["family", "phoenix"])
    lab.command(["cover-open"])
    assert ask(line, b"\x10\x04\x02") == b"\x16"
    line.sendall(SQUARE + CUT + b"\x10\x04\x01")
    line.settimeout(0.05)
    with pytest.raises(TimeoutError):
        line.recv(1)
    line.settimeout(5)
    lab.command(["cover-close"])
    assert line.recv(1) == b"\x12"


def test_a_58_mm_printer_is_384_dots_wide():
    lab = LabPrinter(speed_mm_s=0, dots=384)
    lab.start()
    host, port = lab.address.removeprefix("tcp://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as line:
        ask(line, b"\x1ba\x02" + SQUARE + CUT + b"\x1dr\x01")
    dots = ~np.asarray(Image.open(io.BytesIO(lab.papers()[0].png)))
    lab.stop()
    assert dots.shape == (8, 384)
    assert np.flatnonzero(dots[0]).tolist() == list(range(376, 384))
