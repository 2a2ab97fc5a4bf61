"""QR codes on the screen: level M, whole pixels a module, black on white."""

from __future__ import annotations

from urllib.parse import unquote

import segno
from PySide6.QtGui import QColor, QImage

from ui.pictures.canvas import painting

__all__ = ["qr"]


def qr(name: str, _side: int) -> QImage:
    """Paint box/payload as large as whole modules fit into the box; the quiet zone is the white around it."""
    box, payload = name.split("/", 1)
    rows = [list(row) for row in segno.make(unquote(payload), error="m", micro=False).matrix]
    module = max(1, int(box) // len(rows))
    sheet = QImage(len(rows) * module, len(rows) * module, QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    with painting(sheet) as painter:
        for y, row in enumerate(rows):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(x * module, y * module, module, module, QColor("black"))
    return sheet
