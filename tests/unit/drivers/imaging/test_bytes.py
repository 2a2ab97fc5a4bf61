import contextlib
import os
import subprocess
import sys

import numpy as np
import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from drivers.errors import FrameGarbled
from drivers.imaging.codes import read_qr
from drivers.imaging.encode import decode, encode_jpeg, preview
from tests.camera_bench import bgr, pixels


def test_a_picture_survives_its_encoding():
    again = decode(encode_jpeg(pixels()))
    assert again.shape == pixels().shape
    assert np.abs(again.astype(int) - pixels()).mean() < 3


@given(st.binary(max_size=200))
def test_bytes_that_are_no_picture_are_garbled(junk):
    with pytest.raises(FrameGarbled):
        decode(junk)


@given(st.binary(max_size=40), st.integers(0, 400))
def test_a_torn_picture_is_a_picture_or_garbled_but_nothing_else(junk, cut):
    jpeg = encode_jpeg(np.full((20, 30, 3), 90, np.uint8))
    torn = jpeg[:cut] + junk
    with contextlib.suppress(FrameGarbled):
        assert decode(torn).shape[2] == 3


def test_the_preview_is_tightly_packed_rgb_of_the_same_proportions():
    width, height, rgb = preview(pixels(), 960)
    assert (width, height) == (720, 960)
    assert len(rgb) == width * height * 3
    small = np.frombuffer(rgb, np.uint8).reshape(height, width, 3)
    assert abs(int(small[400, 300, 0]) - int(pixels()[800, 600, 2])) < 25


def test_a_small_picture_is_not_blown_up_for_the_preview():
    picture = np.zeros((40, 30, 3), np.uint8)
    picture[..., 2] = 200
    assert preview(picture, 960) == (30, 40, bytes((200, 0, 0)) * 1200)


@pytest.mark.parametrize("scale", [3, 4, 8])
def test_a_printed_code_is_read(scale):
    payload = "https://example.invalid/r/K0007-000123"
    matrix = [[0 if module else 255 for module in row] for row in segno.make(payload, error="m").matrix_iter(border=4)]
    code = Image.fromarray(np.array(matrix, np.uint8))
    side = code.width * scale
    assert read_qr(bgr(code.resize((side, side), Image.Resampling.NEAREST))) == payload


def test_a_paper_without_a_code_gives_none():
    assert read_qr(np.full((200, 200, 3), 255, np.uint8)) is None


LOOK = """
import drivers.imaging._cv2, os
print(os.environ.get("QT_QPA_FONTDIR"), "QT_QPA_PLATFORM_PLUGIN_PATH" in os.environ)
"""


@pytest.mark.parametrize("fonts", ["kept", None])
def test_opencv_leaves_the_environment_as_it_was(fonts):
    before = {name: value for name, value in os.environ.items() if not name.startswith("QT_QPA_")}
    before |= {"PYTHONPATH": os.pathsep.join(sys.path)} | ({"QT_QPA_FONTDIR": fonts} if fonts else {})
    seen = subprocess.run([sys.executable, "-c", LOOK], env=before, capture_output=True, text=True, check=True)
    assert seen.stdout.split() == [str(fonts), "False"]
    assert seen.stderr == ""
