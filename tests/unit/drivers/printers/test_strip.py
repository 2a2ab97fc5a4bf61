from __future__ import annotations

import io
import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from drivers.printers.strip import black, page_pixels, page_to_png, to_page, without_lookalikes

REAL_TIME = re.compile(rb"\x10\x04[\x01-\x08\x12\x14]|\x10\x05[\x00-\x03]|\x10\x14[\x01-\x08]")
RISKY = st.lists(st.sampled_from([0x00, 0x01, 0x04, 0x05, 0x08, 0x10, 0x14, 0xFF]), max_size=200).map(bytes)


def dots(rows=5, width=16):
    return np.random.default_rng(rows).random((rows, width)) < 0.5


def test_a_page_holds_exactly_the_dots_it_was_made_of():
    page = to_page(dots(), "https://zwfw.example/q/1")
    assert (page.width, page.height, page.qr_payload) == (16, 5, "https://zwfw.example/q/1")
    assert np.array_equal(black(page), dots())


def test_the_screen_shows_the_same_dots_black_on_white():
    page = to_page(dots())
    assert np.array_equal(page_pixels(page) == 0, dots())
    assert set(np.unique(page_pixels(page))) == {0, 255}


def test_the_png_is_a_one_bit_picture_of_the_same_dots():
    picture = Image.open(io.BytesIO(page_to_png(to_page(dots(40, 576)))))
    assert (picture.mode, picture.size) == ("1", (576, 40))
    assert np.array_equal(~np.asarray(picture), dots(40, 576))


@given(RISKY)
def test_no_page_holds_what_a_printer_could_take_for_a_real_time_command(bits):
    assert REAL_TIME.search(without_lookalikes(bits)) is None


@given(RISKY)
def test_guarding_adds_dots_and_never_takes_one_away(bits):
    guarded = without_lookalikes(bits)
    assert len(guarded) == len(bits)
    assert all(after & before == before for before, after in zip(bits, guarded, strict=True))
    assert without_lookalikes(guarded) == guarded


def test_what_is_harmless_stays_as_it_is():
    assert without_lookalikes(b"\x10\x06\x01\x10\x04\x80\x20\x05\x01") == b"\x10\x06\x01\x10\x04\x80\x20\x05\x01"
