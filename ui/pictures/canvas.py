"""A sheet of pixels to paint on, with the settings every picture shares."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QLinearGradient, QPainter

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FONT", "blank", "gradient", "painting", "type_face"]

FONT = "Noto Sans CJK SC"
_HINTS = (
    QPainter.RenderHint.Antialiasing,
    QPainter.RenderHint.TextAntialiasing,
    QPainter.RenderHint.SmoothPixmapTransform,
)


def blank(width: int, height: int) -> QImage:
    """Return a transparent sheet of at least one pixel: a scene in the middle of its layout asks for less."""
    sheet = QImage(max(1, width), max(1, height), QImage.Format.Format_ARGB32_Premultiplied)
    sheet.fill(0)
    return sheet


@contextmanager
def painting(sheet: QImage) -> Iterator[QPainter]:
    """Paint on a sheet: smooth, no outline."""
    painter = QPainter(sheet)
    for hint in _HINTS:
        painter.setRenderHint(hint)
    painter.setPen(Qt.PenStyle.NoPen)
    try:
        yield painter
    finally:
        painter.end()


def gradient(width: float, height: float, *stops: tuple[float, str]) -> QLinearGradient:
    """Return a gradient from the top left to (width, height)."""
    shade = QLinearGradient(QPointF(0, 0), QPointF(width, height))
    for place, colour in stops:
        shade.setColorAt(place, QColor(colour))
    return shade


def type_face(px: int, *, bold: bool = False, family: str = FONT) -> QFont:
    """Return a font of so many pixels."""
    font = QFont(family)
    font.setPixelSize(px)
    font.setBold(bold)
    return font
