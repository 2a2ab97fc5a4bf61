"""Rings, found corners, and the five faces of the rating."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen, QPolygonF

from ui.pictures.canvas import blank, painting

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPainter

__all__ = ["face", "quad", "ring"]

_CORNER = 70.0
_WORST, _BEST = 1, 5
_BEND = {1: -0.42, 2: -0.24, 3: 0.0, 4: 0.30}


def ring(name: str, _side: int) -> QImage:
    """Paint size/pen/share/rrggbb/rrggbb: a share 0…1 of a circle on its track, from the top, clockwise."""
    size_, pen_, share, colour, track = name.split("/")
    size, pen = int(size_), int(pen_)
    sheet = blank(size, size)
    room = QRectF(pen / 2 + 1, pen / 2 + 1, size - pen - 2, size - pen - 2)
    with painting(sheet) as painter:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(f"#{track}"), pen))
        painter.drawEllipse(room)
        if float(share) > 0:
            painter.setPen(QPen(QColor(f"#{colour}"), pen, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawArc(room, 90 * 16, -round(float(share) * 360 * 16))
    return sheet


def quad(name: str, _side: int) -> QImage:
    """Paint width/height/rrggbb/x,y,x,y,x,y,x,y: the found sheet, its corners stronger than its sides."""
    width, height, colour, corners = name.split("/")
    numbers = [float(part) for part in corners.split(",")]
    points = [QPointF(x * int(width), y * int(height)) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    sheet = blank(int(width), int(height))
    with painting(sheet) as painter:
        painter.setPen(_pen(colour, 5))
        painter.drawPolygon(QPolygonF(points))
        painter.setPen(_pen(colour, 14))
        for n, corner in enumerate(points):
            for other in (points[(n + 1) % 4], points[n - 1]):
                way = math.hypot(other.x() - corner.x(), other.y() - corner.y()) or 1.0
                painter.drawLine(corner, corner + (other - corner) * min(1.0, _CORNER / way))
    return sheet


def face(name: str, _side: int) -> QImage:
    """Paint size/level/rrggbb; level 1 is the most unhappy, 5 the happiest."""
    size_, level_, colour_ = name.split("/")
    size, level, colour = int(size_), int(level_), QColor(f"#{colour_}")
    tint = QColor(colour)
    tint.setAlpha(34)
    half = size / 2
    sheet = blank(size, size)
    with painting(sheet) as painter:
        painter.setBrush(tint)
        painter.setPen(QPen(colour, size * 0.055))
        painter.drawEllipse(QPointF(half, half), half * 0.9, half * 0.9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for side in (-1, 1):
            painter.drawEllipse(QPointF(half + side * half * 0.34, half * 0.78), half * 0.085, half * 0.105)
        _mouth(painter, half, level, colour_)
        if level == _WORST:
            for side in (-1, 1):
                outer = QPointF(half + side * half * 0.52, half * 0.58)
                painter.drawLine(outer, QPointF(half + side * half * 0.24, half * 0.48))
    return sheet


def _mouth(painter: QPainter, half: float, level: int, colour: str) -> None:
    wide = half * 0.44
    painter.setPen(_pen(colour, half * 0.12))
    if level == _BEST:
        laugh = QPainterPath(QPointF(half - wide, half * 1.12))
        laugh.lineTo(half + wide, half * 1.12)
        laugh.cubicTo(half + wide * 0.9, half * 1.72, half - wide * 0.9, half * 1.72, half - wide, half * 1.12)
        painter.drawPath(laugh)
        return
    bend = _BEND[level]
    lips = half * 1.28 - bend * half * 0.35
    painter.setBrush(Qt.BrushStyle.NoBrush)
    line = QPainterPath(QPointF(half - wide, lips))
    line.quadTo(QPointF(half, lips + bend * half * 1.7), QPointF(half + wide, lips))
    painter.drawPath(line)


def _pen(colour: str, width: float) -> QPen:
    return QPen(QColor(f"#{colour}"), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
