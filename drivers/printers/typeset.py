"""Lay a document out once, as the dots of an 80 mm strip: what the screen shows is what the paper gets.

Qt draws (QtGui alone: QPainter on a QImage, from any thread, no event loop); it needs a QGuiApplication to exist,
see ensure_gui(). Measures follow the style sheet's section Receipts: 576 dots at 8 dots a millimetre, margin 16.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QImage, QPainter, QPainterPath

from drivers.printers.document import (
    BigDate,
    CodeBlock,
    Document,
    Foot,
    KeyValue,
    Numbered,
    Rule,
    Text,
    Title,
)
from drivers.printers.qr import qr_dots
from drivers.printers.strip import to_page
from drivers.printers.wrapping import spaced, wrap

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.printers.document import Block
    from drivers.types import Page

__all__ = ["ensure_gui", "typeset"]

_WIDTH, _MARGIN, _COLUMN = 576, 16, 544
_TOP, _BOTTOM, _GAP = 24, 24, 14
_VALUE_LEFT, _STEP_LEFT, _CODE_LEFT = 156, 70, 346
_FAMILIES = ["Noto Sans CJK SC", "HanaMinA", "HanaMinB"]  # together all 87 887 Hanzi of GB 18030-2022 level 3
_QUIET = 32  # white around a QR symbol of 8-dot modules
_EM_ASCENT = 0.88  # of Noto Sans CJK: the em box of a Hanzi from its top to the baseline
_INK = 184  # grey below which a dot burns: strokes of regular weight keep two dots
_WEEKDAYS = "一二三四五六日"


def ensure_gui() -> QGuiApplication:
    """Return the process's QGuiApplication, or make one without a screen; call on the main thread and keep it."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication([])


def typeset(document: Document) -> Page:
    """Return the strip. Raises ValueError where a QR code does not fit."""
    layout = _Layout()
    for block in document.blocks:
        layout.set(block)
    return to_page(layout.paint(), document.qr_payload)


def _font(size: int, *, bold: bool) -> QFont:
    font = QFont()
    font.setFamilies(_FAMILIES)
    font.setPixelSize(size)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # the same dots on every platform plugin
    font.setStyleStrategy(QFont.StyleStrategy.NoSubpixelAntialias)
    return font


