"""From a painting function to an image provider of the QML engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

from ui.pictures.art import art
from ui.pictures.datapage import datapage
from ui.pictures.gauges import face, quad, ring
from ui.pictures.icons import icon
from ui.pictures.qr import qr
from ui.pictures.samples import sample
from ui.pictures.shades import grad, shadow

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtQml import QQmlEngine

    from ui.pictures.personal import Personal

__all__ = ["Paint", "Painted", "install"]

Paint = Callable[[str, int], QImage]
"""Paints the picture an address names; the number is the side that was asked for in pixels, 0 when none was."""


class Painted(QQuickImageProvider):
    """Serves one family of pictures; an address nobody can paint gives a null picture, which Qt reports."""

    def __init__(self, paint: Paint) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._paint = paint

    def requestImage(  # noqa: N802 - Qt's own name
        self,
        name: str,
        size: QSize,
        requested: QSize,
    ) -> QImage:
        """Paint one picture."""
        try:
            picture = self._paint(name, max(0, requested.width()))
        except (ValueError, LookupError, OSError):
            return QImage()
        size.setWidth(picture.width())
        size.setHeight(picture.height())
        return picture


def install(engine: QQmlEngine, personal: Personal) -> None:
    """Give the engine every family; the engine owns the providers."""
    families: dict[str, Paint] = {
        "icon": icon,
        "shadow": shadow,
        "grad": grad,
        "art": art,
        "ring": ring,
        "quad": quad,
        "face": face,
        "qr": qr,
        "sample": sample,
        "datapage": datapage,
        "live": personal.live,
        "page": personal.page,
        "paper": personal.paper,
    }
    for name, paint in families.items():
        engine.addImageProvider(name, Painted(paint))
