import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.lab import desk
from drivers.lab.ink import Ink, font
from drivers.lab.papers import KINDS, render

PROMISED = {"residence-proof", "household", "rental-contract", "employment-proof", "blank", "id-photo-sheet"}


def test_the_promised_kinds_are_there():
    assert set(KINDS) >= PROMISED


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_carries_the_mark_of_a_sample_and_is_the_same_each_time(kind):
    paper = np.asarray(render(kind).convert("L"))
    corner = paper[:50, -90:]
    assert corner.min() < np.median(corner) - 30
    assert np.array_equal(paper, np.asarray(render(kind).convert("L")))


def test_a4_papers_are_at_200_dpi():
    assert render("blank").size == (1654, 2339)


def test_an_unknown_kind_is_refused():
    with pytest.raises(KeyError):
        render("banknote")


@pytest.mark.parametrize("kind", ["residence-proof", "household", "employment-proof", "certificate"])
def test_sealed_papers_bear_red_in_the_lower_half_on_the_right(kind):
    red, green, _ = (channel.astype(int) for channel in np.moveaxis(np.asarray(render(kind)), 2, 0))
    rows, columns = np.nonzero((red - green > 80)[len(red) // 2 :])
    assert len(rows) > 5000
    assert np.median(columns) > red.shape[1] / 2


@given(st.text(alphabet="青松社区居民委员会，。0123456789", min_size=1, max_size=80))
def test_a_paragraph_stays_within_its_measure_but_for_hanging_punctuation(text):
    ink = Ink()
    foot = ink.paragraph(text, 20, left=28, right=120, size=6)
    written = np.nonzero(np.asarray(ink.image.convert("L")) < 120)
    assert foot > 20
    if len(written[0]):
        assert written[1].min() / 7.876 >= 27
        assert written[1].max() / 7.876 <= 120 + 6 * (1 + text.count("，") + text.count("。"))


def test_a_missing_font_is_named(monkeypatch):
    monkeypatch.setattr("drivers.lab.ink._FONTS", {"song": "NoSuchFace.ttc"})
    with pytest.raises(FileNotFoundError, match="fonts-noto-cjk"):
        font("song", 99.0)


def test_the_camera_looks_at_a_portrait_tray():
    assert desk.empty().size == desk.FRAME == (1440, 1920)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("tilt", [-40, 0, 25])
def test_a_whole_paper_fits_the_tray_however_it_is_turned(turn, tilt):
    corners = desk.Scene(render("id-photo-sheet"), turn=turn, tilt=tilt).corners
    assert (corners > 0).all()
    assert (corners < desk.FRAME).all()


def test_a_turn_that_is_no_quarter_is_refused():
    with pytest.raises(ValueError, match="turn"):
        desk.Scene(render("blank"), turn=45)


def test_a_paper_is_bright_and_the_mat_is_dark():
    seen = np.asarray(desk.lay(render("blank")).convert("L"))
    assert np.median(seen[5:40]) < 50
    assert np.median(seen[800:1100, 600:900]) > 150


def test_the_noise_differs_from_moment_to_moment_and_keeps_the_brightness():
    still = desk.lay(render("blank"))
    one, two = (np.asarray(desk.noisy(still, seed), int) for seed in (1, 2))
    assert (one != two).mean() > 0.5
    assert abs(one.mean() - np.asarray(still).mean()) < 0.5


def test_a_sliding_paper_is_lower_than_one_at_rest():
    scene = desk.Scene(render("blank"))
    rest, low = (np.asarray(scene.at(drop).convert("L"))[:, 700] > 120 for drop in (0.0, 0.3))
    assert np.argmax(low) - np.argmax(rest) == pytest.approx(0.3 * 1920, abs=2)
