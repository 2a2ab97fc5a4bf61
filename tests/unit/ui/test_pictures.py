"""Pictures painted by hand: sizes, colours, and that personal ones can be dropped."""

from __future__ import annotations

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from drivers.types import Page
from ui.pictures import Painted, Personal
from ui.pictures.art import art
from ui.pictures.gauges import face, quad, ring
from ui.pictures.icons import icon
from ui.pictures.ink import signature_png
from ui.pictures.qr import qr
from ui.pictures.samples import sample
from ui.pictures.shades import grad, shadow

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("band", (1080, 360)),
        ("bandlow", (1080, 900)),
        ("night", (1080, 1920)),
        ("idcard", (460, 290)),
        ("slotshade", (520, 42)),
        ("panel-300-200-40", (300, 200)),
    ],
)
def test_art_has_its_size_and_is_the_same_every_time(name, size):
    picture = art(name, 0)
    assert (picture.width(), picture.height()) == size
    assert picture == art(name, 0)


def test_an_icon_that_a_catalogue_brought_and_nobody_drew_is_drawn_as_anything_else():
    assert icon("duotone/no-such-thing/0f7c77", 84) == icon("duotone/squares-four/0f7c77", 84)
    assert icon("duotone/bank/0f7c77", 84) != icon("duotone/squares-four/0f7c77", 84)


def test_a_shadow_fades_from_the_middle_to_nothing():
    picture = shadow("soft", 0)
    assert picture.pixelColor(0, 0).alpha() == 0
    assert picture.pixelColor(128, 128).alpha() == round(255 * 0.15)
    row = [picture.pixelColor(x, 128).alpha() for x in range(129)]
    assert row == sorted(row)


@given(st.floats(0, 1))
def test_a_ring_shows_its_share(share):
    picture = ring(f"100/10/{share}/ff0000/00ff00", 0)
    bottom = picture.pixelColor(50, 94)
    assert (bottom.red() > 200) == (share > 0.5) or abs(share - 0.5) < 0.05


def test_a_quad_joins_the_found_corners():
    picture = quad("100/100/ffffff/0.1,0.1,0.9,0.1,0.9,0.9,0.1,0.9", 0)
    assert picture.pixelColor(50, 10).alpha() > 0
    assert picture.pixelColor(50, 50).alpha() == 0


def test_the_five_faces_differ():
    faces = [face(f"120/{level}/000000", 0) for level in (1, 2, 3, 4, 5)]
    assert all(a != b for n, a in enumerate(faces) for b in faces[n + 1 :])


def test_a_gradient_has_round_corners():
    picture = grad("80/60/20/ff0000/0000ff", 0)
    assert picture.pixelColor(0, 0).alpha() == 0
    assert picture.pixelColor(40, 30).alpha() == 255


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=80))
def test_a_qr_code_is_module_for_module_the_code_of_its_payload(payload):
    from urllib.parse import quote

    picture = qr(f"350/{quote(payload, safe='')}", 0)
    wanted = [list(row) for row in segno.make(payload, error="m", micro=False).matrix]
    module = picture.width() // len(wanted)
    assert module >= 350 // len(wanted)
    for y, row in enumerate(wanted):
        for x, dark in enumerate(row):
            colour = picture.pixelColor(x * module + module // 2, y * module + module // 2)
            assert (colour == QColor("black")) == bool(dark)


@pytest.mark.parametrize("kind", ["page", "portrait", "card"])
def test_a_sample_is_marked_as_one(kind):
    assert sample(f"{kind}/200/280/居住证明/样例", 0) != sample(f"{kind}/200/280/居住证明/", 0)


def test_a_signature_is_drawn_where_it_was_written():
    png = signature_png([[(10.0, 20.0, 0), (90.0, 20.0, 40)]], 100, 40)
    picture = QImage.fromData(png)
    assert (picture.width(), picture.height()) == (100, 40)
    assert picture.pixelColor(50, 20).lightness() < 40
    assert picture.pixelColor(50, 36).lightness() == 255


class TestPersonal:
    def test_the_live_picture_fills_its_frame_with_round_corners(self):
        personal = Personal()
        personal.see(2, 1, bytes([255, 0, 0, 0, 0, 255]))
        picture = personal.live("200/100/1", 0)
        assert picture.pixelColor(0, 0).alpha() == 0
        left, right = picture.pixelColor(20, 50), picture.pixelColor(180, 50)
        assert left.red() > left.blue()
        assert right.blue() > right.red()

    def test_the_receipt_is_the_printers_own_bitmap(self):
        personal = Personal()
        personal.print(Page(16, 2, bytes([0b11111111, 0, 0, 0b11111111])))
        picture = personal.paper("16/1", 0)
        assert [picture.pixelColor(x, 0).lightness() < 128 for x in (2, 12)] == [True, False]
        assert [picture.pixelColor(x, 1).lightness() < 128 for x in (2, 12)] == [False, True]

    def test_what_is_forgotten_cannot_be_painted(self):
        personal = Personal()
        personal.see(1, 1, bytes(3))
        personal.take(signature_png([[(1.0, 1.0, 0), (5.0, 5.0, 1)]], 20, 20))
        personal.print(Page(8, 1, bytes(1)))
        assert not personal.empty
        personal.forget()
        assert personal.empty
        assert personal.live("10/10/2", 0).pixelColor(5, 5).alpha() == 0
        assert personal.page("10/10/2", 0).width() == 1


def test_an_address_nobody_can_paint_gives_a_null_picture():
    def lost(name, side):
        raise KeyError(name)

    size = QSize()
    assert Painted(lost).requestImage("x", size, QSize()).isNull()
