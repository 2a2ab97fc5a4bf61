from __future__ import annotations

import io
import socket
import time

import cv2
import numpy as np
import pytest
from PIL import Image

from drivers.lab.printer import LabPrinter

PURGE = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
CUT = b"\x1dVB\x00"
SQUARE = b"\x1dv0\x00\x01\x00\x08\x00" + b"\xff" * 8


@pytest.fixture
def lab():
    lab = LabPrinter(speed_mm_s=0)
    lab.start()
    yield lab
    lab.stop()


@pytest.fixture
def line(lab):
    with connect(lab) as line:
        yield line


def connect(lab):
    host, port = lab.address.removeprefix("tcp://").split(":")
    return socket.create_connection((host, int(port)), timeout=5)


def ask(line, request, size=1):
    line.sendall(request)
    return line.recv(size, socket.MSG_WAITALL)


def status(line):
    return b"".join(ask(line, bytes((0x10, 4, n))) for n in (1, 2, 3, 4)).hex(" ")


def settled(lab, count):
    """Wait until `count` papers were printed and nothing is held."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        if lab.state()["printed"] == count and not lab.state()["held_bytes"]:
            return True
    return False


@pytest.mark.parametrize(
    ("fault", "answers"),
    [
        ("refill", "12 12 12 12"),
        ("near-end", "12 12 12 1e"),
        ("paper-out", "1a 32 12 7e"),
        ("cover-open", "1a 16 12 12"),
        ("cutter", "1a 52 1a 12"),
        ("head-hot", "1a 52 52 12"),
        ("offline", "1a 12 12 12"),
    ],
)
def test_status_bytes_are_those_of_the_manual(lab, line, fault, answers):
    lab.command([fault])
    assert status(line) == answers
    lab.command(["mend"])
    assert status(line) == "12 12 12 12"


def test_a_raster_picture_comes_out_dot_by_dot(lab, line):
    assert ask(line, b"\x1b@" + SQUARE + CUT + b"\x1dr\x01") == b"\x00"
    paper = lab.papers()[0]
    dots = ~np.asarray(Image.open(io.BytesIO(paper.png)))
    assert dots.shape == (8, 576)
    assert dots[:, :8].all()
    assert not dots[:, 8:].any()
    assert paper.raw == b"\x1b@" + SQUARE + CUT


def test_text_chinese_and_centring_leave_ink(lab, line):
    ask(line, b"\x1ba\x01" + "受理 12345".encode("gb18030") + b"\n" + CUT + b"\x1dr\x01")
    ask(line, SQUARE + CUT + b"\x1dr\x01")
    dots = ~np.asarray(Image.open(io.BytesIO(lab.papers()[1].png)))
    assert np.flatnonzero(dots.any(axis=0))[0] > 250
    assert (~np.asarray(Image.open(io.BytesIO(lab.papers()[0].png)))).any()


def test_a_native_qr_code_decodes(lab, line):
    data = b"https://zwfw.example/q/1"
    size = (len(data) + 3).to_bytes(2, "little")
    native = b"\x1d(k\x03\x001C\x08" + b"\x1d(k\x03\x001E1" + b"\x1d(k" + size + b"1P0" + data + b"\x1d(k\x03\x001Q0"
    ask(line, b"\x1bd\x02\x1ba\x01" + native + b"\x1bJ\x40" + CUT + b"\x1dr\x01")
    picture = cv2.imdecode(np.frombuffer(lab.papers()[0].png, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert cv2.QRCodeDetector().detectAndDecode(picture)[0] == data.decode()


def test_process_id_echoes_in_order_after_what_was_before_it(lab, line):
    assert ask(line, SQUARE + CUT + b"\x1d(H\x06\x0000abcd", 7) == b"\x37\x22abcd\x00"
    assert len(lab.papers()) == 1


@pytest.mark.parametrize("fault", ["paper-out", "cover-open", "offline"])
def test_held_data_comes_out_when_mended_as_with_a_real_printer(lab, line, fault):
    lab.command([fault])
    line.sendall(SQUARE + CUT)
    assert status(line) != "12 12 12 12"
    assert lab.state()["printed"] == 0
    lab.command(["mend"])
    assert settled(lab, 1)


@pytest.mark.parametrize("forget", [PURGE, b"\x10\x05\x02"])
def test_purged_data_never_comes_out(lab, line, forget):
    lab.command(["paper-out"])
    line.sendall(SQUARE + CUT + forget)
    if forget == PURGE:
        assert line.recv(3, socket.MSG_WAITALL) == b"\x37\x25\x00"
    assert status(line) == "1a 32 12 7e"
    lab.command(["refill"])
    assert settled(lab, 0)


def test_a_half_sent_picture_is_forgotten_by_a_purge(lab, line):
    assert ask(line, SQUARE[:-2] + PURGE, 3) == b"\x37\x25\x00"
    assert ask(line, SQUARE + CUT + b"\x1dr\x01") == b"\x00"
    assert lab.papers()[0].raw.endswith(SQUARE + CUT)


def test_paper_that_ends_in_mid_picture_holds_the_rest(lab, line):
    lab.command(["paper-out-at", "2"])
    line.sendall(SQUARE * 4 + CUT)
    until = time.monotonic() + 5
    while "paper-out" not in lab.state()["conditions"] and time.monotonic() < until:
        pass
    assert (lab.state()["hanging_mm"], lab.state()["printed"]) == (2, 0)
    lab.command(["refill"])
    assert settled(lab, 1)
    assert np.asarray(Image.open(io.BytesIO(lab.papers()[0].png))).shape == (32, 576)


def test_a_silent_printer_says_nothing_and_a_garbled_one_nonsense(lab, line):
    lab.command(["garbage"])
    assert ask(line, b"\x10\x04\x01")[0] & 0x93 != 0x12
    lab.command(["silent"])
    line.settimeout(0.1)
    line.recv(8)
    with pytest.raises(TimeoutError):
        ask(line, b"\x10\x04\x01")
    lab.command(["talk"])
    assert ask(line, b"\x10\x04\x01") == b"\x12"


def test_a_cut_of_blank_paper_gives_no_piece(lab, line):
    ask(line, b"\x1b@" + CUT + b"\x1dr\x01")
    assert lab.papers() == []


def test_the_tray_can_be_looked_at_and_emptied(lab, line):
    ask(line, SQUARE + CUT + SQUARE + CUT + b"\x1dr\x01")
    assert lab.state()["tray"] == 2
    assert lab.command(["take"])["tray"] == 0
    assert lab.state()["printed"] == 2


@pytest.mark.parametrize("words", [[], ["dance"], ["paper-out-at"], ["paper-out-at", "much"], ["take", "two"]])
def test_words_that_are_no_command_get_the_usage(lab, words):
    with pytest.raises(ValueError, match="paper-out-at MM"):
        lab.command(words)


def test_what_a_hand_did_is_told_by_the_state(lab):
    state = lab.command(["paper-near-end"])
    assert (state["family"], state["conditions"], state["manner"], state["slow_ms"]) == (
        "epson",
        ["near-end"],
        "talk",
        0,
    )
    assert lab.command(["overheat"])["conditions"] == ["head-hot", "near-end"]
    assert lab.command(["mend", "overheat"])["conditions"] == ["near-end"]
    assert lab.command(["slow", "20"])["slow_ms"] == 20
    assert lab.command(["split"])["manner"] == "split"
    state = lab.command(["mend"])
    assert (state["conditions"], state["manner"], state["slow_ms"]) == ([], "talk", 0)
    assert lab.command(["state"]) == lab.state()


def test_a_late_answer_comes_whole_and_a_split_one_byte_by_byte(lab, line):
    lab.command(["split"])
    assert ask(line, b"\x1d(H\x06\x0000abcd") == b"\x37"
    assert b"".join(line.recv(1) for _ in range(6)) == b"\x22abcd\x00"
    lab.command(["talk"])
    lab.command(["slow", "60"])
    line.settimeout(0.02)
    with pytest.raises(TimeoutError):
        ask(line, b"\x10\x04\x01")
    line.settimeout(5)
    assert line.recv(1) == b"\x12"


def test_a_power_cut_drops_the_link_and_all_that_is_held_but_not_the_paper_that_hangs(lab, line):
    ask(line, b"\x1ba\x01" + SQUARE + b"\x1dr\x01")
    lab.command(["paper-out"])
    line.sendall(SQUARE * 20 + CUT)
    assert status(line) == "1a 32 12 7e"
    lab.command(["power-cycle"])
    assert line.recv(1) == b""
    assert (lab.state()["held_bytes"], lab.state()["hanging_mm"]) == (0, 1)
    lab.command(["refill"])
    with connect(lab) as again:
        assert ask(again, SQUARE + CUT + b"\x1dr\x01") == b"\x00"
    dots = ~np.asarray(Image.open(io.BytesIO(lab.papers()[0].png)))
    assert dots.shape == (16, 576)
    assert np.flatnonzero(dots[8]).tolist() == list(range(8))  # centring was forgotten


def test_a_blocked_printer_takes_what_its_buffer_holds_and_no_more():
    lab = LabPrinter(speed_mm_s=0, buffer=2000)
    lab.start()
    try:
        lab.command(["paper-out"])
        with connect(lab) as line:
            line.settimeout(0.3)
            with pytest.raises(TimeoutError):
                line.sendall(SQUARE * 400_000)
            assert 2000 <= lab.state()["held_bytes"] < 2100
        with connect(lab) as another:  # the one that went away cannot even say so
            assert status(another) == "1a 32 12 7e"
            assert ask(another, PURGE, 3) == b"\x37\x25\x00"
        assert lab.state()["held_bytes"] == 0
    finally:
        lab.stop()


def test_a_picture_longer_than_the_buffer_is_printed_all_the_same():
    lab = LabPrinter(speed_mm_s=0, buffer=100)
    lab.start()
    try:
        with connect(lab) as line:
            picture = b"\x1dv0\x00\x48\x00\x40\x00" + b"\xff" * (72 * 64)
            assert ask(line, picture + CUT + b"\x1dr\x01") == b"\x00"
        assert len(lab.papers()) == 1
    finally:
        lab.stop()


def test_it_can_be_stopped_and_started_again_on_the_same_port():
    lab = LabPrinter(speed_mm_s=0)
    lab.stop()
    first = lab.start()
    lab.stop()
    assert lab.start() == first
    lab.stop()


def test_a_slow_motor_proves_late_and_does_not_delay_the_end():
    lab = LabPrinter(speed_mm_s=0.01)
    lab.start()
    with connect(lab) as line:
        line.settimeout(0.1)
        with pytest.raises(TimeoutError):
            ask(line, SQUARE + b"\x1dr\x01")
        assert status(line) == "12 12 12 12"
        lab.stop()
