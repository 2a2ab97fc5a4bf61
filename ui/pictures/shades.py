"""Shadows and gradients: a blurred square as a nine-patch, a rounded rectangle in two colours."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainterPath

from ui.pictures.canvas import blank, gradient, painting

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["grad", "shadow"]

_SIDE, _EDGE = 256, 60
_SHADOWS: dict[str, tuple[tuple[int, int, int], float, float]] = {
    # colour, strength, blur in pixels (standard deviation)
    "soft": ((16, 42, 96), 0.15, 18.0),
    "blue": ((11, 87, 208), 0.30, 16.0),
}


def shadow(name: str, _side: int) -> QImage:
    """Paint a 256 px nine-patch with borders of 96: the product of two error functions is a blurred square."""
    (red, green, blue), strength, blur = _SHADOWS[name]
    profile = [_blurred(at + 0.5, blur) for at in range(_SIDE)]
    rows = {value: _row(profile, strength * value, (blue, green, red)) for value in set(profile)}
    pixels = b"".join(rows[value] for value in profile)
    return QImage(pixels, _SIDE, _SIDE, _SIDE * 4, QImage.Format.Format_ARGB32_Premultiplied).copy()


def _blurred(at: float, blur: float) -> float:
    far = _SIDE - _EDGE
    root = blur * math.sqrt(2)
    return 0.5 * (math.erf((at - _EDGE) / root) - math.erf((at - far) / root))


def _row(profile: Sequence[float], strength: float, colour: tuple[int, int, int]) -> bytes:
    row = bytearray()
    for value in profile:
        alpha = strength * value
        row += bytes((*(round(part * alpha) for part in colour), round(255 * alpha)))
    return bytes(row)


def grad(name: str, _side: int) -> QImage:
    """Paint width/height/radius/rrggbb/rrggbb."""
    width, height, radius, first, last = name.split("/")
    sheet = blank(int(width), int(height))
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(sheet.rect()), float(radius), float(radius))
    with painting(sheet) as painter:
        painter.fillPath(shape, gradient(int(width), int(height), (0, f"#{first}"), (1, f"#{last}")))
    return sheet
