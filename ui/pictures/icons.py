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
_ANY = "squares-four"


def icon(name: str, side: int) -> QImage:
    """Paint face/name/rrggbb; a name that a catalogue brought and nobody drew gives the drawing for anything else."""
    style, shape, colour = name.split("/")
    file = ICONS / style / f"{shape}.svg"
    drawn = file if file.is_file() else file.with_stem(_ANY)
    drawing = drawn.read_text(encoding="utf-8").replace("currentColor", f"#{colour}")
    sheet = blank(max(side, _SMALLEST), max(side, _SMALLEST))
    with painting(sheet) as painter:
        QSvgRenderer(QByteArray(drawing.encode())).render(painter)
    return sheet
