"""A doubt is spoken where every right format is ruled out, and nowhere else."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.load import load_services
from config.paper_formats import formats_asked
from drivers.imaging.extent import FORMATS
from kiosk.domain.paper_doubt import Look, doubt

ITEMS = load_services()
PAPERS = [one for item in ITEMS.values() for one in item.materials if one.capture == "doc_camera"]
RESIDE, PHOTO = (ITEMS["elder-card-joint"].material(code) for code in ("M-RESIDE", "M-PHOTO"))


def look(*could, marks=()):
    return Look(frozenset(could), frozenset(marks))


@pytest.mark.parametrize(
    ("paper", "seen", "said"),
    [
        (RESIDE, look("card"), "card"),
        (RESIDE, look("strip"), "strip"),
        (RESIDE, look("booklet", marks=["zone"]), "passport"),
        (RESIDE, look("booklet", "photo"), "unlike"),
        (RESIDE, look("small"), "unlike"),
        (RESIDE, look("page", marks=["blank"]), "blank"),
        (RESIDE, look("page", "booklet", "photo"), ""),
        (RESIDE, look(), ""),
        (PHOTO, look("card"), "card"),
        (PHOTO, look("page", marks=["printed"]), "page"),
        (PHOTO, look("page"), ""),  # printed large at home
        (PHOTO, look("small"), ""),  # shown on a telephone
        (PHOTO, look("booklet", marks=["zone"]), "passport"),
        (PHOTO, look("photo", marks=["blank"]), "blank"),
    ],
)
def test_what_contradicts_is_named_and_what_does_not_is_left_alone(paper, seen, said):
    assert doubt(paper, seen) == said


@given(st.sampled_from(PAPERS), st.frozensets(st.sampled_from(FORMATS)), st.frozensets(st.sampled_from(["several"])))
def test_a_paper_that_could_be_the_right_one_is_never_doubted(paper, could, marks):
    if could & formats_asked(paper) or not could or not formats_asked(paper):
        assert doubt(paper, Look(could, marks)) == ""


def test_where_nothing_was_measured_no_paper_of_the_catalogue_is_doubted():
    marks = ("printed", "zone", "several")
    for paper, seen in itertools.product(PAPERS, [(), *itertools.combinations(marks, 2)]):
        assert doubt(paper, look(marks=seen)) == ""
