"""Pictures that belong to one visit: the camera's view, the taken page, the receipt. They are gone with `forget`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QTransform

from ui.memory import give_back
from ui.pictures.canvas import blank, painting

if TYPE_CHECKING:
    from drivers.types import Page

__all__ = ["Personal"]

_RADIUS = 28.0


class Personal:
    """Holds at most one picture of each kind; addresses end in a counter, so that nothing is served from a cache."""

    def __init__(self) -> None:
        self._live, self._page, self._paper = QImage(), QImage(), QImage()

    @property
    def empty(self) -> bool:
        """Whether nothing personal is held."""
        return self._live.isNull() and self._page.isNull() and self._paper.isNull()

    def see(self, width: int, height: int, rgb: bytes) -> None:
        """Take a camera frame, RGB888 without row padding."""
        self._live = QImage(rgb, width, height, width * 3, QImage.Format.Format_RGB888).copy()

    def take(self, jpeg: bytes) -> None:
        """Take the photographed page."""
        self._page = QImage.fromData(jpeg)

    def print(self, page: Page) -> None:
        """Take the bitmap that goes to the printer."""
        sheet = QImage(page.bits, page.width, page.height, page.width // 8, QImage.Format.Format_Mono).copy()
        sheet.setColorTable([QColor("white").rgb(), QColor("black").rgb()])
        self._paper = sheet

    def forget(self) -> None:
        """Drop everything, and give its memory back."""
        self._live, self._page, self._paper = QImage(), QImage(), QImage()
        give_back()

    def live(self, name: str, _side: int) -> QImage:
        """Paint width/height/counter: the newest frame with round corners."""
        width, height, _ = (int(part) for part in name.split("/"))
        sheet = blank(width, height)
        if self._live.isNull():
            return sheet
        cloth = QBrush(self._live)
        cloth.setTransform(QTransform.fromScale(width / self._live.width(), height / self._live.height()))
        with painting(sheet) as painter:
            painter.setBrush(cloth)
            painter.drawRoundedRect(QRectF(0, 0, width, height), _RADIUS, _RADIUS)
        return sheet

    def page(self, name: str, _side: int) -> QImage:
        """Paint width/height/counter: the taken page, fitted into the box."""
        width, height, _ = (int(part) for part in name.split("/"))
        return _fitted(self._page, width, height)

    def paper(self, name: str, _side: int) -> QImage:
        """Paint width/counter: the receipt as it lies on the paper."""
        width = int(name.split("/", 1)[0])
        grey = self._paper.convertToFormat(QImage.Format.Format_Grayscale8)
        return _fitted(grey, width, 100_000)


def _fitted(picture: QImage, width: int, height: int) -> QImage:
    if picture.isNull():
        return blank(1, 1)
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return picture.scaled(width, height, keep, smooth)
