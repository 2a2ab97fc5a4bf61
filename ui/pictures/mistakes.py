"""What a bad photograph of a paper looks like: a part of it, unsharp, a lamp mirrored in it, its back, another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QRadialGradient

from ui.pictures.canvas import blank, painting

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage

__all__ = ["SPOILT", "spoil"]

_NEAR = 1.5
_SOFT = 14  # pixels that become one
_DESK = QColor("#5B6472")
_PAPER = QColor("#FFFFFF")


def spoil(sheet: QImage, wrong: str) -> QImage:
    """Return the good picture with this mistake; a KeyError for one that nobody drew."""
    return SPOILT[wrong](sheet)


def _cut(sheet: QImage) -> QImage:
    cut = blank(sheet.width(), sheet.height())
    width, height = sheet.width(), sheet.height()
    with painting(cut) as painter:
        painter.fillRect(QRectF(cut.rect()), _DESK)
        painter.translate(width * 0.3, height * 0.28)
        painter.rotate(7)
        painter.drawImage(QRectF(0, 0, width * _NEAR, height * _NEAR), sheet)
    return cut


def _blurred(sheet: QImage) -> QImage:
    smooth, free = Qt.TransformationMode.SmoothTransformation, Qt.AspectRatioMode.IgnoreAspectRatio
    small = sheet.scaled(max(1, sheet.width() // _SOFT), max(1, sheet.height() // _SOFT), free, smooth)
    return small.scaled(sheet.width(), sheet.height(), free, smooth)


def _glare(sheet: QImage) -> QImage:
    bright = sheet.copy()
    width, height = sheet.width(), sheet.height()
    lamp = QRadialGradient(QPointF(width * 0.52, height * 0.4), width * 0.56)
    for place, alpha in ((0.0, 255), (0.55, 250), (1.0, 0)):
        lamp.setColorAt(place, QColor(255, 255, 255, alpha))
    with painting(bright) as painter:
        painter.fillRect(QRectF(bright.rect()), QColor(40, 44, 54, 90))
        painter.fillRect(QRectF(bright.rect()), lamp)
    return bright


def _blank(sheet: QImage) -> QImage:
    bare = blank(sheet.width(), sheet.height())
    with painting(bare) as painter:
        painter.fillRect(QRectF(bare.rect()), _DESK)
        rim = min(sheet.width(), sheet.height()) * 0.08
        painter.fillRect(QRectF(bare.rect()).adjusted(rim, rim, -rim, -rim), _PAPER)
    return bare


def _other(sheet: QImage) -> QImage:
    """Lay something of quite another size in the middle of the desk."""
    other = blank(sheet.width(), sheet.height())
    width, height = sheet.width(), sheet.height()
    across = min(width, height) * 0.5
    lying = QRectF((width - across) / 2, (height - across * 0.63) / 2, across, across * 0.63)
    with painting(other) as painter:
        painter.fillRect(QRectF(other.rect()), _DESK)
        painter.fillRect(lying, _PAPER)
        for line in range(3):
            top = lying.top() + lying.height() * (0.2 + 0.24 * line)
            painter.fillRect(QRectF(lying.left() + across * 0.1, top, across * 0.5, lying.height() * 0.1), _DESK)
    return other


SPOILT: dict[str, Callable[[QImage], QImage]] = {
    "cut": _cut,
    "blurred": _blurred,
    "glare": _glare,
    "blank": _blank,
    "other": _other,
}
"""The mistakes that are drawn, by the name the glass asks for."""
