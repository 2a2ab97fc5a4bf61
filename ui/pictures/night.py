"""The town at night behind the attract screen: nothing lit is larger than the clock."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainterPath, QRadialGradient

from ui.pictures.canvas import blank, gradient, painting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QImage, QPainter

__all__ = ["night"]

_WIDTH, _HEIGHT = 1080, 1920
_GROUND = 1325
_MOON = QPointF(850, 270)
_HILLS = (
    (1130, "#0C2450", ((52, 900, 0.4), (22, 410, 1.2), (8, 170, 0.3))),
    (1190, "#0A1D43", ((44, 760, 2.4), (18, 330, 0.2), (6, 140, 2.0))),
    (1240, "#091938", ((30, 640, 4.1), (12, 280, 1.5))),
)


def night() -> QImage:
    """Paint sky, moon, hills and a town with some windows lit."""
    sheet = blank(_WIDTH, _HEIGHT)
    chance = _chance()
    with painting(sheet) as painter:
        sky = gradient(0, _HEIGHT, (0, "#040A18"), (0.45, "#081634"), (0.8, "#0B2147"), (1, "#081733"))
        painter.fillRect(sheet.rect(), sky)
        for _ in range(90):
            spot = QPointF(next(chance) * _WIDTH, next(chance) * 900)
            painter.setBrush(QColor(220, 232, 255, 20 + int(next(chance) * 70)))
            radius = 1.2 + next(chance) * 0.8
            painter.drawEllipse(spot, radius, radius)
        _moon(painter)
        for base, colour, waves in _HILLS:
            _hill(painter, base, colour, waves)
        _town(painter, chance)
        painter.setBrush(QColor("#07142F"))
        painter.drawRect(0, _GROUND, _WIDTH, _HEIGHT)
    return sheet


def _chance() -> Iterator[float]:
    """Yield the same unconcerned numbers 0…1 every time (a linear congruence), so that the picture never changes."""
    state = 20261121
    while True:
        state = (state * 1103515245 + 12345) % 2**31
        yield state / 2**31


def _moon(painter: QPainter) -> None:
    halo = QRadialGradient(_MOON, 230)
    for place, alpha in ((0, 70), (0.27, 58), (0.5, 20), (1, 0)):
        halo.setColorAt(place, QColor(255, 236, 196, alpha))
    painter.setBrush(halo)
    painter.drawEllipse(_MOON, 230, 230)
    painter.setBrush(QColor("#F3E3B8"))
    painter.drawEllipse(_MOON, 62, 62)


def _hill(painter: QPainter, base: float, colour: str, waves: tuple[tuple[float, float, float], ...]) -> None:
    ridge = QPainterPath(QPointF(0, _HEIGHT))
    for x in range(0, _WIDTH + 8, 8):
        swell = sum(height * math.sin(x / length * math.tau + phase) for height, length, phase in waves)
        ridge.lineTo(x, base - swell)
    ridge.lineTo(_WIDTH, _HEIGHT)
    painter.setBrush(QColor(colour))
    painter.drawPath(ridge)


def _town(painter: QPainter, chance: Iterator[float]) -> None:
    left, top = 0.0, 1330
    while left < _WIDTH:
        width, height = 54 + int(next(chance) * 44), 70 + int(next(chance) * 84)
        painter.setBrush(QColor("#0A1B3E"))
        painter.drawRoundedRect(QRectF(left, top - height, width, height + 60), 5, 5)
        for y in range(top - height + 18, 1310, 26):
            for x in range(int(left) + 12, int(left) + width - 14, 20):
                lit = next(chance)
                if lit < 0.24:  # noqa: PLR2004 - the share of people still awake
                    painter.setBrush(QColor(255, 214, 140, 110 + int(lit * 440)))
                    painter.drawRoundedRect(QRectF(x, y, 9, 12), 2, 2)
        left += width + int(next(chance) * 14)
