"""The machine readable zone: its layouts and check digits (ICAO 9303-3 §4.9; parts 4 to 6 for TD3, TD1 and TD2).

The Chinese travel cards have layouts of their own: CR (港澳居民来往内地) and CT (台湾居民来往大陆) in three lines, CS
(往来港澳) and CD (往来台湾) printed as one line and followed in the chip by the names, C< the old form of CR. Chinese
names stand there as GBK with one letter for each half byte, 0…F as A…P.

A zone is a person: its repr is blank and refusals name the field alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ALLOWED", "Zone", "check_digit", "chinese_from_letters", "fits", "layout_titles", "read_zone"]

ALLOWED: Final = re.compile("[A-Z0-9<]+", re.ASCII)
_WEIGHTS = (7, 3, 1)
_NIBBLES = str.maketrans("ABCDEFGHIJKLMNOP", "0123456789ABCDEF")
_CUT = "B"  # in the place after a Chinese name: it was too long and lost its end
_VOWELS = re.compile("[AEIOUV]+")
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """Where one form keeps its fields, all lines in one; a check digit stands right after its field.

    A number that does not fit goes on in `overflow`, its check digit at the end. `composite` are the spans under the
    last check digit. What a form does not have takes no characters.
    """

    title: str
    document_code: str
    size: int
    number: _Span
    birth: _Span
    expiry: _Span
    sex: int
    latin: _Span
    issuer: _Span = (0, 0)
    nationality: _Span = (0, 0)
    personal: _Span = (0, 0)
    overflow: _Span = (0, 0)
    chinese: _Span = (0, 0)
    cut: int = 0
    composite: tuple[_Span, ...] = ()


_CR = _Layout(
    title="CR",
    document_code="CR",
    size=90,
    number=(2, 11),
    expiry=(15, 21),
    sex=22,
    birth=(23, 29),
    chinese=(30, 46),
    cut=46,
    personal=(49, 58),
    latin=(60, 86),
)
_LAYOUTS = (
    _CR,
    replace(_CR, document_code="CT", personal=(49, 59)),
    _Layout(
        title="CS",
        document_code="C[SD]",
        size=90,
        number=(2, 11),
        expiry=(13, 19),
        birth=(21, 27),
        chinese=(30, 42),
        latin=(42, 60),
        sex=60,
    ),
    _Layout(
        title="CS",
        document_code="C[SD]",
        size=30,
        number=(2, 11),
        expiry=(13, 19),
        birth=(21, 27),
        latin=(0, 0),
        sex=28,
    ),
    _Layout(
        title="C<",
        document_code="C<",
        size=90,
        birth=(30, 36),
        sex=37,
        expiry=(38, 44),
        number=(45, 56),
        latin=(60, 90),
        issuer=(2, 5),
    ),
    _Layout(
        title="TD3",
        document_code=".*",
        size=88,
        issuer=(2, 5),
        latin=(5, 44),
        number=(44, 53),
        nationality=(54, 57),
        birth=(57, 63),
        sex=64,
        expiry=(65, 71),
        personal=(72, 86),
        composite=((44, 54), (57, 64), (65, 87)),
    ),
    _Layout(
        title="TD2",
        document_code=".*",
        size=72,
        issuer=(2, 5),
        latin=(5, 36),
        number=(36, 45),
        nationality=(46, 49),
        birth=(49, 55),
        sex=56,
        expiry=(57, 63),
        overflow=(64, 71),
        composite=((36, 46), (49, 56), (57, 71)),
    ),
    _Layout(
        title="TD1",
        document_code=".*",
        size=90,
        issuer=(2, 5),
        number=(5, 14),
        overflow=(15, 30),
        birth=(30, 36),
        sex=37,
        expiry=(38, 44),
        nationality=(45, 48),
        latin=(60, 90),
        composite=((5, 37), (38, 45), (48, 59)),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Zone:
    """What a machine readable zone says; `birth` and `expiry` YYMMDD, `sex` M, F or "" where it is not stated.

    `title` is its form: TD1, TD2, TD3, or CR, CS, C< for the Chinese travel cards. Names are without fillers.
    """

    title: str
    document_code: str
    issuer: str
    nationality: str
    number: str
    birth: str
    expiry: str
    sex: str
    latin_name: str
    chinese_name: str
    personal_number: str


def check_digit(text: str) -> str:
    """Return the check digit of letters, digits and fillers (weights 7 3 1). Raises ValueError for other characters."""
    if text and ALLOWED.fullmatch(text) is None:
        raise ValueError("a character that no MRZ holds")
    values = (0 if character == "<" else int(character, 36) for character in text)
    return str(sum(value * _WEIGHTS[place % 3] for place, value in enumerate(values)) % 10)


def fits(text: str, digit: str) -> bool:
    """Whether `digit` is the check digit of `text`; a filler may stand for the digit of an empty field."""
    return digit == check_digit(text) or (digit == "<" and not text.strip("<"))


def layout_titles() -> frozenset[str]:
    """Return the forms there are."""
    return frozenset(layout.title for layout in _LAYOUTS)


def read_zone(text: str, *, composite: bool = True) -> Zone:
    """Read a whole zone without line breaks, in the form that its length and document code tell.

    A Chinese travel card whose own form does not fit is tried as TD1. Raises ValueError that names the field whose
    check digit is wrong, first of the form's own; `composite` False leaves the last check digit of all unread.
    """
    if ALLOWED.fullmatch(text) is None:
        raise ValueError("MRZ: a character that no MRZ holds")
    refusal: ValueError | None = None
    for layout in _candidates(text):
        try:
            return _read(text, layout, composite=composite)
        except ValueError as error:
            refusal = refusal or error
    raise refusal or ValueError("MRZ: no form is so long")


def chinese_from_letters(letters: str) -> str:
    """Decode a Chinese name coded in letters A…P; "" for anything that is none."""
    bare = letters.rstrip("<")
    if re.fullmatch("[A-P]{4,}", bare) is None or len(bare) % 4:
        return ""
    try:
        name = bytes.fromhex(bare.translate(_NIBBLES)).decode("gbk")
    except UnicodeDecodeError:
        return ""
    return name if name.isalpha() else ""


def _candidates(text: str) -> Iterator[_Layout]:
    return (one for one in _LAYOUTS if one.size == len(text) and re.fullmatch(one.document_code, text[:2]))


def _read(text: str, layout: _Layout, *, composite: bool) -> Zone:
    def said(span: _Span) -> str:
        return text[slice(*span)]

    number, digit = said(layout.number), text[layout.number[1]]
    if digit == "<" and number.strip("<") and layout.overflow[1]:
        rest = said(layout.overflow).partition("<")[0]
        number, digit = number + rest[:-1], rest[-1:]
    birth, expiry = said(layout.birth), said(layout.expiry)
    for field, value, its_digit in (
        ("document number", number, digit),
        ("birth", birth, text[layout.birth[1]]),
        ("expiry", expiry, text[layout.expiry[1]]),
    ):
        if not its_digit or not fits(value, its_digit):
            raise ValueError(f"{field}: wrong check digit")
    if composite and layout.composite:
        last = layout.composite[-1][1]
        if text[last] != check_digit("".join(said(span) for span in layout.composite)):
            raise ValueError("MRZ: wrong check digit")
    ours = layout.title in {"CR", "CS"}
    issuer = "CHN" if ours else said(layout.issuer).strip("<")
    return Zone(
        title=layout.title,
        document_code=text[:2].strip("<"),
        issuer=issuer,
        nationality="CHN" if ours else said(layout.nationality).strip("<"),
        number=number.strip("<"),
        birth=birth,
        expiry=expiry,
        sex=text[layout.sex].replace("<", ""),
        latin_name=_plain(said(layout.latin)),
        chinese_name=_chinese_name(text, layout),
        # Chinese passports keep part of the Chinese name there: three characters, whatever the name has.
        personal_number="" if issuer == "CHN" and not ours else said(layout.personal).strip("<"),
    )


def _chinese_name(text: str, layout: _Layout) -> str:
    """Read the Chinese name, or nothing when it is not whole.

    CR and CT mark a name that lost its end. CS and CD have 12 letters and no mark; there the pinyin tells, which has
    one group of vowels or part of one for each character: more groups than characters and some were lost.
    """
    name = chinese_from_letters(text[slice(*layout.chinese)])
    if layout.cut:
        return "" if text[layout.cut] == _CUT else name
    return name if len(name) >= len(_VOWELS.findall(text[slice(*layout.latin)])) else ""


def _plain(field: str) -> str:
    """Take the fillers out: "SURNAME<<GIVEN<NAMES" becomes "SURNAME GIVEN NAMES"."""
    return " ".join(field.replace("<", " ").split())
