"""What a paper looks like: a page with a stamp, a portrait, a card; never a real one, and marked as a sample."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

from ui.pictures.art import art
from ui.pictures.canvas import blank, painting, type_face
from ui.pictures.mistakes import spoil

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPainter

__all__ = ["sample"]

_RED = QColor(200, 40, 36, 190)
_BAR = QColor("#C9CDD6")
_SHARES = (0.78, 0.86, 0.84, 0.46, 0.0, 0.30)


def sample(name: str, _side: int) -> QImage:
    """Paint kind/width/height/title/mark, kind as page or, with a mistake in it, page-glare."""
    what, width, height, title, mark = name.split("/")
    kind, _, wrong = what.partition("-")
    sheet = blank(int(width), int(height))
    with painting(sheet) as painter:
        if kind == "card":
            painter.drawImage(QRectF(sheet.rect()), art("idcard", 0))
        elif kind == "portrait":
            _portrait(painter, int(width), int(height))
        else:
            _page(painter, int(width), int(height), unquote(title))
    if wrong:
        sheet = spoil(sheet, wrong)
    with painting(sheet) as painter:
        _mark(painter, int(width), int(height), unquote(mark))
    return sheet


def _page(painter: QPainter, width: int, height: int, title: str) -> None:
    painter.fillRect(QRectF(0, 0, width, height), QColor("#FBFAF6"))
    painter.setPen(QColor("#23262C"))
    size = min(int(width * 0.1), int(width * 0.86 / max(1, len(title))))
    painter.setFont(type_face(max(8, size), bold=True, family="Noto Serif CJK SC"))
    painter.drawText(QRectF(0, height * 0.09, width, height * 0.1), Qt.AlignmentFlag.AlignCenter, title)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_BAR)
    for n, share in enumerate(_SHARES):
        indent = 0.16 if n in {0, len(_SHARES) - 1} else 0.08
        bar = QRectF(width * indent, height * (0.25 + n * 0.066), width * share, height * 0.022)
        painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
    painter.drawRoundedRect(QRectF(width * 0.5, height * 0.70, width * 0.38, height * 0.02), 3, 3)
    painter.drawRoundedRect(QRectF(width * 0.58, height * 0.80, width * 0.30, height * 0.02), 3, 3)
    _stamp(painter, QPointF(width * 0.68, height * 0.74), width * 0.14)


def _stamp(painter: QPainter, centre: QPointF, radius: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(_RED, max(1.5, radius * 0.07)))
    painter.drawEllipse(centre, radius, radius)
    painter.setPen(QPen(_RED, max(1.2, radius * 0.12), Qt.PenStyle.DotLine))
    painter.drawArc(
        QRectF(centre.x() - radius * 0.74, centre.y() - radius * 0.74, radius * 1.48, radius * 1.48), -30 * 16, 240 * 16
    )
    painter.setPen(QPen(_RED, max(1.5, radius * 0.1)))
    painter.drawLine(centre - QPointF(radius * 0.36, 0), centre + QPointF(radius * 0.36, 0))
    painter.setPen(Qt.PenStyle.NoPen)


def _portrait(painter: QPainter, width: int, height: int) -> None:
    frame = QPainterPath()
    frame.addRect(QRectF(0, 0, width, height))
    painter.fillPath(frame, QColor("#FFFFFF"))
    painter.setBrush(QColor("#8FB0DE"))
    painter.drawEllipse(QPointF(width / 2, height * 0.4), width * 0.2, width * 0.24)
    shoulders = QPainterPath()
    shoulders.addEllipse(QPointF(width / 2, height), width * 0.42, height * 0.32)
    painter.drawPath(shoulders.intersected(frame))


def _mark(painter: QPainter, width: int, height: int, mark: str) -> None:
    painter.translate(width / 2, height * 0.5)
    painter.rotate(-28)
    painter.setFont(type_face(max(20, int(width * 0.44 / max(1, len(mark)) * 1.3)), bold=True))
    painter.setPen(QColor(11, 87, 208, 46))
    painter.drawText(QRectF(-width, -height / 2, width * 2, height), Qt.AlignmentFlag.AlignCenter, mark)
