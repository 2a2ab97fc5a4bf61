"""A finger on the glass: finds what a person would read on the live scene and touches it there."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtQuick import QQuickItem, QQuickWindow

__all__ = ["Finger", "NotShown"]

_PACE_MS = 16
_FRAME_MS = 1000
_POINTS = 10
_TOUCHED = {QAccessible.Role.Button, QAccessible.Role.CheckBox, QAccessible.Role.RadioButton, QAccessible.Role.Link}
# Three characters as one writes them (王小明): strokes of corners in a box one wide and one high.
_STROKES: tuple[tuple[tuple[float, float], ...], ...] = (
    ((0.04, 0.22), (0.28, 0.20)),
    ((0.06, 0.48), (0.26, 0.46)),
    ((0.16, 0.21), (0.16, 0.78)),
    ((0.02, 0.79), (0.30, 0.77)),
    ((0.50, 0.15), (0.50, 0.82), (0.45, 0.76)),
    ((0.42, 0.38), (0.36, 0.66)),
    ((0.57, 0.38), (0.64, 0.64)),
    ((0.70, 0.28), (0.70, 0.66)),
    ((0.70, 0.28), (0.80, 0.28), (0.80, 0.66)),
    ((0.71, 0.46), (0.79, 0.46)),
    ((0.71, 0.65), (0.79, 0.64)),
    ((0.86, 0.20), (0.86, 0.60), (0.82, 0.82)),
    ((0.86, 0.20), (0.97, 0.20), (0.97, 0.80), (0.93, 0.76)),
    ((0.87, 0.38), (0.96, 0.38)),
    ((0.87, 0.55), (0.96, 0.55)),
)


class NotShown(Exception):
    """Nothing on the screen is called that, or it is not enabled."""


class Finger:
    """One finger over one window. Only what is visible, enabled and inside the window can be touched."""

    def __init__(self, window: QQuickWindow) -> None:
        self._window = window
        self._touchscreen = QTest.createTouchDevice()
        self._down: QPoint | None = None

    def read(self) -> list[str]:
        """Return every text and name that is shown, in the order of painting, each once."""
        words = (word for item in self._shown() for word in (_name(item), _text(item)) if word)
        return list(dict.fromkeys(words))

    def tap(self, text: str) -> None:
        """Press and release at the centre of what is called `text`. Raises NotShown."""
        self.press(text)
        self.release()

    def time(self, text: str) -> float:
        """Tap, and return the milliseconds from press to frame (at most 1000). Raises NotShown."""
        swapped: list[float] = []
        note = self._window.frameSwapped.connect(lambda: swapped.append(time.perf_counter()))
        began = time.perf_counter()
        self.press(text)
        while not swapped and (time.perf_counter() - began) * 1000 < _FRAME_MS:
            QTest.qWait(1)
        self._window.frameSwapped.disconnect(note)
        self.release()
        return (swapped[0] - began) * 1000 if swapped else float(_FRAME_MS)

    def press(self, text: str) -> None:
        """Put the finger down on what is called `text` and leave it there. Raises NotShown."""
        self.release()
        self._down = _centre(self._find(text))
        self._touch().press(0, self._down, self._window).commit()

    def release(self) -> None:
        """Lift the finger, if it is down."""
        if self._down is not None:
            self._touch().release(0, self._down, self._window).commit()
            self._down = None

    def sign(self, pad: str) -> None:
        """Write three characters by strokes of the finger on the item called `pad`. Raises NotShown."""
        self.release()
        area = _area(self._find(pad))
        for corners in _STROKES:
            self._stroke([_place(area, x, y) for x, y in _curve(corners)])

    def _stroke(self, path: Sequence[QPoint]) -> None:
        self._touch().press(0, path[0], self._window).commit()
        for point in path[1:]:
            self._touch().move(0, point, self._window).commit()
            QTest.qWait(_PACE_MS)  # the scene takes one move a frame
        self._touch().release(0, path[-1], self._window).commit()

    def _touch(self) -> QTest.QTouchEventSequence:
        return QTest.touchEvent(self._window, self._touchscreen)

    def _find(self, text: str) -> QQuickItem:
        """Return the best match: called so (its QML type counts), reading so, or containing it; topmost of equals."""
        best: tuple[int, QQuickItem] | None = None
        for item in self._shown():
            rank = _rank(item, text)
            if rank and item.isEnabled() and (best is None or rank >= best[0]):
                best = (rank, item)
        if best is None:
            raise NotShown(text)
        return best[1]

    def _shown(self) -> Iterator[QQuickItem]:
        """Yield what is visible inside the window, painted last at the end."""
        window = QRectF(0, 0, self._window.width(), self._window.height())
        yield from (item for item in _walk(self._window.contentItem()) if window.intersects(_area(item)))


def _walk(item: QQuickItem) -> Iterator[QQuickItem]:
    if item.isVisible() and item.opacity() > 0:
        item.ensurePolished()  # what a frame would do first: new rows lie on each other until they are laid out
        yield item
        for child in sorted(item.childItems(), key=lambda child: child.z()):
            yield from _walk(child)


def _name(item: QQuickItem) -> str:
    node = QAccessible.queryAccessibleInterface(item)
    return node.text(QAccessible.Text.Name) if node is not None else ""


def _is_for_touching(item: QQuickItem) -> bool:
    node = QAccessible.queryAccessibleInterface(item)
    return node is not None and node.role() in _TOUCHED


def _kind(item: QQuickItem) -> str:
    """Return the name of its QML file."""
    return str(item.metaObject().className()).partition("_QMLTYPE")[0]


def _text(item: QQuickItem) -> str:
    return str(item.property("text")) if item.inherits("QQuickText") else ""


def _rank(item: QQuickItem, text: str) -> int:
    """Return how well `text` calls the item, 0 not at all; what is made for touching comes before what is not."""
    name, reading = _name(item), _text(item)
    if text in {name, item.objectName(), _kind(item)}:
        match = 3
    elif text == reading:
        match = 2
    else:
        match = int(text in name or text in reading)
    return 2 * match + int(bool(match) and _is_for_touching(item))


def _area(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def _centre(item: QQuickItem) -> QPoint:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


def _place(area: QRectF, x: float, y: float) -> QPoint:
    return QPointF(area.x() + area.width() * (0.1 + 0.8 * x), area.y() + area.height() * (0.15 + 0.7 * y)).toPoint()


def _curve(corners: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    yield corners[0]
    for (x0, y0), (x1, y1) in pairwise(corners):
        for step in range(1, _POINTS + 1):
            yield x0 + (x1 - x0) * step / _POINTS, y0 + (y1 - y0) * step / _POINTS
