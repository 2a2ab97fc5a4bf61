"""Rules that hold for sheets in any place, pose and light."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from drivers.imaging.capture import AutoCapture
from drivers.imaging.detect import find_sheet
from drivers.imaging.gates import GATES
from drivers.imaging.mat import SMALLEST, WORK, largest_thing, shrink
from drivers.imaging.rectify import aspect, rectify
from drivers.imaging.sides import clockwise
from drivers.types import Frame, Quad
from tests.camera_bench import bare, pixels

SIZE = (960, 720)


def drawn(corners, paper=225, mat=45, blur=0.0, noise=1.5):
    """A plain sheet on a plain mat, drawn four times as large and shrunk, so that its sides are true."""
    big = Image.new("L", (SIZE[1] * 4, SIZE[0] * 4), mat)
    ImageDraw.Draw(big).polygon([((x + 0.5) * 4, (y + 0.5) * 4) for x, y in corners], fill=paper)
    grey = np.asarray(big.resize((SIZE[1], SIZE[0]), Image.Resampling.BOX), np.float32)
    grey = grey + np.random.default_rng(3).normal(0, noise, grey.shape)
    return np.repeat(np.clip(grey, 0, 255).astype(np.uint8)[..., None], 3, axis=2)


@st.composite
def sheets(draw):
    """Corners of a sheet wholly within the picture, clockwise from its own top left."""
    width, height = draw(st.floats(120, 380)), draw(st.floats(120, 520))
    angle = np.deg2rad(draw(st.floats(-30, 30)))
    lean = draw(st.floats(-0.12, 0.12)), draw(st.floats(-0.12, 0.12))
    flat = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * (width / 2, height / 2)
    turned = flat @ np.array([(np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))])
    seen = turned / (1 + turned @ np.array(lean) / 360)[:, None]
    room = np.array([SIZE[1], SIZE[0]]) - np.ptp(seen, axis=0) - 40
    place = np.array([draw(st.floats(0, 1)), draw(st.floats(0, 1))]) * np.maximum(room, 0)
    return seen - seen.min(axis=0) + 20 + place


@settings(max_examples=40, deadline=None)
@given(sheets(), st.integers(110, 245))
def test_a_sheet_of_any_size_place_and_pose_is_found_to_the_pixel(corners, paper):
    sheet = find_sheet(drawn(corners, paper=paper))
    assert sheet is not None
    assert sheet.whole
    assert np.hypot(*(np.array(sheet.quad.corners) - clockwise(corners)).T).max() < 1.5


@settings(max_examples=20, deadline=None)
@given(sheets(), st.sampled_from(["left", "top", "right", "bottom"]), st.floats(0.1, 0.5))
def test_a_sheet_cut_by_the_picture_is_never_whole(corners, side, part):
    low, high = corners.min(axis=0), corners.max(axis=0)
    out = part * (high - low)
    shift = {
        "left": (-low[0] - out[0], 0),
        "top": (0, -low[1] - out[1]),
        "right": (SIZE[1] - high[0] + out[0], 0),
        "bottom": (0, SIZE[0] - high[1] + out[1]),
    }[side]
    sheet = find_sheet(drawn(corners + shift))
    assert sheet is None or not sheet.whole


@settings(max_examples=60, deadline=None)
@given(
    st.floats(0.4, 2.5),
    st.floats(-25, 25),
    st.floats(-25, 25),
    st.floats(-180, 180),
)
def test_the_true_proportion_is_told_from_any_view_of_the_assumed_lens(ratio, pitch, yaw, roll):
    half = np.array([(-ratio, -1, 0), (ratio, -1, 0), (ratio, 1, 0), (-ratio, 1, 0)]) * 100

    def turned(points, axis, degrees):
        one, two = [k for k in range(3) if k != axis]
        c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
        again = points.copy()
        again[:, one] = c * points[:, one] - s * points[:, two]
        again[:, two] = s * points[:, one] + c * points[:, two]
        return again

    seen = np.add(turned(turned(turned(half, 2, roll), 0, pitch), 1, yaw), (30, -20, 900))
    corners = seen[:, :2] / seen[:, 2:] * 1.25 * 1920 + (720, 960)
    quad = Quad(tuple((float(x), float(y)) for x, y in corners))
    assert aspect(quad, (1920, 1440)) == pytest.approx(ratio, rel=0.026)


@settings(max_examples=20, deadline=None)
@given(sheets())
def test_what_is_rectified_is_paper_to_the_rim(corners):
    picture = drawn(corners, noise=0)
    page = rectify(picture, find_sheet(picture).quad)
    assert page.min() > 150


@pytest.mark.parametrize("blur", [3, 7])
def test_an_unsharp_sheet_is_still_whole_so_that_people_hear_the_right_reason(blur):
    soft = pixels("rental-contract")
    for _ in range(blur):
        soft = soft[:-1, :-1] // 4 + soft[1:, :-1] // 4 + soft[:-1, 1:] // 4 + soft[1:, 1:] // 4
    sheet = find_sheet(np.ascontiguousarray(soft))
    assert sheet is not None
    assert sheet.whole


def test_light_that_falls_off_over_the_mat_is_no_thing():
    fall = np.linspace(54, 34, 640)[None, :, None] * np.linspace(1, 0.8, 480)[:, None, None]
    small, _ = shrink(np.repeat(fall, 3, axis=2).astype(np.uint8))
    assert largest_thing(small) is None


@pytest.mark.parametrize(("share", "found"), [(SMALLEST * 0.6, False), (SMALLEST * 1.6, True)])
def test_things_count_from_a_certain_size(share, found):
    side = round((share * SIZE[0] * SIZE[1]) ** 0.5)
    box = np.array([(100, 100), (100 + side, 100), (100 + side, 100 + side), (100, 100 + side)])
    assert (find_sheet(drawn(box)) is not None) is found


def test_the_larger_of_two_papers_is_taken():
    picture = drawn([(60, 60), (400, 60), (400, 560), (60, 560)])
    picture[700:860, 500:600] = 225
    sheet = find_sheet(picture)
    assert sheet is not None
    assert sheet.whole
    assert np.allclose(np.array(sheet.quad.corners), [(60, 60), (400, 60), (400, 560), (60, 560)], atol=1.5)


@pytest.mark.parametrize("shape", [(1080, 1920), (300, 200), (4000, 3000)])
def test_pictures_are_searched_at_one_size(shape):
    small, factor = shrink(np.zeros((*shape, 3), np.uint8))
    assert max(small.shape) <= WORK
    assert factor == pytest.approx(min(1.0, WORK / max(shape)), rel=0.01)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(["bare", "paper", "sliding", "blurred"]), min_size=1, max_size=12))
def test_whatever_happens_on_the_mat_the_view_keeps_its_promises(acts):
    shown = {"bare": bare(), "paper": pixels(), "sliding": pixels(drop=0.2), "blurred": pixels(blur=True)}
    auto, moment, taken = AutoCapture(), 0.0, 0
    for act in acts:
        for _ in range(3):
            moment += 0.2
            view = auto.see(Frame(shown[act], moment))
            assert tuple(name for name, _ in view.gates) == GATES
            assert 0 <= view.countdown <= 1
            assert len(view.corners) in {0, 4}
            assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in view.corners)
            assert view.shot is None or act == "paper"
            taken += view.shot is not None
    assert taken <= acts.count("paper") / 3
