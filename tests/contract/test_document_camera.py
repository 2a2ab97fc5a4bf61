"""One exam for every DocumentCamera."""

import contextlib
import itertools

import numpy as np
import pytest
from PIL import Image

from drivers.discovery import names, open_device
from drivers.errors import CameraError, CameraGone, FrameGarbled
from drivers.imaging.detect import find_sheet
from tests.camera_bench import lab_camera, lay, pixels, until


@pytest.fixture(params=["http_mjpeg", "files"])
def bench(request, tmp_path):
    """A driver's name, its options, and a hand that lays down a paper and one that takes the source away."""
    if request.param == "files":
        shown = tmp_path / "frame.png"
        Image.fromarray(pixels("blank")[:, :, ::-1]).save(shown)

        def swap():
            Image.fromarray(pixels("certificate")[:, :, ::-1]).save(tmp_path / "next.png")
            (tmp_path / "next.png").replace(shown)

        yield "files", {"path": str(shown)}, swap, shown.unlink
    else:
        with lab_camera() as (camera, url):
            lay(camera, "blank")
            until(lambda: camera.state()["ready"])
            yield "http_mjpeg", {"url": url}, lambda: lay(camera, "certificate"), lambda: camera.command(["off"])


@contextlib.contextmanager
def frames_of(name, options):
    camera = open_device("cameras", name, options)
    with contextlib.closing(camera), contextlib.closing(camera.frames()) as frames:
        yield camera, frames


def lies_wide(frame):
    """Whether a whole paper lies there that is wider than high."""
    sheet = find_sheet(frame.pixels)
    width, height = (0, 1) if sheet is None or not sheet.whole else np.ptp(np.array(sheet.quad.corners), axis=0)
    return width > height


def test_frames_are_bgr_pictures_in_the_order_of_time(bench):
    name, options, _, _ = bench
    with frames_of(name, options) as (_, frames):
        seen = [next(frames) for _ in range(5)]
    assert {frame.pixels.shape for frame in seen} == {(1920, 1440, 3)}
    assert {frame.pixels.dtype for frame in seen} == {np.dtype(np.uint8)}
    moments = [frame.taken for frame in seen]
    assert moments == sorted(moments)


def test_the_newest_frame_comes_and_no_backlog(bench):
    name, options, swap, _ = bench
    with frames_of(name, options) as (_, frames):
        assert not any(lies_wide(frame) for frame in itertools.islice(frames, 3))
        swap()
        with frames_of(name, options) as (_, others):
            came = next(count for count, frame in enumerate(others) if lies_wide(frame))
        # Of a backlog at least as many would be old, and those of the time it took to connect.
        assert any(lies_wide(frame) for frame in itertools.islice(frames, max(came, 8)))


def test_closing_ends_the_frames(bench):
    name, options, _, _ = bench
    with frames_of(name, options) as (camera, frames):
        next(frames)
        camera.close()
        assert next(frames, None) is None


def test_a_source_that_goes_away_is_gone_and_the_driver_can_be_asked_again(bench):
    name, options, _, take_away = bench
    camera = open_device("cameras", name, options)
    with contextlib.closing(camera):
        with contextlib.closing(camera.frames()) as frames:
            next(frames)
            take_away()
            with pytest.raises(CameraGone):
                list(itertools.islice(frames, 40))
        with contextlib.closing(camera.frames()) as frames, pytest.raises(CameraGone):
            next(frames)


@pytest.mark.parametrize("name", names("cameras"))
def test_a_camera_that_was_never_there_is_gone_not_a_crash(name, tmp_path):
    missing = {"url": "http://127.0.0.1:9/stream", "device": str(tmp_path / "video"), "path": str(tmp_path / "x.jpg")}
    camera = open_device("cameras", name, missing)
    with contextlib.closing(camera), pytest.raises(CameraGone) as refused:
        next(iter(camera.frames()))
    assert refused.value.code == "camera-gone"


@pytest.mark.parametrize("name", names("cameras"))
def test_a_profile_without_the_option_is_refused_by_type(name):
    with pytest.raises(CameraError):
        next(iter(open_device("cameras", name, {}).frames()))


def test_every_file_of_the_family_is_known():
    assert set(names("cameras")) == {"files", "http_mjpeg", "v4l2"}


def test_a_file_that_is_no_picture_is_garbled(tmp_path):
    (tmp_path / "note.jpg").write_bytes(b"not a picture")
    with frames_of("files", {"path": str(tmp_path)}) as (_, frames), pytest.raises(FrameGarbled):
        next(frames)
