"""A signature as a picture: the strokes drawn again, black on white."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPen

from ui.pictures.canvas import painting

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["signature_png"]

_PEN = 9.0


def signature_png(strokes: Sequence[Sequence[tuple[float, float, int]]], width: int, height: int) -> bytes:
    """Return a PNG of strokes in pad pixels."""
    sheet = QImage(width, height, QImage.Format.Format_Grayscale8)
    sheet.fill(QColor("white"))
    with painting(sheet) as painter:
        ink = QPen(QColor("black"), _PEN, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(ink)
        for stroke in strokes:
            painter.drawPolyline([QPointF(x, y) for x, y, _ in stroke])
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(sheet)
    return bytes(buffer.data().data())
