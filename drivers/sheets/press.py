"""Write an A4 paper as PDF/A-1b with Qt's own writer, and show its pages as pictures from the same strokes.

Needs a QGuiApplication (drivers.printers.typeset.ensure_gui); works on any thread. Fonts are embedded as far as they
are used, the roll's own. The same paper gives the same bytes: the file's only clock is the paper's.
"""

from __future__ import annotations

import threading
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, assert_never

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, Qt, QUuid
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from drivers.printers.legible import Way, pieces
from drivers.printers.typeset import FAMILIES, draws
from drivers.sheets.dated import dated
from drivers.sheets.measures import PAGE_HEIGHT, PAGE_WIDTH
from drivers.sheets.paging import pages
from drivers.sheets.strokes import Bar, Disc, Symbol, Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from drivers.sheets.sheet import Sheet
    from drivers.sheets.strokes import Stroke

__all__ = ["measure", "pdf", "pictures"]

_DOTS_PER_INCH: Final = 254  # a dot is a tenth of a millimetre
_CREATOR: Final = "kiosk"
_NAMESPACE: Final = QUuid("{6ba7b811-9dad-11d1-80b4-00c04fd430c8}")
_OWN: Final = threading.local()
_LAST: Final = (Disc(0, 0, 0), Bar(0, 0, 0, 0))  # every file ends in the same state, from which the next begins


def measure(text: str, size: int, *, bold: bool) -> float:
    """Return the width of one line in tenths of a millimetre; fits drivers.sheets.measures.Measure."""
    return _metrics(size, bold).horizontalAdvance(_legible(text))


def pdf(sheet: Sheet) -> bytes:
    """Return the paper's file, which exists in memory alone. Raises ValueError where a QR code does not fit."""
    laid_out = pages(sheet, measure)  # nothing may fail once Qt paints
    if not hasattr(_OWN, "writer"):
        _OWN.writer = _Writer()
    return dated(_OWN.writer.write(sheet, laid_out), sheet.made)


class _Writer:
    """One thread's writer, kept: each new one would take references of None that PySide never gives back."""

    def __init__(self) -> None:
        self._buffer = QBuffer()
        self._writer = QPdfWriter(self._buffer)
        self._writer.setPdfVersion(QPagedPaintDevice.PdfVersion.PdfVersion_A1b)
        self._writer.setResolution(_DOTS_PER_INCH)
        self._writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        self._writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
        self._writer.setCreator(_CREATOR)
        self._painter = QPainter()
        self._paint([()])  # the first file of a writer is written in another way than those that follow

    def write(self, sheet: Sheet, laid_out: list[tuple[Stroke, ...]]) -> bytes:
        """Return the file of these pages; nothing of them is kept."""
        name = f"{sheet.title} {sheet.foot} {sheet.made.isoformat()}".encode()
        self._writer.setTitle(sheet.title)
        self._writer.setDocumentId(QUuid.createUuidV5(_NAMESPACE, name))
        return self._paint(laid_out)

    def _paint(self, laid_out: list[tuple[Stroke, ...]]) -> bytes:
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly | QIODevice.OpenModeFlag.Truncate)
        self._painter.begin(self._writer)
        try:
            for number, strokes in enumerate(laid_out):
                if number:
                    self._writer.newPage()
                _draw(self._painter, strokes)
            _draw(self._painter, _LAST)
        finally:
            self._painter.end()
            self._buffer.close()
            written = bytes(self._buffer.data().data())
            self._buffer.setData(QByteArray())
        return written


def pictures(sheet: Sheet) -> list[QImage]:
    """Return every page as a picture of ten dots a millimetre."""
    found = []
    for strokes in pages(sheet, measure):
        image = QImage(PAGE_WIDTH, PAGE_HEIGHT, QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw(painter, strokes)
        painter.end()
        found.append(image)
    return found


def _font(size: int, *, bold: bool) -> QFont:
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(size)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@lru_cache(maxsize=4096)
def _legible(text: str) -> str:
    """Return the text with the number of every character that no font draws, or that hides, in its place."""
    found = pieces(text, draws)
    return "".join(f"〔{ord(piece.text):04X}〕" if piece.way is Way.NUMBER else piece.text for piece in found)


@cache
def _metrics(size: int, bold: bool) -> QFontMetricsF:  # noqa: FBT001 - a key
    return QFontMetricsF(_font(size, bold=bold))


def _draw(painter: QPainter, strokes: Iterable[Stroke]) -> None:
    for stroke in strokes:
        colour = QColor(Qt.GlobalColor.white if getattr(stroke, "white", False) else Qt.GlobalColor.black)
        match stroke:
            case Words():
                painter.setFont(_font(stroke.size, bold=stroke.bold))
                painter.setPen(colour)
                painter.drawText(QPointF(stroke.x, stroke.y), _legible(stroke.text))
            case Bar():
                painter.fillRect(QRectF(stroke.x, stroke.y, stroke.width, stroke.height), colour)
            case Disc():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
                painter.drawEllipse(QRectF(stroke.x, stroke.y, stroke.side, stroke.side))
            case Symbol():
                _draw_symbol(painter, stroke)
            case _:
                assert_never(stroke)


def _draw_symbol(painter: QPainter, symbol: Symbol) -> None:
    side = len(symbol.dots)
    pixels = np.full((side, (side + 3) // 4 * 4), 255, np.uint8)
    pixels[:, :side][symbol.dots] = 0
    raw = pixels.tobytes()
    image = QImage(raw, side, side, pixels.shape[1], QImage.Format.Format_Grayscale8)
    painter.drawImage(QRectF(symbol.x, symbol.y, symbol.side, symbol.side), image)
