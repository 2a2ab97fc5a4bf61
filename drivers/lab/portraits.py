"""Drawn portraits of the lab's people: nobody real looks like them, and none of them like another."""

from __future__ import annotations

import functools
import random
from typing import TYPE_CHECKING, Literal

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from drivers.imaging.portrait import encode_portrait
from drivers.lab.people import person

if TYPE_CHECKING:
    from drivers.lab.people import Person

__all__ = ["PHOTO_BYTES", "SIZE", "draw", "portrait"]

PHOTO_BYTES = 20_416
"""A usual size of the picture on a chip, which makes an EF.DG2 of 20,500 bytes."""
SIZE = (413, 531)
"""Width and height in pixels: 35 x 45 mm at 300 dpi."""
_SOFTER = 2
_GREY_SINCE = 1965
_HAIR = ((38, 30, 28), (52, 38, 30), (28, 28, 34))
_GREY = ((196, 194, 190), (168, 166, 164), (214, 212, 208))
_CLOTH = ((52, 74, 110), (110, 52, 62), (58, 92, 74), (84, 72, 116), (120, 96, 60), (60, 66, 74))
_SKIN = ((236, 200, 172), (228, 190, 160), (240, 208, 184))


@functools.cache
def portrait(key: str, form: Literal["jp2", "jpeg"] = "jp2", size: int = PHOTO_BYTES) -> bytes:
    """Return the picture file of the person with that key, of exactly `size` bytes."""
    return encode_portrait(np.ascontiguousarray(np.asarray(draw(person(key)))[..., ::-1]), size, form)


def draw(holder: Person) -> Image.Image:
    """Draw head and shoulders, RGB, 413 by 531 pixels; the same each time."""
    dice = random.Random(holder.number)  # noqa: S311 - a face, not a secret
    sheet = Image.new("RGB", (SIZE[0] * _SOFTER, SIZE[1] * _SOFTER), (222, 232, 242))
    pen = ImageDraw.Draw(sheet)
    skin, cloth = dice.choice(_SKIN), dice.choice(_CLOTH)
    hair = dice.choice(_GREY if holder.birth.year < _GREY_SINCE else _HAIR)
    wide, brow = dice.uniform(0.185, 0.215), dice.uniform(0.39, 0.41)
    if holder.sex == "2":
        _oval(pen, (0.5 - wide - 0.07, 0.12, 0.5 + wide + 0.07, 0.74), hair)
    _oval(pen, (0.08, 0.74, 0.92, 1.5), cloth)
    _oval(pen, (0.42, 0.56, 0.58, 0.84), _darker(skin))
    _oval(pen, (0.5 - wide - 0.02, 0.12, 0.5 + wide + 0.02, 0.5), hair)
    _oval(pen, (0.5 - wide, 0.2, 0.5 + wide, 0.7), skin)
    _oval(pen, (0.5 - wide, 0.13, 0.5 + wide, 0.13 + dice.uniform(0.16, 0.2)), hair)
    glasses = dice.random() < 0.4
    for eye in (0.5 - wide * 0.47, 0.5 + wide * 0.47):
        _oval(pen, (eye - 0.035, brow, eye + 0.035, brow + 0.025), (250, 250, 248))
        _oval(pen, (eye - 0.015, brow, eye + 0.015, brow + 0.025), (40, 32, 30))
        pen.line(_points((eye - 0.05, brow - 0.02), (eye + 0.05, brow - 0.025)), fill=_darker(hair), width=7)
        frame = _points((eye - 0.07, brow - 0.025), (eye + 0.07, brow + 0.06))
        pen.rounded_rectangle(frame, radius=24, outline=(48, 48, 52), width=5 if glasses else 0)
    pen.line(_points((0.5, brow + 0.05), (0.485, 0.515), (0.51, 0.52)), fill=_darker(skin), width=6)
    _oval(pen, (0.45, 0.585, 0.55, 0.585 + dice.uniform(0.018, 0.028)), (184, 92, 88))
    soft = sheet.resize(SIZE, Image.Resampling.LANCZOS).filter(ImageFilter.GaussianBlur(0.6))
    return _grain(soft, len(holder.key))


def _oval(pen: ImageDraw.ImageDraw, box: tuple[float, float, float, float], colour: tuple[int, int, int]) -> None:
    pen.ellipse(_points(box[:2], box[2:]), fill=colour)


def _points(*points: tuple[float, float]) -> list[float]:
    return [part * SIZE[axis] * _SOFTER for point in points for axis, part in enumerate(point)]


def _darker(colour: tuple[int, int, int]) -> tuple[int, int, int]:
    return colour[0] * 4 // 5, colour[1] * 4 // 5, colour[2] * 4 // 5


def _grain(picture: Image.Image, seed: int) -> Image.Image:
    noise = np.random.default_rng(seed).normal(0, 2.5, (*picture.size[::-1], 1))
    return Image.fromarray(np.clip(np.asarray(picture) + noise, 0, 255).astype(np.uint8))
