"""Icons: Phosphor (MIT) drawings in one colour, at the size asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtSvg import QSvgRenderer

from ui.pictures.canvas import blank, painting

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

__all__ = ["ICONS", "icon"]

ICONS = Path(__file__).parent.parent / "assets" / "icons"
_SMALLEST = 16


def icon(name: str, side: int) -> QImage:
    """Paint face/name/rrggbb."""
    style, shape, colour = name.split("/")
    drawing = (ICONS / style / f"{shape}.svg").read_text(encoding="utf-8").replace("currentColor", f"#{colour}")
    sheet = blank(max(side, _SMALLEST), max(side, _SMALLEST))
    with painting(sheet) as painter:
        QSvgRenderer(QByteArray(drawing.encode())).render(painter)
    return sheet
