"""What else people lay under the camera: a card, a passport, a photograph, a receipt, half a sheet, a telephone.

Each has its true size; every person and number is invented.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw

from drivers.lab.ink import PX_PER_MM, Ink
from drivers.lab.people import person
from drivers.lab.zone_lines import passport_lines

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["SMALL_PAPERS"]

_MAT = (42, 43, 47)
_ROUND = 3.18  # mm, ISO/IEC 7810 ID-1
_PITCH = 2.54  # mm: ten characters an inch (ICAO 9303-3 §4.2)


def _card() -> Ink:
    ink = _bare_card()
    for number, line in enumerate(("姓名　赵桂兰", "性别　女　　民族　汉", "出生　1952年2月29日", "住址　青松路12号")):
        ink.line(line, 6 + number * 8, x=5, size=3)
    ink.line("公民身份号码　999901195202290022", 45, x=5, size=3.2)
    ink.portrait(60, 9, 20, 28)
    return ink


def _card_back() -> Ink:
    ink = _bare_card()
    ink.line("中华人民共和国", 10, size=5, face="song-bold")
    ink.line("居民身份证", 20, size=8, face="song-bold")
    ink.line("签发机关　示范市公安局示范区分局", 36, x=20, size=3)
    ink.line("有效期限　2012.03.15-长期", 43, x=20, size=3)
    return ink


def _bare_card() -> Ink:
    """Make a card at whose corners the mat is seen."""
    ink = Ink(width=85.6, height=53.98, paper=(224, 236, 240))
    whole = Image.new("L", ink.image.size, 0)
    box = (0, 0, whole.width - 1, whole.height - 1)
    ImageDraw.Draw(whole).rounded_rectangle(box, _ROUND * PX_PER_MM, fill=255)
    ink.image.paste(Image.composite(ink.image, Image.new("RGB", whole.size, _MAT), whole))
    return ink


def _passport() -> Ink:
    ink = Ink(width=125, height=88, paper=(236, 232, 222))
    ink.line("护照　PASSPORT", 6, x=8, size=4.2, face="song-bold")
    for number, line in enumerate(("姓名　ZHAO, GUILAN", "国籍　UTO", "出生日期　1952-02-29", "签发机关　示范市")):
        ink.line(line, 16 + number * 9, x=46, size=3.2)
    ink.portrait(8, 15, 32, 41)
    for number, line in enumerate(passport_lines(person("zhao"), "E99990001", dt.date(2031, 5, 1))):
        for place, letter in enumerate(line):
            ink.line(letter, 69 + number * 8, x=6.6 + place * _PITCH, size=2.9, face="hei")
    return ink


def _photo(width: float, height: float) -> Ink:
    ink = Ink(width=width, height=height, paper=(250, 250, 250))
    ink.portrait(1.5, 1.5, width - 3, height - 3)
    return ink


def _strip() -> Ink:
    ink = Ink(width=80, height=230, paper=(248, 248, 246))
    ink.line("收件凭条", 12, size=7, face="hei-bold")
    for number in range(9):
        ink.line(f"第{number + 1}项　老年人优待证　已收", 34 + number * 14, x=6, size=4)
    ink.line("请妥善保管本凭条", 186, size=4.4)
    return ink


def _half() -> Ink:
    ink = Ink(width=148, height=210)
    ink.line("居住情况说明", 20, size=8, face="song-bold")
    ink.paragraph(
        "兹证明居民赵桂兰自2019年3月起居住在本社区青松路12号3幢502室，情况属实。特此证明。",
        48,
        left=16,
        right=132,
        size=5,
    )
    ink.line("示范区青松社区居民委员会", 140, right=130, size=5)
    ink.seal(104, 150, "示范区青松社区居民委员会", "证明专用章", radius=18)
    return ink


def _telephone() -> Ink:
    ink = Ink(width=72, height=150, paper=(226, 228, 232))
    ink.box(3, 8, 69, 142, fill="#d6e4ff")
    ink.line("居住证明", 20, size=5, face="hei-bold")
    ink.paragraph("兹证明居民赵桂兰居住在本社区青松路12号，情况属实。", 40, left=8, right=64, size=3.6, leading=7)
    return ink


SMALL_PAPERS: Final[dict[str, Callable[[], Ink]]] = {
    "id-card": _card,
    "id-card-back": _card_back,
    "passport": _passport,
    "id-photo": lambda: _photo(35, 45),
    "receipt-strip": _strip,
    "half-sheet": _half,
    "telephone": _telephone,
}
"""Name of each kind and the hand that makes it."""
