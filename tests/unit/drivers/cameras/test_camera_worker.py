"""The camera's process as the lane runs it: spawned, over a real pipe, before a real stream."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from drivers.imaging.encode import decode
from drivers.imaging.upright import way_up
from tests.camera_bench import DEADLINE_S, bare, camera_process, lab_camera, lay, pixels

RECEIPT = Path(__file__).parents[3] / "golden" / "receipt-online.png"


@pytest.fixture(scope="module")
def bench():
    """One lab camera and one process for all: they must stand a long day."""
    with lab_camera() as (camera, url), camera_process("http_mjpeg", url=url) as parent:
        yield camera, parent


@pytest.fixture
def clear(bench):
    """The mat is bare and the process has seen it."""
    camera, parent = bench
    camera.command(["on"])
    lay(camera, "none")
    parent.say("again")
    parent.hear("view", lambda view: view[1] == ())
    return bench


def page_of(picture):
    _, jpeg, width, height, *_ = picture
    page = decode(jpeg)
    assert page.shape == (height, width, 3)
    return page


def test_a_bare_mat_is_shown_with_all_gates_shut(clear):
    _, parent = clear
    _, width, height, rgb = parent.hear("preview")
    assert (width, height) == (720, 960)
    assert len(rgb) == width * height * 3
    name, corners, gates, countdown = parent.hear("view")
    assert (name, corners, countdown) == ("view", (), 0.0)
    assert gates == (("complete", False), ("sharp", False), ("glare", False), ("steady", False))


def test_a_paper_laid_upside_down_comes_as_an_upright_page_by_itself_and_once(clear):
    camera, parent = clear
    lay(camera, "rental-contract", "--turn", "180")
    counting = parent.hear("view", lambda view: 0 < view[3] < 1)
    assert len(counting[1]) == 4
    assert all(ok for _, ok in counting[2])
    page = page_of(parent.hear("picture"))
    assert page.shape == (1754, 1240, 3)
    assert way_up(page) == 0
    lay(camera, "none")
    parent.hear("view", lambda view: view[1] == ())


def test_the_same_sheet_is_taken_again_when_armed_again(clear):
    camera, parent = clear
    lay(camera, "certificate")
    parent.hear("picture")
    parent.say("again")
    parent.hear("view", lambda view: view[3] < 1)
    assert way_up(page_of(parent.hear("picture"))) == 0


def test_a_person_may_take_a_picture_that_the_gates_hold_back(clear):
    camera, parent = clear
    lay(camera, "household", "--blur")
    parent.hear("view", lambda view: dict(view[2]) == {"complete": True, "sharp": False, "glare": True, "steady": True})
    parent.say("take")
    page = page_of(parent.hear("picture"))
    assert page.shape[0] / page.shape[1] == pytest.approx(297 / 210, abs=0.01)


def test_a_sheet_taken_by_hand_does_not_come_a_second_time_by_itself(clear):
    camera, parent = clear
    lay(camera, "employment-proof")
    parent.hear("view", lambda view: view[3] > 0)
    parent.say("take")
    parent.hear("picture")
    heard = [parent.link.recv()[0] for _ in range(80)]
    assert "picture" not in heard
    assert heard.count("view") > 30


def test_without_a_sheet_the_whole_picture_is_taken(clear):
    _, parent = clear
    parent.say("take")
    assert page_of(parent.hear("picture")).shape == (1920, 1440, 3)


@pytest.mark.parametrize(("bad_day", "code"), [("off", "camera-gone"), ("garbage", "camera-garbled")])
def test_a_fault_is_told_once_and_its_end_too(clear, bad_day, code):
    camera, parent = clear
    camera.command([bad_day])
    assert parent.hear("failed", lambda failed: failed[1] == code)
    camera.command(["on"])
    parent.hear("well")
    parent.hear("preview")


def test_words_it_does_not_know_are_passed_over(clear):
    _, parent = clear
    parent.say("dance", 3)
    parent.hear("preview")


def test_it_stops_when_told(tmp_path):
    Image.fromarray(bare()[:, :, ::-1]).save(tmp_path / "bare.png")
    with camera_process("files", path=str(tmp_path)) as parent:
        parent.hear("preview")
        parent.say("stop")
        parent.drain()
        parent.process.join(DEADLINE_S)
        assert parent.process.exitcode == 0


def test_it_ends_when_the_parent_hangs_up(tmp_path):
    Image.fromarray(pixels()[:, :, ::-1]).save(tmp_path / "paper.png")
    with camera_process("files", path=str(tmp_path)) as parent:
        parent.hear("preview")
        parent.link.close()
        parent.process.join(DEADLINE_S)
        assert parent.process.exitcode == 0


def test_a_driver_that_does_not_exist_is_told_as_a_fault():
    with camera_process("crystal_ball") as parent:
        assert parent.hear("failed") == ("failed", "driver-unknown")
        parent.say("stop")
        parent.drain()


def test_a_picture_of_another_camera_passes_whole(tmp_path):
    wide = np.full((540, 960, 3), 45, np.uint8)
    wide[60:480, 300:600] = 225
    Image.fromarray(wide).save(tmp_path / "wide.png")
    with camera_process("files", path=str(tmp_path)) as parent:
        assert parent.hear("preview")[1:3] == (960, 540)
        page = page_of(parent.hear("picture"))
        assert page.shape[0] / page.shape[1] == pytest.approx(420 / 300, abs=0.03)


def test_a_receipts_code_is_read_once_while_it_lies_there_and_no_sheet_is_taken_meanwhile(clear):
    camera, parent = clear
    lay(camera, str(RECEIPT), "--tilt", "7")
    parent.say("codes")
    assert parent.hear("code")[1].startswith("https://zwfw.example/q#")
    heard = [parent.link.recv()[0] for _ in range(40)]
    assert set(heard) <= {"preview", "failed", "well"}  # a busy machine may miss the camera for a moment
    parent.say("codes")
    assert parent.hear("code")
    parent.say("again")
    parent.hear("view")
