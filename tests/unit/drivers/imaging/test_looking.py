"""What is said of a paper is certain: its true format is never ruled out, and a mark is there or not spoken of."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.services_papers import TRUE, View, looks
from drivers.imaging.extent import could_be, measure
from drivers.imaging.looking import look
from drivers.imaging.marks import several
from drivers.lab import desk
from drivers.lab.papers import render
from drivers.types import Quad
from tests.camera_bench import bare, noisy, pixels

SIZES = {
    "A4": ((297, 210), "page"),
    "A5": ((210, 148), "page"),
    "16K": ((260, 185), "page"),
    "ID-1": ((85.6, 53.98), "card"),
    "ID-3": ((125, 88), "booklet"),
    "household": ((143, 105), "booklet"),
    "one inch": ((35, 25), "photo"),
    "passport photo": ((45, 35), "photo"),
    "roll": ((230, 80), "strip"),
}


def quad_of(size, turn, stage):
    """A sheet of this size seen straight from above, turned by degrees, on 1440 x 1920 pixels."""
    angle = np.deg2rad(turn)
    spin = np.array(((np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))))
    corners = np.array(((-1, -1), (1, -1), (1, 1), (-1, 1))) * size / 2 * 1920 / stage @ spin.T + (720, 960)
    return Quad(tuple((float(x), float(y)) for x, y in corners))


@pytest.mark.parametrize("name", SIZES)
@settings(max_examples=25, deadline=None)
@given(turn=st.floats(-45, 45), stage=st.floats(300, 590), measured=st.booleans(), off=st.floats(0.95, 1.05))
def test_the_true_format_is_never_ruled_out(name, turn, stage, measured, off):
    size, true = SIZES[name]
    seen = measure(quad_of(size, turn, stage), (1920, 1440), stage * off if measured else None)
    assert true in could_be(seen)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(["A4", "A5", "16K"]), st.floats(-45, 45), st.floats(300, 590))
def test_a_page_is_no_card_and_a_card_no_page_on_any_stage(page, turn, stage):
    assert "card" not in could_be(measure(quad_of(SIZES[page][0], turn, stage), (1920, 1440)))
    assert could_be(measure(quad_of(SIZES["ID-1"][0], turn, stage), (1920, 1440))) == {"card"}


VIEWS = [
    ("id-card", View(90, 9, lean=(5, -3), light=0.85), {"card"}, set()),
    ("passport", View(180, -4), {"booklet"}, {"zone"}),
    ("blank", View(height=1.25), {"page"}, {"blank"}),
]


@pytest.mark.parametrize(("kind", "view", "could", "marks"), VIEWS, ids=[case[0] for case in VIEWS])
def test_a_paper_under_the_camera_is_measured_and_marked(kind, view, could, marks):
    known, unknown = looks(kind, view)
    assert known.could == could
    assert known.marks >= marks
    assert {"blank", "zone"} & known.marks == {"blank", "zone"} & marks
    assert TRUE[kind] in unknown.could


def test_nothing_is_said_of_a_sheet_that_is_not_seen_whole():
    for picture in (bare(), pixels(drop=0.4)):
        assert look(picture, picture, 336.0, printed=True) == ((), ())


def test_two_papers_are_two_and_one_is_one():
    tray = desk.lay(render("id-card"))
    tray.paste(render("id-photo").resize((300, 386)), (1100, 1400))
    assert several(noisy(tray))
    assert not several(pixels("id-card"))
