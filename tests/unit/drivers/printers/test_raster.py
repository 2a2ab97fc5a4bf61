from __future__ import annotations

import logging
import re
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.lab.escpos_paper import Press
from drivers.lab.printer_stream import next_command
from drivers.printers.raster import BAND_ROWS, raster_bands
from drivers.printers.strip import black, to_page
from drivers.types import Page

REAL_TIME = re.compile(rb"\x10\x04[\x01-\x08\x12\x14]|\x10\x05[\x00-\x03]|\x10\x14[\x01-\x08]")


def commands(data):
    while data:
        command, length = next_command(data)
        yield command
        data = data[length:]


def printed(data, dots=576):
    """The rows that a printer makes of these bytes."""
    press = Press(dots)
    return b"".join(row for command in commands(data) for row in press.rows(command))


def picture(seed, height, width):
    """Noise, bars, blank stretches and squares of four, in random order."""
    random = np.random.default_rng(seed)
    dots = np.zeros((height, width), bool)
    top = 0
    while top < height:
        rows = int(random.integers(1, 90))
        left = int(random.integers(0, width))
        right = int(random.integers(left, width)) + 1
        part = dots[top : top + rows, left:right]
        match random.integers(4):
            case 0:
                part[:] = random.random(part.shape) < 0.3
            case 1:
                part[:] = True
            case 2:
                squares = (random.random((rows, width)) < 0.5).repeat(2, axis=0).repeat(2, axis=1)
                dots[top : top + rows] = squares[: len(part), :width]
        top += rows
    return dots


@settings(max_examples=60, deadline=None)
@given(height=st.integers(1, 3 * BAND_ROWS), seed=st.integers(0, 10_000), width=st.sampled_from([576, 384]))
def test_bands_carry_every_dot_and_no_other(height, seed, width):
    page = to_page(picture(seed, height, width))
    assert printed(b"".join(raster_bands(page)), width) == page.bits


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.lists(st.sampled_from([0x00, 0x01, 0x04, 0x05, 0x08, 0x10, 0x14]), min_size=6, max_size=6)),
    left=st.integers(0, 40),
)
def test_no_picture_looks_like_a_real_time_command_and_all_of_it_is_printed(rows, left):
    if not rows:
        return
    bits = b"".join(bytes(left) + bytes(row) + bytes(72 - 6 - left) for row in rows)
    page = to_page(black(Page(576, len(rows), bits)))
    sent = b"".join(raster_bands(page))
    assert REAL_TIME.search(sent) is None
    assert printed(sent) == page.bits


def test_every_piece_is_a_complete_one_and_no_higher_than_a_band():
    for piece in raster_bands(to_page(picture(7, 900, 576))):
        press = Press()
        heights = [len(list(press.rows(command))) for command in commands(piece)]
        assert max(heights) <= BAND_ROWS


def test_a_page_from_anywhere_is_guarded_against_real_time_lookalikes():
    page = Page(576, 1, (b"\x10\x04\x01\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08" + bytes(59)))
    sent = b"".join(raster_bands(page))
    assert b"\x10\x04\x01" not in sent
    assert b"\x10\x14\x08" not in sent


@pytest.mark.parametrize(
    ("top", "left", "height", "width", "most"),
    [
        (100, 16, 40, 8, 700),  # narrow at the left: no wider than its ink
        (100, 520, 40, 40, 700),  # narrow at the right: it begins where its ink begins
        (0, 0, 200, 576, 7300),  # a bar: at a quarter of its size
    ],
)
def test_white_costs_next_to_nothing(top, left, height, width, most):
    dots = np.zeros((400, 576), bool)
    dots[top : top + height, left : left + width] = True
    assert len(b"".join(raster_bands(to_page(dots)))) <= most


def test_the_encoder_leaves_the_root_logger_standard_output_and_the_temporary_folder_as_they_were(tmp_path):
    program = (
        "import logging; from drivers.types import Page; from drivers.printers.raster import raster_bands;"
        "list(raster_bands(Page(576, 200, b'z' * 72 * 200))); assert not logging.getLogger().handlers"
    )
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], env={"TMPDIR": str(tmp_path)}, capture_output=True, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
    assert not list(tmp_path.iterdir())


def test_a_logger_that_was_there_before_stays():
    handlers = list(logging.getLogger().handlers)
    list(raster_bands(to_page(np.ones((1, 576), bool))))
    assert logging.getLogger().handlers == handlers
