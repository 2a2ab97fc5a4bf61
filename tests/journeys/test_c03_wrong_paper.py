"""C3: the wrong thing under the camera: what is seen is said, nobody is stopped, and nothing goes without a yes."""

import functools

import cv2
import numpy as np
import pytest
from PIL import Image
from station import Station, glass

from drivers.imaging.capture import AutoCapture
from drivers.imaging.encode import encode_jpeg
from drivers.imaging.looking import look
from drivers.imaging.rectify import even_light, rectify
from drivers.imaging.upright import turned, way_up
from drivers.lab import desk
from drivers.lab.papers import render
from kiosk.domain import reports
from kiosk.domain.answers import Defer, Go, Retake, Take, Use
from kiosk.domain.asks import CaptureAsk, Gate, Viewfinder
from kiosk.domain.paper_doubt import Look
from kiosk.domain.state import IdleWarning, TakingCard
from tests.camera_bench import bare, film, noisy, pixels

ITEM = "elder-card-joint"
STAGE_MM = 336.0


@pytest.fixture
def one(qapp, tmp_path):
    station = Station(tmp_path)
    station.lay()
    station.choose(ITEM)
    station.tap(Go(), Go())
    assert station.step == "capture"
    yield station
    station.close()


def show(one, *parts):
    """Let the camera see this film; tell what it sees as its process does, and hand over what was taken."""
    auto, taken = AutoCapture(), 0
    for frame in film(*parts, fps=4):
        seen = auto.see(frame)
        gates = tuple(Gate(name, ok) for name, ok in seen.gates)
        one.attendant.tell(reports.Viewed(one.attendant.visit, Viewfinder(seen.corners, gates, seen.countdown)))
        if seen.shot is not None:
            taken += 1
            one.photograph(*taken_from(seen.shot))
    return taken


def taken_from(shot):
    """Make page and look of a shot, as the camera's process does."""
    page = even_light(rectify(shot.frame.pixels, shot.quad))
    turns = way_up(page)
    page = turned(page, turns)
    could, marks = look(shot.frame.pixels, page, STAGE_MM, printed=turns is not None)
    return encode_jpeg(page), Look(frozenset(could), frozenset(marks))


def gates(one):
    return {gate.name: gate.ok for gate in one.ask.viewfinder.gates}


@functools.cache
def lying(**how):
    return noisy(desk.lay(render("residence-proof"), **how))


@functools.cache
def blank():
    return noisy(desk.lay(Image.new("RGB", (1654, 2339), "white")))


@functools.cache
def of_a_screen():
    """A telephone that shows the paper: bright, bluish, a black rim, its pixels in the picture."""
    shown = render("residence-proof").resize((600, 848))
    phone = Image.new("RGB", (680, 1180), (8, 8, 10))
    phone.paste(Image.blend(shown, Image.new("RGB", shown.size, (150, 180, 255)), 0.2), (40, 150))
    return noisy(desk.lay(phone))


# A good one, to see that the eye is open.


def test_the_right_paper_is_taken_once_and_waits_for_a_yes(one):
    assert show(one, (bare(), 0.25), (lying(), 2)) == 1
    assert one.ask.taken
    assert "这张居住证明看得清吗？" in glass(one)
    assert one.step == "capture"
    one.tap(Use())
    assert one.step == "promise"


# What is seen and said.


@pytest.mark.parametrize(
    ("picture", "gate", "says"),
    [
        (lambda: lying(glare=True), "glare", "换个角度"),
        (lambda: lying(blur=True), "sharp", "请别动"),
        (lambda: pixels(drop=0.4), "complete", "要看到四角"),
    ],
    ids=["glare", "unsharp", "cut-off"],
)
def test_what_is_wrong_with_the_picture_is_named_and_nothing_is_taken_by_itself(one, picture, gate, says):
    assert show(one, (bare(), 0.25), (picture(), 0.75)) == 0
    assert not gates(one)[gate]
    assert says in glass(one)
    assert not one.ask.taken


def test_whoever_wants_it_all_the_same_takes_it_by_hand_and_is_not_stopped(one):
    show(one, (lying(glare=True), 0.25))
    one.tap(Take())
    one.photograph(encode_jpeg(lying(glare=True)))  # the camera obeys
    assert one.ask.taken
    one.tap(Use())
    assert one.step == "promise"


