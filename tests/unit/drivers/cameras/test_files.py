import contextlib
import itertools

import numpy as np
import pytest
from PIL import Image

from drivers.cameras.files import open_device
from drivers.cameras.v4l2 import open_device as open_v4l2
from drivers.errors import CameraGone


def save(folder, name, level):
    Image.new("RGB", (40, 30), (level,) * 3).save(folder / name)


def levels(options, count):
    camera = open_device({"fps": "1000", **options})
    with contextlib.closing(camera), contextlib.closing(camera.frames()) as frames:
        return [int(np.median(frame.pixels)) for frame in itertools.islice(frames, count)]


def test_a_folder_is_shown_in_the_order_of_names_round_and_round(tmp_path):
    for name, level in (("b.png", 100), ("a.png", 20), ("c.PNG", 200)):
        save(tmp_path, name, level)
    (tmp_path / "notes.txt").write_text("no picture")
    assert levels({"path": str(tmp_path)}, 5) == [20, 100, 200, 20, 100]


def test_one_picture_is_shown_for_ever(tmp_path):
    save(tmp_path, "a.png", 77)
    assert levels({"path": str(tmp_path / "a.png")}, 3) == [77, 77, 77]


def test_an_empty_folder_is_no_camera(tmp_path):
    with pytest.raises(CameraGone):
        levels({"path": str(tmp_path)}, 1)


@pytest.mark.parametrize("fps", ["", "0", "many"])
def test_a_pace_that_is_no_number_is_refused(fps, tmp_path):
    with pytest.raises(CameraGone):
        open_device({"path": str(tmp_path), "fps": fps})


@pytest.mark.parametrize("options", [{}, {"device": "/dev/null", "width": "wide"}])
def test_a_usb_camera_without_usable_options_is_refused(options):
    with pytest.raises(CameraGone):
        open_v4l2(options)


def test_a_device_that_is_no_camera_is_gone():
    with pytest.raises(CameraGone):
        next(open_v4l2({"device": "/dev/null"}).frames())
