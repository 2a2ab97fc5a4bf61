"""Lay a document out once, as the dots of a strip: what the screen shows is what the paper gets.

Qt gives the outlines of glyphs and joins writing (QtGui alone, from any thread, no event loop); it needs a
QGuiApplication to exist, see ensure_gui(). Every glyph is drawn by itself on whole dots, smooth and then cut at one
grey: drawing text would take other dots from a cold glyph cache than from a warm one. Glyphs are kept one by one,
never the words they stood in.
"""

from __future__ import annotations

import contextlib
import os
import threading
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QRawFont,
    QTextLayout,
    QTransform,
)

from drivers.printers import document as blocks
from drivers.printers import set_figures, set_words
from drivers.printers.flow import GAP, Flow
from drivers.printers.lettering import EM_ASCENT, Glyph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from drivers.printers.document import Document
    from drivers.types import Page

__all__ = ["FAMILIES", "draws", "ensure_gui", "typeset", "width_for"]

_NARROW, _WIDE = 384, 576  # dots across 58 mm and 80 mm paper

FAMILIES = (
    "Noto Sans CJK SC",
    "HanaMinA",
    "HanaMinB",
    "Noto Sans",
    "Noto Serif Tibetan",
    "Noto Naskh Arabic",
    "Noto Sans Mongolian",
    "Noto Sans Yi",
)
"""Fonts in the order in which a character is looked up: with the first three all 87 887 Hanzi of GB 18030 level 3."""

_UNIT = 1000  # dots of the em at which outlines are taken, unhinted
_INK = 184  # grey below which a dot burns: strokes of regular weight keep two dots
_EMBOLDEN = 0.06  # of the em: what a font without a bold cut is thickened by
_KEPT = 4096  # glyphs: a few MB
_SETTERS: dict[type, Callable[[Flow, Any], None]] = {
    blocks.Title: set_words.set_title,
    blocks.Text: set_words.set_text,
    blocks.KeyValue: set_words.set_key_value,
    blocks.Rule: set_words.set_rule,
    blocks.Numbered: set_words.set_numbered,
    blocks.Foot: set_words.set_foot,
    blocks.BigDate: set_figures.set_big_date,
    blocks.CodeBlock: set_figures.set_code_block,
    blocks.Code: set_figures.set_code,
    blocks.Table: set_figures.set_table,
    blocks.Stamp: set_figures.set_stamp,
}


def ensure_gui() -> QGuiApplication:
    """Return the process's QGuiApplication, or make one without a screen; call on the main thread and keep it."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication([])


def width_for(dots: object) -> int:
    """Return the width to set a paper for a printer of so many dots: 58 mm or 80 mm, the latter where nobody knows."""
    return _NARROW if isinstance(dots, int) and _NARROW <= dots < _WIDE else _WIDE


def typeset(document: Document, width: int = _WIDE, *, large: bool = False) -> Page:
    """Return the strip, 576 dots across 80 mm paper or 384 across 58 mm; `large` for 大字.

    No character is lost: what no font draws stands there as its code point (drivers.printers.legible). Raises
    ValueError where a QR code does not fit or a table is ragged.
    """
    flow = Flow(_Foundry(), width, large=large)
    for block in document.blocks:
        _SETTERS[type(block)](flow, block)
        flow.y += GAP
    return flow.page(document.qr_payload)


def draws(character: str) -> bool:
    """Whether one of FAMILIES draws it."""
    return _family(character) is not None


class _Foundry:
    """The glyphs of FAMILIES; fits drivers.printers.lettering.Foundry."""

    @staticmethod
    def has(character: str) -> bool:
        """Whether one of the fonts draws it."""
        return draws(character)

    def glyph(self, character: str, size: int, *, bold: bool) -> Glyph:
        """Return the glyph of a character that `has` knows."""
        return _glyph(character, size, bold)

    def shaped(self, text: str, size: int, *, bold: bool) -> Glyph:
        """Return joined writing as one picture, in the order in which its script is read."""
        font = _font([*FAMILIES[3:], FAMILIES[0]], bold=bold)
        layout = QTextLayout(text, font)
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        outline = QPainterPath()
        outline.setFillRule(Qt.FillRule.WindingFill)
        for run in layout.glyphRuns():
            raw = run.rawFont()
            for index, place in zip(run.glyphIndexes(), run.positions(), strict=True):
                shape = raw.pathForGlyph(index)
                shape.translate(place.x(), place.y() - line.ascent())
                outline.addPath(shape)
        return _drawn(outline, size, line.naturalTextWidth() * size / _UNIT, thicken=False)


def _font(families: list[str], *, bold: bool) -> QFont:
    font = QFont()
    font.setFamilies(families)
    font.setPixelSize(_UNIT)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # the same dots on every platform plugin
    return font


class _Faces(threading.local):
    """Fonts of one thread: Qt's raw fonts belong to the thread that made them."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, bool], QRawFont | None] = {}

    def face(self, family: str, *, bold: bool) -> QRawFont | None:
        """Return a font, or None where it is not installed."""
        if (family, bold) not in self._made:
            raw = QRawFont.fromFont(_font([family], bold=bold))
            self._made[family, bold] = raw if raw.familyName() == family else None
        return self._made[family, bold]


