from __future__ import annotations

import io

import numpy as np
import pytest
import segno
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


def hanzi(text):
    return text.encode("gb18030")


def ink(stream, dots_across=DOTS):
    machine = press(stream, Press(dots_across))
    return dots(machine.cut())


def columns(picture):
    """The first and the last column with ink."""
    inked = np.flatnonzero(picture.any(axis=0))
    return inked[0], inked[-1]


def test_hanzi_stand_in_cells_of_24_dots_and_letters_in_cells_of_12():
    alone = ink(b"\x1dB\x01" + hanzi("受") + b"\n")
    assert columns(alone) == (0, 23)
    assert columns(ink(b"\x1dB\x01" + b"A\n")) == (0, 11)
    row = ink(hanzi("受理") + b"A" + hanzi("回") + b"\n")
    assert row.shape == (30, DOTS)
    for at, one in ((0, "受"), (24, "理"), (60, "回")):
        assert np.array_equal(row[:, at : at + 24], ink(hanzi(one) + b"\n")[:, :24])


def test_the_rom_has_two_byte_hanzi_alone_and_a_box_for_every_other():
    box = ink(hanzi("𠮷") + b"\n")[:24, :24]
    assert np.array_equal(box, ink(hanzi("䶮") + b"\n")[:24, :24])
    assert not np.array_equal(box, ink(hanzi("吉") + b"\n")[:24, :24])
    line = ink(hanzi("𠮷野") + b"\n")
    assert np.array_equal(line[:24, 24:48], ink(hanzi("野") + b"\n")[:24, :24])


def test_a_code_cut_in_two_by_the_stream_is_one_character():
    machine = Press()
    halves = hanzi("受理")
    for piece in (halves[:1], halves[1:3], halves[3:], b"\n"):
        press(piece, machine)
    assert np.array_equal(dots(machine.cut()), ink(hanzi("受理") + b"\n"))


def test_without_chinese_mode_the_same_bytes_are_single_cells():
    assert columns(ink(b"\x1c.\x1dB\x01" + hanzi("受理") + b"\n"))[1] == 47
    assert np.array_equal(ink(b"\x1c.\x1c&" + hanzi("受") + b"\n"), ink(hanzi("受") + b"\n"))


