"""F05: every check of the camera has its example, every paper its sample, and a retake shows the one that fits."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
import samples

from drivers.imaging.gates import GATES
from kiosk.domain.asks import CaptureAsk, Gate, Viewfinder
from kiosk.domain.paper_doubt import Doubt
from ui.pictures.mistakes import SPOILT
from ui.pictures.samples import sample
from ui.projection import Prefs, Scene, project
from ui.projection.mistakes import DOUBTED, MISTAKES

PAPERS = [
    (item.id, one) for item in samples.services().values() for one in item.materials if one.capture == "doc_camera"
]


def view_of(material, *failing, retakes=1, english=False):
    gates = tuple(Gate(name, name not in failing) for name in GATES)
    ask = CaptureAsk(material, Viewfinder(samples.CORNERS, gates), retakes=retakes)
    return project(replace(samples.capture(), ask=ask), samples_scene(english=english))


def samples_scene(*, english=False):
    return Scene(
        health=samples.WELL,
        items=tuple(samples.services().values()),
        faults=samples.faults(),
        profile=samples.profile(),
        now=samples.NOW,
        prefs=Prefs(english=english),
    )


def test_every_check_of_the_camera_has_its_example_and_every_example_its_picture():
    assert MISTAKES.keys() == set(GATES)
    assert DOUBTED.keys() == set(get_args(Doubt)) - {""}
    assert {kind for kind, _ in (*MISTAKES.values(), *DOUBTED.values())} == SPOILT.keys()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("paper", ["page", "portrait", "card"])
@pytest.mark.parametrize("wrong", sorted(SPOILT))
def test_an_example_is_as_large_as_the_right_one_and_looks_otherwise(paper, wrong):
    right, spoilt = (sample(f"{kind}/120/170/A/B", 0) for kind in (paper, f"{paper}-{wrong}"))
    assert spoilt.size() == right.size()
    assert spoilt != right


@pytest.mark.parametrize(("item_id", "material"), PAPERS, ids=[f"{i}-{one.material_code}" for i, one in PAPERS])
def test_every_paper_has_its_sample_before_and_an_error_after_it_was_thrown_away(item_id, material):
    before = view_of(material, retakes=0)
    assert before.sample in {"page", "portrait", "card"}
    assert before.mistake.note == ""
    for english in (False, True):
        for gate in GATES:
            shown = view_of(material, gate, english=english).mistake
            assert shown.kind == MISTAKES[gate][0]
            assert shown.note
        assert view_of(material, english=english).mistake.note
    if material.common_errors:
        assert view_of(material).mistake.note.split("\n") == list(material.common_errors)


@pytest.mark.parametrize(
    ("gate", "said"),
    [("complete", "只拍了半页"), ("glare", "反光看不清"), ("sharp", "字拍糊了"), ("steady", "拍的时候动了")],
)
def test_the_papers_own_error_comes_before_the_general_one(gate, said):
    assert view_of(samples.joint().material("M-RESIDE"), gate).mistake.note == said


@pytest.mark.parametrize("why", sorted(DOUBTED))
def test_after_a_wrong_paper_was_thrown_away_its_own_example_is_shown(why):
    ask = CaptureAsk(samples.joint().material("M-RESIDE"), retakes=1, doubt=why)
    shown = project(replace(samples.capture(), ask=ask), samples_scene()).mistake
    assert (shown.kind, shown.note) == DOUBTED[why]


def test_the_first_check_that_fails_is_the_one_that_is_shown():
    assert view_of(samples.joint().material("M-RESIDE"), "glare", "sharp").mistake.kind == "blurred"
