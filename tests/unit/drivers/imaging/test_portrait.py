"""Portraits come from unknown chips: nothing is decoded that has not a portrait's dimensions."""

import contextlib
import struct

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.errors import PhotoUnreadable
from drivers.imaging.picture_header import MOST_BYTES, MOST_SIDE, picture_size
from drivers.imaging.portrait import decode_portrait, encode_portrait

SLOPE = np.linspace(0, 255, 120 * 90 * 3).reshape(120, 90, 3).astype(np.uint8)
JP2 = encode_portrait(SLOPE, 4000)
JPEG = encode_portrait(SLOPE, 4000, "jpeg")
J2K = JP2[JP2.index(b"\xff\x4f\xff\x51") :]
PNG, BMP = (cv2.imencode(form, SLOPE)[1].tobytes() for form in (".png", ".bmp"))
FORMS = {"jp2": JP2, "j2k": J2K, "jpeg": JPEG, "png": PNG, "bmp": BMP}
EACH_FORM = pytest.mark.parametrize("data", FORMS.values(), ids=FORMS)


@EACH_FORM
def test_every_form_is_decoded(data):
    assert picture_size(data) == (90, 120)
    assert np.abs(decode_portrait(data).astype(int) - SLOPE).mean() < 6


@pytest.mark.parametrize("form", ["jp2", "jpeg"])
@pytest.mark.parametrize("size", [2500, 4000, 20416])
def test_a_portrait_has_exactly_the_size_asked_for(form, size):
    assert len(encode_portrait(SLOPE, size, form)) == size


@pytest.mark.parametrize("form", ["jp2", "jpeg"])
def test_what_cannot_be_so_small_is_refused(form):
    noise = np.random.default_rng(1).integers(256, size=(200, 200, 3), dtype=np.uint8)
    with pytest.raises(ValueError, match="does not fit"):
        encode_portrait(noise, 200, form)


def grown(data, place, form):
    """Write 60,000 by 60,000 pixels into the header."""
    return data[:place] + struct.pack(form, 60000, 60000) + data[place + struct.calcsize(form) :]


@pytest.mark.parametrize(
    "data",
    [
        grown(JP2, JP2.index(b"\xff\x4f\xff\x51") + 8, ">II"),
        grown(J2K, 8, ">II"),
        grown(JPEG, JPEG.index(b"\xff\xc0") + 5, ">HH"),
        grown(PNG, 16, ">II"),
        grown(BMP, 18, "<ii"),
    ],
    ids=FORMS,
)
def test_a_monstrous_picture_is_refused_by_its_header(data, monkeypatch):
    monkeypatch.setattr(cv2, "imdecode", lambda *_: pytest.fail("it was decoded"))
    with pytest.raises(PhotoUnreadable):
        decode_portrait(data)


@pytest.mark.parametrize(
    ("place", "coded"), [(24, b"\x00\x00\x00\x01" * 2), (24, bytes(8)), (40, b"\x40\x00"), (43, b"\x02")]
)
def test_tiles_components_and_steps_of_no_portrait_are_refused(place, coded):
    with pytest.raises(PhotoUnreadable):
        decode_portrait(J2K[:place] + coded + J2K[place + len(coded) :])


def test_size_in_bytes_and_narrowness_have_limits():
    with pytest.raises(PhotoUnreadable):
        picture_size(JPEG + bytes(MOST_BYTES))
    with pytest.raises(PhotoUnreadable):
        picture_size(PNG[:16] + struct.pack(">II", 1, MOST_SIDE + 1) + PNG[24:])
    assert picture_size(PNG[:16] + struct.pack(">II", 1, MOST_SIDE) + PNG[24:]) == (1, MOST_SIDE)


@given(st.binary(max_size=80), st.sampled_from([b"", *(data[:12] for data in FORMS.values())]))
def test_bytes_that_are_no_picture_are_unreadable(junk, start):
    with pytest.raises(PhotoUnreadable):
        decode_portrait(start + junk)


@settings(max_examples=150)
@given(st.sampled_from([*FORMS.values()]), st.data())
def test_a_spoiled_picture_is_a_picture_or_unreadable_but_nothing_else(data, draw):
    at = draw.draw(st.integers(0, len(data) - 1))
    spoiled = data[:at] + draw.draw(st.binary(min_size=1, max_size=6)) + data[at + draw.draw(st.integers(0, 40)) :]
    with contextlib.suppress(PhotoUnreadable):
        assert decode_portrait(spoiled).ndim == 3
