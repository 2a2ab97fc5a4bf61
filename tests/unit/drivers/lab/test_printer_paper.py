from __future__ import annotations

import io

import numpy as np
from PIL import Image

from drivers.lab.escpos_paper import DOTS, Press
from drivers.lab.printer_stream import next_command


def press(stream, machine=None):
    """Put everything in `stream` on paper."""
    machine = machine or Press()
    while stream:
        command, length = next_command(stream)
        machine.note(stream[:length])
        for row in machine.rows(command):
            machine.put(row)
        stream = stream[length:]
    return machine


def dots(paper):
    return ~np.asarray(Image.open(io.BytesIO(paper.png)))


def raster(width_bytes, *rows):
    return b"\x1dv0\x00" + bytes((width_bytes, 0, len(rows), 0)) + b"".join(rows)


def test_rows_keep_their_place_on_the_paper():
    paper = press(raster(2, b"\x80\x01", b"\x00\x00", b"\xff\xff")).cut()
    assert dots(paper).shape == (3, DOTS)
    assert np.flatnonzero(dots(paper)[0]).tolist() == [0, 15]
    assert dots(paper)[2, :16].all()


def test_alignment_moves_a_picture_and_a_reset_moves_it_back():
    paper = press(b"\x1ba\x01" + raster(2, b"\xff\xff") + b"\x1ba\x02" + raster(2, b"\xff\xff")).cut()
    assert np.flatnonzero(dots(paper)[0])[0] == (72 - 2) // 2 * 8
    assert np.flatnonzero(dots(paper)[1])[0] == 560
    assert np.flatnonzero(dots(press(b"\x1ba\x01\x1b@" + raster(2, b"\xff\xff")).cut())[0])[0] == 0


def test_a_picture_wider_than_the_paper_loses_its_edge():
    assert dots(press(raster(80, b"\xff" * 80)).cut()).shape == (1, DOTS)


def test_feeds_are_blank_rows():
    assert dots(press(raster(1, b"\x80") + b"\x1bJ\x10\x1bd\x02" + raster(1, b"\x80")).cut()).shape == (78, DOTS)


def test_text_waits_for_its_line_feed():
    machine = press(b"receipt")
    assert machine.strip_rows == 0
    press(b"\n", machine)
    assert machine.strip_rows == 30


def test_each_cut_gives_one_piece_with_its_own_bytes():
    machine = press(raster(1, b"\xff"))
    first = machine.cut()
    second = press(raster(1, b"\xff", b"\xff"), machine).cut()
    assert (len(dots(first)), len(dots(second))) == (1, 2)
    assert first.raw == raster(1, b"\xff")
    assert second.raw == raster(1, b"\xff", b"\xff")


def test_blank_paper_is_no_piece_and_commands_nobody_knows_print_nothing():
    machine = press(b"\x1bJ\x20\x1b@\x1d!\x11\x1dB\x01\x1cS\x00\x00\r\t\x1b\x99")
    assert machine.strip_rows == 32
    assert machine.cut() is None
    assert machine.strip_rows == 0
