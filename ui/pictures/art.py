"""The large pictures: header band, card panel, night town, identity card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

from ui.pictures.canvas import blank, gradient, painting
from ui.pictures.night import night

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPainter

__all__ = ["art"]

_WIDTH = 1080


def art(name: str, _side: int) -> QImage:
    """Paint band, bandlow, night, idcard, slotshade or panel-width-height-radius."""
    if name.startswith("panel-"):
        width, height, radius = (int(part) for part in name.removeprefix("panel-").split("-"))
        return _panel(width, height, radius)
    return {
        "band": lambda: _band(360),
        "bandlow": lambda: _band(900),
        "night": night,
        "idcard": _id_card,
        "slotshade": _slot_shade,
    }[name]()


def _band(height: int) -> QImage:
    sheet = blank(_WIDTH, height)
    with painting(sheet) as painter:
        painter.fillRect(sheet.rect(), gradient(300, height, (0, "#08265F"), (1, "#1052C2")))
        for x, y, radius, alpha in ((960, 40, 330, 12), (960, 40, 220, 12), (150, 330, 240, 9)):
            _disc(painter, x, y, radius, alpha)
    return sheet


def _disc(painter: QPainter, x: float, y: float, radius: float, alpha: int) -> None:
    painter.setBrush(QColor(255, 255, 255, alpha))
    painter.drawEllipse(QPointF(x, y), radius, radius)


def _panel(width: int, height: int, radius: int) -> QImage:
    sheet = blank(width, height)
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(sheet.rect()), radius, radius)
    with painting(sheet) as painter:
        painter.fillPath(shape, gradient(width * 0.5, height, (0, "#08306F"), (0.55, "#0E4FBD"), (1, "#2470DB")))
        painter.setClipPath(shape)
        for share, alpha in ((0.95, 14), (0.68, 14), (0.42, 16)):
            _disc(painter, width * 0.82, height * 0.4, height * share, alpha)
        for base, swell in ((height * 0.80, 26.0), (height * 0.9, 20.0)):
            wave = QPainterPath(QPointF(0, base))
            wave.cubicTo(width * 0.24, base - swell * 1.6, width * 0.39, base + swell, width * 0.6, base - swell * 0.4)
            wave.cubicTo(width * 0.76, base - swell * 1.4, width * 0.9, base + swell * 0.3, width, base - swell)
            wave.lineTo(width, height)
            wave.lineTo(0, height)
            painter.setBrush(QColor(255, 255, 255, 16))
            painter.drawPath(wave)
    return sheet


def _id_card() -> QImage:
    """Paint a card that belongs to nobody."""
    sheet = blank(460, 290)
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(sheet.rect()), 26, 26)
    with painting(sheet) as painter:
        painter.fillPath(shape, gradient(460, 290, (0, "#FDFEFF"), (1, "#D3E5FF")))
        painter.setClipPath(shape)
        painter.setPen(QPen(QColor(120, 165, 230, 46), 3))
        for n in range(9):
            painter.drawEllipse(QPointF(-20, 330), 90 + n * 40, 60 + n * 34)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#A9C4EC"))
        for n, width in enumerate((160, 104, 200)):
            painter.drawRoundedRect(QRectF(36, 44 + n * 40, width, 20), 10, 10)
        painter.setBrush(QColor("#7FA9E6"))
        painter.drawRoundedRect(QRectF(36, 226, 384, 26), 13, 13)
        _portrait(painter)
        painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("#9FBDEB"), 3))
        painter.drawRoundedRect(QRectF(1.5, 1.5, 457, 287), 25, 25)
    return sheet


def _portrait(painter: QPainter) -> None:
    frame = QPainterPath()
    frame.addRoundedRect(QRectF(298, 36, 126, 160), 18, 18)
    painter.fillPath(frame, QColor("#C3D9FA"))
    painter.setBrush(QColor("#5B8FD9"))
    painter.drawEllipse(QPointF(361, 92), 30, 30)
    shoulders = QPainterPath()
    shoulders.addEllipse(QPointF(361, 184), 56, 52)
    painter.drawPath(shoulders.intersected(frame))


def _slot_shade() -> QImage:
    """Paint the shade that the slot throws on the paper."""
    sheet = blank(520, 42)
    with painting(sheet) as painter:
        painter.fillRect(sheet.rect(), gradient(0, 42, (0, "#000A1430"), (1, "#550A1430")))
    return sheet