_FACES = _Faces()


@lru_cache(maxsize=_KEPT)
def _family(character: str) -> str | None:
    """Return the first family that draws a character."""
    for family in FAMILIES:
        face = _FACES.face(family, bold=False)
        if face is not None and face.supportsCharacter(ord(character)):
            return family
    return None


@lru_cache(maxsize=_KEPT)
def _glyph(character: str, size: int, bold: bool) -> Glyph:  # noqa: FBT001 - a cache's key
    face = _FACES.face(_family(character) or FAMILIES[0], bold=bold)
    if face is None:
        raise LookupError("the font is not installed")
    (index,) = face.glyphIndexesForString(character)
    advance = face.advancesForGlyphIndexes([index])[0].x() * size / _UNIT
    return _drawn(face.pathForGlyph(index), size, advance, thicken=bold and face.styleName() != "Bold")


def _drawn(outline: QPainterPath, size: int, advance: float, *, thicken: bool) -> Glyph:
    """Fill an outline in units of the em whose origin lies on the baseline."""
    scaled = QTransform.fromScale(size / _UNIT, size / _UNIT).map(outline)
    box = scaled.boundingRect().adjusted(-2, -2, 2, 2).toAlignedRect()
    if outline.isEmpty():
        return Glyph(np.zeros((0, 0), bool), 0, 0, advance)
    with _CANVAS.white(box.width(), box.height()) as image:
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-box.left(), -box.top())
        painter.fillPath(scaled, QColor(Qt.GlobalColor.black))
        if thicken:
            painter.strokePath(scaled, QPen(QColor(Qt.GlobalColor.black), _EMBOLDEN * size))
        painter.end()
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        ink = rows[: box.height(), : box.width()] < _INK
    return Glyph(ink, box.left(), box.top() + round(EM_ASCENT * size), advance)


class _Canvas(threading.local):
    """One picture of a thread, used again and again: Qt's binding gains references to None for each fresh one."""

    def __init__(self) -> None:
        self._image = QImage()

    @contextlib.contextmanager
    def white(self, width: int, height: int) -> Iterator[QImage]:
        """Lend a white picture of at least this size, and leave nothing on it."""
        if width > self._image.width() or height > self._image.height():
            wide, high = max(width, self._image.width()), max(height, self._image.height())
            self._image = QImage(wide, high, QImage.Format.Format_Grayscale8)
            self._image.fill(Qt.GlobalColor.white)
        try:
            yield self._image
        finally:
            self._image.fill(Qt.GlobalColor.white)


_CANVAS = _Canvas()