@pytest.mark.parametrize(
    ("size", "wide", "high"),
    [
        (b"\x1d!\x11", 48, 48),
        (b"\x1d!\x20", 72, 24),
        (b"\x1b!\x30", 48, 48),
        (b"\x1c!\x04", 48, 24),
        (b"\x1cW\x01", 48, 48),
    ],
)
def test_enlarged_hanzi(size, wide, high):
    plain = ink(hanzi("受") + b"\n")[:24, :24]
    large = ink(size + hanzi("受") + b"\n")
    assert np.array_equal(large[:high, :wide], plain.repeat(high // 24, axis=0).repeat(wide // 24, axis=1))


def test_bold_is_a_dot_wider_underlined_has_a_line_below_and_reverse_is_white_on_black():
    plain = ink(hanzi("受") + b"\n")[:24, :24]
    bold = ink(b"\x1bE\x01" + hanzi("受") + b"\n")[:24, :24]
    assert np.array_equal(bold[:, 1:], plain[:, 1:] | plain[:, :-1])
    assert np.array_equal(ink(b"\x1dB\x01" + hanzi("受") + b"\n")[:24, :24], ~plain)
    assert ink(b"\x1c-\x02" + hanzi("受") + b"\n")[22:24, :24].all()
    assert np.array_equal(ink(b"\x1b-\x02" + hanzi("受") + b"\n")[:24, :24], plain)  # for letters alone
    assert ink(b"\x1b-\x01A\n")[23, :12].all()


@pytest.mark.parametrize(
    ("set_place", "left"),
    [
        (b"\x1ba\x01", 276),
        (b"\x1ba\x02", 552),
        (b"\x1b$\x64\x00", 100),
        (b"\x1b\\\x0a\x00", 10),
        (b"\t", 96),
        (b"\x1dL\x40\x00", 64),
        (b"\x1dL\x40\x00\x1dW\x00\x01\x1ba\x02", 64 + 256 - 24),
        (b"\x1b$\xff\xff", 0),
        (b"\x1ba\x01\x1b@", 0),
    ],
)
def test_places(set_place, left):
    assert columns(ink(set_place + b"\x1dB\x01" + hanzi("受") + b"\n")) == (left, left + 23)


def test_a_full_line_goes_on_below_and_no_character_is_cut():
    text = hanzi("受" * 25)
    assert ink(text + b"\n").shape == (60, DOTS)
    assert ink(text + b"\n", 384).shape == (60, 384)
    assert ink(b"A" + hanzi("受" * 24) + b"\n").shape == (60, DOTS)


def test_a_line_is_as_high_as_its_spacing_or_its_highest_cell():
    assert ink(b"\x1b3\x40" + hanzi("受") + b"\n").shape[0] == 64
    assert ink(b"\x1b3\x08\x1d!\x01" + hanzi("受") + b"\n").shape[0] == 48
    assert ink(b"\x1b3\x08\x1b2" + hanzi("受") + b"\n").shape[0] == 30
    assert ink(hanzi("受") + b"\x1bJ\x50").shape[0] == 80


def test_a_gap_beside_characters_is_as_wide_as_it_was_set():
    assert columns(ink(b"\x1dB\x01\x1cS\x03\x05" + hanzi("受理") + b"\n")) == (3, 3 + 24 + 5 + 3 + 23)
    assert columns(ink(b"\x1dB\x01\x1b \x04AA\n")) == (0, 12 + 4 + 11)


def test_a_column_picture_stands_in_the_line_as_its_bytes_say():
    picture = ink(b"\x1b*\x21\x02\x00" + b"\x80\x00\x01" + b"\x00\xff\x00" + b"\n")
    assert np.flatnonzero(picture[:, 0]).tolist() == [0, 23]
    assert np.flatnonzero(picture[:, 1]).tolist() == list(range(8, 16))
    assert ink(b"\x1b*\x00\x01\x00\xff\n")[:24, :2].all()  # 8 bits of 3 by 2 dots
    assert press(b"\x1b*\x07\x01\x00\xff\n").cut() is None  # no head has that density


def test_stored_graphics_are_printed_once():
    store = b"\x1d(L\x0e\x000p0\x01\x021\x0c\x00\x02\x00" + b"\xff\xf0" + b"\x80\x00"
    picture = ink(store + b"\x1d(L\x02\x0002" * 2)
    assert picture.shape == (4, DOTS)
    assert columns(picture) == (0, 11)
    assert picture[:2, :12].all()
    assert np.array_equal(ink(b"\x1d8L\x0e\x00\x00\x00" + store[5:] + b"\x1d(L\x02\x0002"), picture)


@pytest.mark.parametrize(("mode", "shape"), [(0, (2, 8)), (1, (2, 16)), (2, (4, 8)), (3, (4, 16)), (48, (2, 8))])
def test_a_raster_picture_is_doubled_as_its_mode_says(mode, shape):
    picture = ink(b"\x1dv0" + bytes((mode, 1, 0, 2, 0)) + b"\xff\xff")
    assert (picture.shape[0], columns(picture)[1] + 1) == shape


@pytest.mark.parametrize(("level", "name"), [(48, "L"), (49, "M"), (50, "Q"), (51, "H")])
def test_a_native_qr_code_has_the_module_and_the_level_that_were_set_and_no_border_of_its_own(level, name):
    data = b"\x1d(k\x13\x001P0" + b"0123456789ABCDEF"
    picture = ink(b"\x1d(k\x03\x001C\x07" + b"\x1d(k\x03\x001E" + bytes((level,)) + data + b"\x1d(k\x03\x001Q0")
    matrix = np.array(segno.make("0123456789ABCDEF", error=name, boost_error=False, micro=False).matrix, bool)
    assert np.array_equal(picture[:, : 7 * len(matrix)], matrix.repeat(7, axis=0).repeat(7, axis=1))
    assert not picture[:, 7 * len(matrix) :].any()


@pytest.mark.parametrize(
    ("cut", "rows"), [(b"\x1dV\x00", 8), (b"\x1dV1", 8), (b"\x1dVB\x10", 24), (b"\x1bi", 8), (b"\x1bm", 8)]
)
def test_every_cut_prints_the_line_in_the_making_and_feeds_what_it_says(cut, rows):
    machine = press(raster(1, *[b"\xff"] * 8) + cut)
    assert machine.strip_rows == rows
    assert press(hanzi("受") + cut).strip_rows == 30 + rows - 8


def test_blank_paper_is_no_piece_and_commands_nobody_knows_print_nothing():
    machine = press(b"\x1bJ\x20\x1b@\x1d!\x11\x1dB\x01\x1cS\x00\x00\r\t\x1b\x99")
    assert machine.strip_rows == 32
    assert machine.cut() is None
    assert machine.strip_rows == 0