def test_upside_down_is_turned_by_itself(one):
    assert show(one, (bare(), 0.25), (lying(turn=180), 2)) == 1
    turned = cv2.imdecode(np.frombuffer(one.run.captured[0].jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
    upright_page = cv2.imdecode(np.frombuffer(render_page(), np.uint8), cv2.IMREAD_GRAYSCALE)
    small = [cv2.resize(page, (90, 120)).astype(float) for page in (turned, upright_page)]
    same = np.corrcoef(small[0].ravel(), small[1].ravel())[0, 1]
    other = np.corrcoef(small[0][::-1, ::-1].ravel(), small[1].ravel())[0, 1]
    assert same > other + 0.2


def render_page():
    return encode_jpeg(np.ascontiguousarray(np.asarray(render("residence-proof"))[:, :, ::-1]))


def test_of_two_papers_one_is_taken_and_not_both(one):
    two = desk.lay(render("residence-proof")).copy()
    card = render("residence-proof").resize((300, 200))
    two.paste(card, (30, 30))
    assert show(one, (noisy(two), 2)) <= 1
    assert len(one.run.captured) <= 1


# What can be measured is said beside the sample, and what a machine cannot know it does not say.


WRONG = [
    ("card", lambda: noisy(desk.lay(render("id-card"))), "这好像不是居住证明", "看大小，像一张卡"),
    ("blank", blank, "这一面好像是空白的", "请翻过来"),
    ("of-a-screen", of_a_screen, "这好像不是居住证明", "大小和要的对不上"),
]


@pytest.mark.parametrize(("picture", "title", "why"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_what_clearly_is_another_paper_is_said_beside_the_sample_and_taken_again(one, picture, title, why):
    assert show(one, (bare(), 0.25), (picture(), 2)) == 1
    words = glass(one)
    assert title in words
    assert why in words
    assert "样子像这样" in words
    one.tap(Retake())
    assert not one.ask.taken
    assert one.run.captured == ()
    assert "不要拍成这样" in glass(one)


def test_whoever_says_that_it_is_the_one_goes_on_and_a_person_looks(one):
    one.photograph(look=Look(frozenset({"card"})))
    assert "就是这个，交人工看" in glass(one)
    one.tap(Use())
    assert one.step == "promise"
    assert [page.doubt for page in one.run.captured] == ["card"]
    one.hurry_to("review")
    assert "您说就是它，交人工看" in glass(one)


def test_what_the_measure_leaves_open_is_shown_large_and_asked(one):
    one.photograph(look=Look(frozenset({"page", "booklet"}), frozenset({"printed"})))
    assert "看得清吗" in glass(one)
    assert "这好像" not in glass(one)


def test_a_second_thing_on_the_mat_is_told_and_doubts_nothing(one):
    one.photograph(look=Look(frozenset({"page"}), frozenset({"several"})))
    assert "台面上还有别的东西" in glass(one)
    one.tap(Use())
    assert [page.doubt for page in one.run.captured] == [""]


# Never a wall.


def test_after_three_tries_help_is_offered_and_what_may_follow_may_follow(one):
    for _ in range(3):
        one.photograph()
        one.tap(Retake())
    assert one.ask.retakes == 3
    words = glass(one)
    assert "帮忙" in words
    one.press("list_missing")  # the list to take along, for a window or for the post
    assert isinstance(one.ask, CaptureAsk)


def test_a_paper_that_may_follow_can_be_put_off_after_any_number_of_tries(tmp_path):
    from dataclasses import replace as changed

    station = Station(tmp_path / "late")
    station.lay()
    station.choose(ITEM)
    item = station.run.item
    late = changed(item.material("M-RESIDE"), is_need=3)
    deferral = changed(item.deferral, core=("M-IDCARD",), deferrable=("M-RESIDE", "M-PHOTO"))
    papers = tuple(late if one.material_code == "M-RESIDE" else one for one in item.materials)
    station.attendant._state = changed(
        station.state, run=changed(station.run, item=changed(item, materials=papers, deferral=deferral))
    )
    station.tap(Go(), Go())
    for _ in range(3):
        station.photograph()
        station.tap(Retake())
    assert station.ask.deferrable
    assert "后补" in glass(station)
    station.tap(Defer())
    assert [paper.material_code for paper in station.ask.materials] == ["M-RESIDE", "M-PHOTO"]
    station.close()


def test_a_paper_has_one_page_and_an_eleventh_picture_takes_the_place_of_the_tenth(one):
    for n in range(11):
        one.photograph(b"page %d" % n)
        if n < 10:
            one.tap(Retake())
    assert [page.jpeg for page in one.run.captured] == [b"page 10"]


# What the one before left on the mat.


def test_a_paper_that_lay_there_before_goes_nowhere_without_a_yes(one):
    """The camera sees nothing between two steps that need it, so nobody is watched; what lies there is shown first."""
    show(one, (lying(), 2))
    assert one.step == "capture"
    assert "再拍一张" in glass(one)
    one.tap(Retake())
    assert one.run.captured == ()


def test_whoever_leaves_is_told_to_take_the_papers_too(one):
    one.press("leave")
    assert isinstance(one.state, TakingCard)
    assert "台面上的材料也请带走" in glass(one)


def test_nobody_there_ends_the_picture_and_the_visit(one):
    show(one, (lying(), 0.5))
    one.wait(45)
    assert isinstance(one.state, IdleWarning)
    one.wait(20)
    assert one.camera is False
