import numpy as np
import pytest
from PIL import Image, ImageDraw

from drivers.imaging.detect import find_sheet
from drivers.imaging.glyphs import CELL, glyphs
from drivers.imaging.rectify import even_light, rectify
from drivers.imaging.upright import strokes, upright, way_up
from drivers.imaging.upright_weights import WEIGHTS
from drivers.lab.ink import font
from drivers.lab.papers import KINDS, render
from drivers.lab.small_papers import SMALL_PAPERS
from tests.camera_bench import bgr, pixels

PRINTED = [kind for kind in KINDS if kind not in {"blank", "id-photo-sheet", *SMALL_PAPERS}]


def page(kind, **how):
    picture = pixels(kind, **how)
    return even_light(rectify(picture, find_sheet(picture).quad))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("kind", PRINTED)
def test_every_printed_paper_comes_upright_however_it_lay(kind, turn):
    assert way_up(page(kind, turn=turn)) == -turn // 90 % 4


def test_at_least_eight_different_papers_were_tried():
    assert len(PRINTED) >= 8


def test_a_turned_page_equals_the_page_that_lay_right():
    right = page("household")
    for turns in range(4):
        assert np.array_equal(upright(np.rot90(right, turns).copy()), right)


@pytest.mark.parametrize("kind", ["blank", "id-photo-sheet"])
def test_a_page_without_print_stays_as_it_lies(kind):
    lying = page(kind)
    assert upright(lying) is lying


def test_a_few_characters_are_no_majority():
    sheet = Image.new("RGB", (400, 300), "white")
    ImageDraw.Draw(sheet).text((40, 40), "示范市", font=font("song", 5), fill="black")
    assert way_up(bgr(sheet)) is None


def test_an_empty_or_tiny_picture_can_be_asked():
    assert way_up(np.full((80, 80, 3), 255, np.uint8)) is None
    assert glyphs(np.zeros((80, 80, 3), np.uint8)).shape == (0, CELL, CELL)


def test_the_red_letters_of_a_seal_have_no_vote():
    sheet = Image.new("RGB", (900, 300), "white")
    ImageDraw.Draw(sheet).text((40, 40), "示范区青松社区居民委员会", font=font("song-bold", 8), fill=(220, 40, 40))
    assert len(glyphs(bgr(sheet))) == 0


def test_ruled_lines_are_no_characters():
    sheet = Image.new("RGB", (900, 900), "white")
    pen = ImageDraw.Draw(sheet)
    for place in range(50, 900, 60):
        pen.line([(50, place), (850, place)], fill="black", width=2)
        pen.line([(place, 50), (place, 850)], fill="black", width=2)
    assert len(glyphs(bgr(sheet))) == 0


def test_characters_are_cut_one_by_one():
    cuts = glyphs(bgr(render("rental-contract").resize((1240, 1754))))
    assert len(cuts) > 150
    assert cuts.min() >= 0
    assert cuts.max() <= 1


def test_the_weights_fit_the_description():
    assert strokes(np.zeros((3, CELL, CELL), np.float32)).shape == (3, len(WEIGHTS))
