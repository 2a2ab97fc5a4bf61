import numpy as np
import pytest
from PIL import ImageFilter

from drivers.imaging.detect import find_sheet
from drivers.imaging.gates import SHARP, acutance, glare, is_clear, moved
from drivers.types import Quad
from tests.camera_bench import noisy, pixels, scene

KINDS = ["residence-proof", "rental-contract", "household", "certificate", "blank"]


def quad(kind):
    return find_sheet(pixels(kind)).quad


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_in_focus_is_sharp_and_clear(kind):
    assert acutance(pixels(kind), quad(kind)) >= SHARP
    assert is_clear(pixels(kind), quad(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_out_of_focus_is_not_sharp(kind):
    assert acutance(pixels(kind, blur=True), quad(kind)) < SHARP


@pytest.mark.parametrize("kind", KINDS)
def test_slight_softness_that_still_reads_passes_and_more_does_not(kind):
    soft, softer = (noisy(scene(kind).at().filter(ImageFilter.GaussianBlur(blur))) for blur in (0.7, 1.6))
    assert acutance(soft, quad(kind)) >= SHARP > acutance(softer, quad(kind))


def test_sharpness_does_not_depend_on_the_light():
    bright = pixels("rental-contract")
    dim = (bright * 0.5).astype(np.uint8)
    assert abs(acutance(bright, quad("rental-contract")) - acutance(dim, quad("rental-contract"))) < 0.1


@pytest.mark.parametrize("kind", KINDS)
def test_a_lamp_mirrored_in_the_paper_is_glare(kind):
    assert not is_clear(pixels(kind, glare=True), quad(kind))


def test_an_over_exposed_sheet_is_all_glare():
    assert glare(np.full((400, 300, 3), 255, np.uint8), Quad(((10, 10), (290, 10), (290, 390), (10, 390)))) == 1.0


def test_a_reflection_beside_the_sheet_is_no_matter():
    picture = np.full((400, 300, 3), 200, np.uint8)
    picture[:, 200:] = 255
    assert glare(picture, Quad(((10, 10), (180, 10), (180, 390), (10, 390)))) == 0.0


@pytest.mark.parametrize("shift", [(-50, -50), (0, 0), (280, 380), (400, 500)])
def test_a_sheet_partly_or_wholly_outside_the_picture_can_be_judged(shift):
    corners = tuple((x + shift[0], y + shift[1]) for x, y in ((0, 0), (120, 0), (120, 150), (0, 150)))
    picture = np.full((400, 300, 3), 90, np.uint8)
    assert acutance(picture, Quad(corners)) >= 0
    assert glare(picture, Quad(corners)) == 0.0


def test_the_farthest_corner_tells_how_far_a_sheet_moved():
    before = Quad(((0, 0), (10, 0), (10, 10), (0, 10)))
    after = Quad(((0, 0), (10, 0), (13, 14), (0, 10)))
    assert moved(before, after) == 5.0
    assert moved(before, before) == 0.0