class _Layout:
    """Flows blocks down the strip, noting what to paint; paint() then draws all of it on paper of the right length."""

    def __init__(self) -> None:
        self._y = _TOP
        self._brushes: list[Callable[[QPainter], None]] = []

    def set(self, block: Block) -> None:
        """Place one block under the last."""
        match block:
            case Title():
                self._title(block)
            case Text():
                self._text(block)
            case KeyValue():
                self._key_value(block)
            case Rule():
                self._rule(dashed=block.dashed)
            case BigDate():
                self._big_date(block)
            case CodeBlock():
                self._code(block)
            case Numbered():
                self._numbered(block)
            case Foot():
                self._foot(block)
        self._y += _GAP

    def paint(self) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
        """Return the dots, black True: drawn smooth, then cut at one grey."""
        height = self._y - _GAP + _BOTTOM
        image = QImage(_WIDTH, height, QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for brush in self._brushes:
            brush(painter)
        painter.end()
        grey = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())[:, :_WIDTH]
        return grey < _INK

    # -- strokes

    def _bar(self, x: int, y: int, width: int, height: int, colour: Qt.GlobalColor = Qt.GlobalColor.black) -> None:
        self._brushes.append(lambda painter: painter.fillRect(QRect(x, y, width, height), colour))

    def _line(
        self,
        text: str,
        x: float,
        y: float,
        size: int,
        *,
        bold: bool = False,
        colour: Qt.GlobalColor = Qt.GlobalColor.black,
        spacing: float = 0,
    ) -> float:
        """Write one line with the top of its em box at y; return where it ends."""
        font = _font(size, bold=bold)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing)
        base = QPointF(x, round(y + _EM_ASCENT * size))

        def brush(painter: QPainter) -> None:
            outline = QPainterPath()  # drawText takes other dots from a cold glyph cache than from a warm one
            outline.setFillRule(Qt.FillRule.WindingFill)
            outline.addText(base, font, text)
            painter.fillPath(outline, QColor(colour))

        self._brushes.append(brush)
        return x + QFontMetricsF(font).horizontalAdvance(text)

    def _paragraph(self, text: str, x: int, width: int, size: int, *, bold: bool, lead: float) -> int:
        """Write wrapped lines from the left edge x, each `lead` ems high; return their height."""
        measure = QFontMetricsF(_font(size, bold=bold)).horizontalAdvance
        pitch = round(size * lead)
        lines = wrap(spaced(text), width, measure)
        for number, line in enumerate(lines):
            self._line(line, x, self._y + number * pitch + (pitch - size) / 2, size, bold=bold)
        return len(lines) * pitch

    def _centred(self, text: str, size: int, *, bold: bool, lead: float) -> int:
        measure = QFontMetricsF(_font(size, bold=bold)).horizontalAdvance
        pitch = round(size * lead)
        lines = wrap(spaced(text), _COLUMN, measure)
        for number, line in enumerate(lines):
            left = _MARGIN + round((_COLUMN - measure(line)) / 2)
            self._line(line, left, self._y + number * pitch + (pitch - size) / 2, size, bold=bold)
        return len(lines) * pitch

    # -- blocks

    def _title(self, block: Title) -> None:
        size, height, frame = 60, 104, 5
        ink, paper = Qt.GlobalColor.black, Qt.GlobalColor.white
        self._bar(_MARGIN, self._y, _COLUMN, height)
        if block.framed:
            self._bar(_MARGIN + frame, self._y + frame, _COLUMN - 2 * frame, height - 2 * frame, paper)
        room = _COLUMN
        if block.mark:
            room -= self._mark(block, height)
        spacing = 14 if block.mark else 18
        measure = QFontMetricsF(_font(size, bold=True)).horizontalAdvance(block.text)
        left = _MARGIN + round((room - measure - spacing * (len(block.text) - 1)) / 2)
        top = self._y + (height - size) / 2
        self._line(block.text, left, top, size, bold=True, colour=ink if block.framed else paper, spacing=spacing)
        self._y += height

    def _mark(self, block: Title, height: int) -> int:
        """Draw the panel beside a title's words; return its width."""
        size, pitch, width, inset = 32, 40, 164, 10
        lines = spaced(block.mark).split("\n")
        left, top = _MARGIN + _COLUMN - inset - width, self._y + inset
        dark = block.framed
        self._bar(left, top, width, height - 2 * inset, Qt.GlobalColor.black if dark else Qt.GlobalColor.white)
        measure = QFontMetricsF(_font(size, bold=True)).horizontalAdvance
        first = self._y + (height - pitch * len(lines)) / 2 + (pitch - size) / 2
        for number, line in enumerate(lines):
            x = left + round((width - measure(line)) / 2)
            colour = Qt.GlobalColor.white if dark else Qt.GlobalColor.black
            self._line(line, x, first + number * pitch, size, bold=True, colour=colour)
        return width + inset

    def _text(self, block: Text) -> None:
        lead = 1.32 if block.size >= 34 else 1.36
        if block.centred:
            self._y += self._centred(block.text, block.size, bold=block.bold, lead=lead)
        else:
            self._y += self._paragraph(block.text, _MARGIN, _COLUMN, block.size, bold=block.bold, lead=lead)

    def _key_value(self, block: KeyValue) -> None:
        first = round(block.size * 1.36)
        label = 26
        self._line(block.label, _MARGIN, self._y + (first - label) / 2, label)
        room = _MARGIN + _COLUMN - _VALUE_LEFT
        self._y += self._paragraph(block.value, _VALUE_LEFT, room, block.size, bold=True, lead=1.36)

    def _rule(self, *, dashed: bool) -> None:
        if dashed:
            dash, period = 8, 16
            for x in range(_MARGIN + (period - dash) // 2, _MARGIN + _COLUMN, period):
                self._bar(x, self._y, dash, 2)
            self._y += 2
        else:
            self._bar(_MARGIN, self._y, _COLUMN, 3)
            self._y += 3

    def _big_date(self, block: BigDate) -> None:
        day, height = block.day, 92
        x: float = _MARGIN
        parts = ((str(day.month), 92), ("月", 46), (str(day.day), 92), ("日", 46))
        base = self._y + _EM_ASCENT * height
        for text, size in parts:
            x = self._line(text, x, base - _EM_ASCENT * size, size, bold=True) + 2
        x += 18
        weekday = 36
        if block.with_year:
            self._line(f"{day.year} 年", x, base - 0.76 * height, 30, bold=True)
        self._line(f"星期{_WEEKDAYS[day.weekday()]}", x, base - _EM_ASCENT * weekday, weekday, bold=True)
        self._y += height

    def _code(self, block: CodeBlock) -> None:
        dots = qr_dots(block.payload, _WIDTH - 200)
        side = len(dots)
        top, stride = self._y - _GAP, (side + 3) // 4 * 4
        pixels = np.full((side, stride), 255, np.uint8)
        pixels[:, :side][dots] = 0
        raw = pixels.tobytes()

        def brush(painter: QPainter) -> None:
            painter.drawImage(0, top, QImage(raw, side, side, stride, QImage.Format.Format_Grayscale8))

        self._brushes.append(brush)
        x, size, pitch = max(_CODE_LEFT, side + 8), 70, 84
        head, foot = top + _QUIET, top + side - _QUIET
        last = foot - round(_EM_ASCENT * size)  # the characters stand on the line on which the symbol stands
        size = self._code_size(block.code, _MARGIN + _COLUMN - x)
        self._line(block.invitation, x, head, 28)
        self._line(block.label, x, last - pitch - 44, 28)
        for number, four in enumerate((block.code[:4], block.code[4:])):
            self._line(four, x - 3, last + (number - 1) * pitch, size, bold=True, spacing=3)
        self._y = top + side - _GAP

    @staticmethod
    def _code_size(code: str, room: int) -> int:
        """Return the largest size, from 70 down, at which both halves of the code fit."""
        size = 70
        while size > 40:
            measure = QFontMetricsF(_font(size, bold=True)).horizontalAdvance
            if max(measure(half) + 3 * len(half) for half in (code[:4], code[4:])) <= room:
                break
            size -= 2
        return size

    def _numbered(self, block: Numbered) -> None:
        for number, step in enumerate(block.steps, 1):
            disc, size = 38, 30
            self._brushes.append(_disc(_MARGIN, self._y + 1, disc))
            measure = QFontMetricsF(_font(26, bold=True)).horizontalAdvance(str(number))
            left = _MARGIN + (disc - measure) / 2
            self._line(str(number), left, self._y + 7, 26, bold=True, colour=Qt.GlobalColor.white)
            room = _MARGIN + _COLUMN - _STEP_LEFT
            self._y += self._paragraph(step, _STEP_LEFT, room, size, bold=False, lead=1.36) + _GAP
        self._y -= _GAP

    def _foot(self, block: Foot) -> None:
        for line in block.lines:
            self._y += self._centred(line, 24, bold=False, lead=1.36) + 6
        self._y -= 6


def _disc(x: int, y: int, side: int) -> Callable[[QPainter], None]:
    def brush(painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.black)
        painter.drawEllipse(x, y, side, side)

    return brush
