import functools

import pytest

from drivers.imaging.capture import AutoCapture, Stage
from drivers.types import Frame
from tests.camera_bench import SKINS, bare, covered, film, noisy, pixels, scene


def play(auto, *parts):
    return [auto.see(frame) for frame in film(*parts)]


def shots(seen):
    return [view.shot for view in seen if view.shot is not None]


@functools.cache
def under_hand():
    return covered(scene().at(), 700, 1000, SKINS[0])


def test_a_visit_of_one_sheet_is_taken_once_after_the_hand_has_left():
    auto = AutoCapture()
    seen = play(
        auto,
        (bare(), 0.4),
        (pixels(drop=0.4), 0.4),
        (under_hand(), 0.6),
        (pixels(), 4.0),
        (under_hand(), 0.4),
        (bare(), 0.5),
    )
    taken = shots(seen)
    assert len(taken) == 1
    assert taken[0].frame.pixels is pixels()
    order = [view.stage for i, view in enumerate(seen) if i == 0 or seen[i - 1].stage is not view.stage]
    assert order == [Stage.EMPTY, Stage.SEEN, Stage.STEADY, Stage.CAPTURED, Stage.EMPTY]


def test_the_countdown_only_rises_and_ends_at_one():
    seen = play(AutoCapture(), (pixels(), 2.5))
    counts = [view.countdown for view in seen]
    assert counts[0] == 0.0
    assert counts == sorted(counts)
    assert counts[-1] == 1.0
    assert any(0 < count < 1 for count in counts)


@pytest.mark.parametrize("fps", [5, 15, 60])
def test_the_moment_depends_on_the_frames_times_and_not_on_their_number(fps):
    auto = AutoCapture()
    for frame in film((pixels(), 3.0), fps=fps):
        if auto.see(frame).shot is not None:
            assert 1.5 <= frame.taken <= 2.1
            return
    raise AssertionError("never taken")


def test_the_next_sheet_is_taken_after_the_mat_was_bare():
    auto = AutoCapture()
    other = pixels("certificate", turn=90)
    assert len(shots(play(auto, (pixels(), 3.0), (bare(), 0.5), (other, 3.0)))) == 2


def test_a_mat_that_seems_bare_for_one_frame_does_not_arm_again():
    auto = AutoCapture()
    assert len(shots(play(auto, (pixels(), 3.0), (bare(), 0.07), (pixels(), 3.0)))) == 1


def test_the_same_sheet_is_taken_again_only_when_asked():
    auto = AutoCapture()
    assert len(shots(play(auto, (pixels(), 3.0)))) == 1
    auto.again()
    assert len(shots([auto.see(Frame(frame.pixels, frame.taken + 3)) for frame in film((pixels(), 3.0))])) == 1


def test_a_sheet_taken_by_hand_is_not_taken_once_more():
    auto = AutoCapture()
    play(auto, (pixels(), 0.8))
    auto.taken()
    later = [auto.see(Frame(frame.pixels, frame.taken + 1)) for frame in film((pixels(), 2.5), (bare(), 0.5))]
    assert not shots(later)
    assert later[-1].stage is Stage.EMPTY


@pytest.mark.parametrize(
    ("how", "shut"),
    [({"drop": 0.3}, "complete"), ({"blur": True}, "sharp"), ({"glare": True}, "glare")],
)
def test_a_shut_gate_holds_the_picture_back_and_is_named(how, shut):
    seen = play(AutoCapture(), (pixels(**how), 3.0))
    assert not shots(seen)
    assert dict(seen[-1].gates)[shut] is False
    assert seen[-1].countdown == 0.0


def test_a_hand_held_over_the_paper_holds_the_picture_back():
    assert not shots(play(AutoCapture(), (under_hand(), 3.0)))


def test_a_paper_that_keeps_moving_is_not_taken():
    places = [noisy(scene().at(step / 100)) for step in (0, 1, 0, 1)]
    seen = play(AutoCapture(), *((place, 0.2) for _ in range(4) for place in places))
    assert not shots(seen)
    assert dict(seen[-1].gates)["steady"] is False


def test_a_disturbed_countdown_begins_anew():
    seen = play(AutoCapture(), (pixels(), 1.2), (under_hand(), 0.2), (pixels(), 1.2))
    assert not shots(seen)
    assert max(view.countdown for view in seen) > 0.3


def test_the_sharpest_frame_of_the_countdown_is_kept():
    crisp, softer = pixels(), noisy(scene().at().resize((1080, 1440)).resize((1440, 1920)))
    taken = shots(play(AutoCapture(), (softer, 1.0), (crisp, 0.2), (softer, 2.0)))
    assert [shot.frame.pixels is crisp for shot in taken] == [True]


def test_corners_are_fractions_clockwise_and_absent_on_the_bare_mat():
    auto = AutoCapture()
    (left, top), (right, _), (_, low), _ = auto.see(Frame(pixels(), 0.0)).corners
    assert 0 < left < right < 1
    assert 0 < top < low < 1
    assert auto.see(Frame(bare(), 1.0)).corners == ()


def test_the_gates_come_in_their_order_even_when_nothing_lies_there():
    view = AutoCapture().see(Frame(bare(), 0.0))
    assert view.gates == (("complete", False), ("sharp", False), ("glare", False), ("steady", False))
