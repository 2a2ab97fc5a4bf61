"""The character ROM of the lab's printer: 12x24 letters, 24x24 Hanzi of two-byte GBK, and a box for all others."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw, ImageFont

__all__ = ["CELL", "HALF", "Style", "cell", "rom_character"]

CELL, HALF = 24, 12
"""Dots of a Hanzi's side, and of a letter's width."""

_INK = 255  # Pillow's inverse of a dot drawn as 1 is 254, which is ink again
_SMALL = (9, 17)  # font B
_CHINESE_FONT, _MONO_SC = "NotoSansCJK-Regular.ttc", 7


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell is drawn: `width` and `height` are factors, `underline` dots."""

    width: int = 1
    height: int = 1
    bold: bool = False
    underline: int = 0
    reverse: bool = False
    small: bool = False


def rom_character(code: bytes) -> str | None:
    """Return the character that the ROM has for a one-, two- or four-byte code; None for the box."""
    try:
        return code.decode("gbk") if len(code) == 2 else code.decode("cp437") if len(code) == 1 else None
    except UnicodeDecodeError:
        return None


@functools.lru_cache(maxsize=4096)
def cell(character: str | None, *, wide: bool, style: Style) -> Image.Image:
    """Return one cell, ink 1: a Hanzi's or a letter's, the box where `character` is None."""
    size = (CELL, CELL) if wide else _SMALL if style.small else (HALF, CELL)
    picture = Image.new("1", size, 0)
    pen = ImageDraw.Draw(picture)
    if character is None:
        pen.rectangle((1, 1, size[0] - 2, size[1] - 2), outline=_INK)
        pen.line((1, size[1] - 2, size[0] - 2, 1), fill=_INK)
    else:
        pen.fontmode = "1"
        pen.text((0, size[1] - 3), character, font=_font(size[0] * (1 if wide else 2)), fill=_INK, anchor="ls")
    if style.bold:
        shifted = Image.new("1", size, 0)
        shifted.paste(picture, (1, 0))
        picture = ImageChops.logical_or(picture, shifted)
    picture = picture.resize((size[0] * style.width, size[1] * style.height), Image.Resampling.NEAREST)
    if style.underline:
        bottom = picture.height - 1
        ImageDraw.Draw(picture).rectangle((0, bottom - style.underline + 1, picture.width, bottom), fill=_INK)
    return ImageChops.invert(picture) if style.reverse else picture


@functools.cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    try:
        return ImageFont.truetype(_CHINESE_FONT, size, index=_MONO_SC)
    except OSError:
        return ImageFont.load_default(size)
