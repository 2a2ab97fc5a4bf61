import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from drivers.imaging.detect import LIKELY, find_sheet
from drivers.imaging.sides import clockwise, refine
from drivers.lab import desk
from drivers.lab.papers import KINDS, render
from tests.camera_bench import SKINS, bare, covered, noisy, pixels, scene


def farthest(sheet, true_corners):
    return float(np.hypot(*(np.array(sheet.quad.corners) - clockwise(true_corners - 0.5)).T).max())


def test_the_bare_mat_holds_nothing():
    assert find_sheet(bare()) is None


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_paper_is_found_whole_and_to_the_pixel(kind):
    sheet = find_sheet(pixels(kind))
    assert sheet is not None
    assert sheet.whole
    assert sheet.score > 0.95
    assert farthest(sheet, scene(kind).corners) < 1.5


@pytest.mark.parametrize(("turn", "tilt"), [(0, -14.0), (90, 8.0), (180, 0.0), (270, 15.0)])
def test_a_paper_may_lie_any_way(turn, tilt):
    sheet = find_sheet(pixels("rental-contract", turn=turn, tilt=tilt))
    assert sheet is not None
    assert sheet.whole
    assert farthest(sheet, scene("rental-contract", turn=turn, tilt=tilt).corners) < 1.5


@pytest.mark.parametrize("drop", [0.1, 0.4, 0.8])
def test_a_paper_that_leaves_the_picture_is_seen_but_not_whole(drop):
    sheet = find_sheet(pixels(drop=drop))
    assert sheet is not None
    assert not sheet.whole


@pytest.mark.parametrize("skin", SKINS)
@pytest.mark.parametrize("reach", [900, 1500, 1690])
def test_a_paper_under_a_hand_is_not_whole(reach, skin):
    sheet = find_sheet(covered(scene().at(), 700, reach, skin))
    assert sheet is not None
    assert not sheet.whole


def test_a_hand_alone_is_no_whole_sheet():
    sheet = find_sheet(covered(desk.empty(), 700, 900, SKINS[0]))
    assert sheet is None or not sheet.whole


def test_a_folded_corner_is_not_whole():
    paper = render("blank")
    dark = Image.new("RGB", (260, 260), (42, 43, 47))
    paper.paste(dark, (0, 0), Image.fromarray(np.tri(260, dtype=np.uint8)[::-1] * 255))
    sheet = find_sheet(noisy(desk.lay(paper)))
    assert sheet is not None
    assert not sheet.whole


def test_a_deep_shadow_over_half_the_paper_does_not_cut_it():
    lit = np.asarray(scene("household").at(), np.float32)
    lit[900:] *= 0.45
    sheet = find_sheet(noisy(Image.fromarray(lit.astype(np.uint8))))
    assert sheet is not None
    assert sheet.whole


def test_a_card_sized_thing_is_found():
    card = Image.new("RGB", (674, 425), (205, 220, 232))
    sheet = find_sheet(noisy(desk.lay(card, tilt=-7)))
    assert sheet is not None
    assert sheet.whole


def test_a_dark_red_cover_is_told_from_the_dark_mat():
    cover = Image.new("RGB", (984, 1378), (130, 22, 34))
    sheet = find_sheet(noisy(desk.lay(cover)))
    assert sheet is not None
    assert sheet.score > LIKELY


def test_crumbs_are_no_sheet():
    crumb = Image.new("RGB", (90, 70), (240, 240, 235))
    assert find_sheet(noisy(desk.lay(crumb))) is None


@pytest.mark.parametrize("shape", [(480, 640, 3), (1080, 1920, 3), (31, 17, 3)])
@pytest.mark.parametrize("level", [0, 40, 255])
def test_plain_pictures_of_any_size_hold_nothing(shape, level):
    assert find_sheet(np.full(shape, level, np.uint8)) is None


def test_pure_noise_gives_no_whole_sheet():
    static = np.random.default_rng(1).integers(0, 256, (480, 640, 3), np.uint8)
    sheet = find_sheet(static)
    assert sheet is None or not sheet.whole


@given(
    st.permutations([(10.0, 20.0), (200.0, 25.0), (210.0, 300.0), (5.0, 290.0)]),
)
def test_corners_come_clockwise_from_the_top_left_however_they_were_found(corners):
    ordered = clockwise(np.array(corners))
    assert ordered.tolist() == [[10.0, 20.0], [200.0, 25.0], [210.0, 300.0], [5.0, 290.0]]


def test_rough_corners_are_drawn_onto_the_real_sides():
    picture = np.full((400, 300, 3), 40, np.uint8)
    picture[80:320, 60:240] = 230
    rough = np.array([(63.0, 77.0), (236.0, 83.0), (242.0, 317.0), (57.0, 322.0)])
    corners, seen = refine(picture, rough, reach=8)
    assert np.allclose(corners, [(59.5, 79.5), (239.5, 79.5), (239.5, 319.5), (59.5, 319.5)], atol=0.6)
    assert seen.min() > 0.9


def test_sides_that_cannot_be_seen_stay_where_they_were():
    rough = np.array([(60.0, 80.0), (240.0, 80.0), (240.0, 320.0), (60.0, 320.0)])
    corners, seen = refine(np.full((400, 300, 3), 40, np.uint8), rough, reach=8)
    assert np.allclose(corners, rough)
    assert seen.max() == 0
