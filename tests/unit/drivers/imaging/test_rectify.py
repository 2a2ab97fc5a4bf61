import numpy as np
import pytest
from PIL import Image

from drivers.imaging.detect import find_sheet
from drivers.imaging.rectify import LONGEST, aspect, even_light, rectify
from drivers.lab.papers import render
from drivers.types import Quad
from tests.camera_bench import bgr, pixels

A4 = 297 / 210


def flat(kind, **how):
    picture = pixels(kind, **how)
    return rectify(picture, find_sheet(picture).quad)


@pytest.mark.parametrize("turn", [0, 90])
def test_a4_comes_out_in_its_true_proportion(turn):
    height, width = flat("rental-contract", turn=turn).shape[:2]
    assert max(height, width) / min(height, width) == pytest.approx(A4, abs=0.003)
    assert (height > width) == (turn == 0)


def test_an_odd_format_keeps_its_own_proportion():
    picture = np.full((1000, 1000, 3), 40, np.uint8)
    picture[100:900, 300:700] = 220
    assert aspect(find_sheet(picture).quad, (1000, 1000)) == pytest.approx(0.5, abs=0.01)


def test_a_view_askew_is_put_right():
    true = np.array([(-105, -148.5, 0), (105, -148.5, 0), (105, 148.5, 0), (-105, 148.5, 0)])
    lean = np.deg2rad(24)
    turn = np.array([(1, 0, 0), (0, np.cos(lean), -np.sin(lean)), (0, np.sin(lean), np.cos(lean))])
    seen = true @ turn.T + (0, 0, 520)
    x, y = (seen[:, :2] / seen[:, 2:] * 1920 * 1.25).T
    corners = tuple((float(a) + 720, float(b) + 960) for a, b in zip(x, y, strict=True))
    sides = abs(corners[1][0] - corners[0][0]) / abs(corners[3][1] - corners[0][1])
    assert abs(sides * A4 - 1) > 0.05
    assert aspect(Quad(corners), (1920, 1440)) == pytest.approx(1 / A4, abs=1e-6)


def test_pages_are_never_larger_than_a4_at_150_dpi_nor_than_the_cameras_own_pixels():
    assert max(flat("residence-proof").shape) <= LONGEST
    picture = pixels("certificate")
    quad = find_sheet(picture).quad
    assert max(rectify(picture, quad).shape) <= np.ptp(np.array(quad.corners), axis=0).max() + 1


def test_the_page_shows_the_paper_and_nothing_of_the_mat():
    page = flat("blank")
    assert page.min(axis=2)[2:-2, 2:-2].min() > 60


def test_the_page_looks_like_the_paper_that_was_laid_down():
    page = even_light(flat("rental-contract"))
    true = np.asarray(render("rental-contract").resize((155, 219), Image.Resampling.BOX).convert("L"))
    got = np.asarray(Image.fromarray(page).resize((155, 219), Image.Resampling.BOX).convert("L"))
    assert np.corrcoef(true.ravel(), got.ravel())[0, 1] > 0.9


def test_even_light_makes_paper_white_everywhere_and_keeps_print_dark():
    page = flat("residence-proof")
    even = even_light(page)
    corners = [even[y : y + 60, x : x + 60] for y in (30, -100) for x in (30, -100)]
    raw = [page[y : y + 60, x : x + 60] for y in (30, -100) for x in (30, -100)]
    assert np.ptp([np.median(part) for part in raw]) > 20
    assert np.ptp([np.median(part) for part in corners]) < 8
    assert np.median(even) > 235
    assert even.min() < 70


def test_a_red_seal_stays_red():
    blue, green, red = (even_light(flat("residence-proof"))[..., channel].astype(int) for channel in range(3))
    assert ((red > 120) & (red - green > 70) & (red - blue > 70)).sum() > 2000


def test_a_coloured_cover_keeps_its_colour():
    cover = np.full((300, 200, 3), (40, 30, 130), np.uint8)
    assert np.array_equal(even_light(cover), cover)


def test_a_drawing_keeps_its_shape_through_rectifying():
    picture = bgr(render("certificate"))
    height, width = picture.shape[:2]
    same = rectify(picture, Quad(((0, 0), (width - 1, 0), (width - 1, height - 1), (0, height - 1))))
    assert same.shape[1] / same.shape[0] == pytest.approx(width / height, rel=0.01)
