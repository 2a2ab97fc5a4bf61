"""Where a travel document prints what opens its chip: a page that belongs to nobody, with its lines framed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

from ui.pictures.canvas import blank, gradient, painting, type_face

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPainter

__all__ = ["datapage"]

_BAR = QColor("#C3CEDF")
_BRAND = QColor("#0B57D0")
_QUIET = QColor("#5F88D2")
# Parts of the page: left, top, width, height
_PLACES = {
    "passport": {
        "number": (0.49, 0.05, 0.48, 0.18),
        "birth": (0.33, 0.38, 0.48, 0.18),
        "expiry": (0.33, 0.59, 0.48, 0.18),
        "can": (0.62, 0.59, 0.35, 0.18),
    },
    "permit": {
        "number": (0.48, 0.78, 0.48, 0.18),
        "birth": (0.05, 0.34, 0.48, 0.18),
        "expiry": (0.05, 0.55, 0.48, 0.18),
        "can": (0.05, 0.78, 0.35, 0.18),
    },
}
_PORTRAITS = {"passport": (0.05, 0.26, 0.24, 0.48), "permit": (0.68, 0.14, 0.25, 0.56)}
_BARS = {
    "passport": ((0.05, 0.10, 0.36, 0.06), (0.33, 0.28, 0.48, 0.05), (0.05, 0.82, 0.9, 0.045), (0.05, 0.9, 0.9, 0.045)),
    "permit": ((0.05, 0.10, 0.50, 0.07), (0.05, 0.24, 0.30, 0.05)),
}
_SAMPLES = {"number": "E12345678", "birth": "1952 02 29", "expiry": "2035 01 01", "can": "123456"}
_ORDER = ("number", "birth", "expiry")


def datapage(name: str, _side: int) -> QImage:
    """Paint kind/line/width/height/mark: passport or permit; the line is framed strongly, the others quietly."""
    kind, line, wide, high, mark = name.split("/")
    places = _PLACES[kind]
    width, height = int(wide), int(high)
    sheet = blank(width, height)
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(1, 1, width - 2, height - 2), height * 0.07, height * 0.07)
    with painting(sheet) as painter:
        painter.fillPath(shape, gradient(width, height, (0, "#FDFEFF"), (1, "#DCE9FB")))
        painter.setBrush(_BAR)
        for bar in _BARS[kind]:
            painter.drawRoundedRect(_area(bar, width, height), 4, 4)
        _portrait(painter, _area(_PORTRAITS[kind], width, height))
        _sample(painter, width, height, unquote(mark))
        for one in ("can",) if line == "can" else _ORDER:
            _frame(painter, _area(places[one], width, height), one, now=one == line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("#9FBDEB"), 3))
        painter.drawPath(shape)
    return sheet


def _area(part: tuple[float, float, float, float], width: int, height: int) -> QRectF:
    left, top, wide, high = part
    return QRectF(left * width, top * height, wide * width, high * height)


def _portrait(painter: QPainter, frame: QRectF) -> None:
    inside = QPainterPath()
    inside.addRoundedRect(frame, 10, 10)
    painter.fillPath(inside, QColor("#C3D9FA"))
    painter.setBrush(QColor("#5B8FD9"))
    head = frame.width() * 0.24
    painter.drawEllipse(QPointF(frame.center().x(), frame.top() + frame.height() * 0.36), head, head)
    shoulders = QPainterPath()
    shoulders.addEllipse(QPointF(frame.center().x(), frame.bottom()), frame.width() * 0.42, frame.height() * 0.34)
    painter.drawPath(shoulders.intersected(inside))


def _frame(painter: QPainter, place: QRectF, line: str, *, now: bool) -> None:
    painter.setBrush(QColor("#FFE9A8") if now else QColor("#FFFFFF"))
    painter.setPen(QPen(_BRAND if now else _QUIET, 5 if now else 2))
    painter.drawRoundedRect(place, 8, 8)
    badge = place.height() if line != "can" else 0.0
    if badge:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_BRAND if now else _QUIET)
        painter.drawEllipse(QRectF(place.left() + 4, place.top() + 4, badge - 8, badge - 8))
        painter.setPen(QColor("#FFFFFF"))
        painter.setFont(type_face(max(8, int(badge * 0.56)), bold=True))
        spot = QRectF(place.left(), place.top(), badge, badge)
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, str(_ORDER.index(line) + 1))
    painter.setPen(QColor("#0A1A33") if now else QColor("#43536C"))
    painter.setFont(type_face(max(8, int(place.height() * 0.48)), bold=now))
    words = place.adjusted(badge, 0, 0, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignCenter, _SAMPLES[line])
    painter.setPen(Qt.PenStyle.NoPen)


def _sample(painter: QPainter, width: int, height: int, mark: str) -> None:
    painter.save()
    painter.translate(width / 2, height / 2)
    painter.rotate(-18)
    painter.setFont(type_face(max(20, int(height * 0.3)), bold=True))
    painter.setPen(QColor(11, 87, 208, 34))
    painter.drawText(QRectF(-width, -height / 2, width * 2, height), Qt.AlignmentFlag.AlignCenter, mark)
    painter.restore()
    painter.setPen(Qt.PenStyle.NoPen)
