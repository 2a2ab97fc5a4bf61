"""A stage for the glass: the real window, a desk that only notes, and eyes that measure what is drawn."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import samples
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtQml import QQmlEngine, QQmlExpression
from PySide6.QtTest import QTest

from ui.desk import Desk
from ui.window import application, open_glass

WIDTH, HEIGHT, BAR = 1080, 1920, 1728
TARGETS = ("Touch", "Btn", "Link", "Slot", "Pill", "CategoryTile", "ThemeTile", "Eye")


class NotingDesk:
    """Notes what it is asked; `broken` makes every call fail."""

    def __init__(self):
        self.calls = []
        self.touches = 0
        self.broken = None

    def touched(self):
        self.touches += 1

    def __getattr__(self, name):
        if name not in vars(Desk):
            raise AttributeError(name)

        def call(*facts):
            if self.broken:
                raise self.broken
            self.calls.append((name, *facts))

        return call


@dataclass(frozen=True)
class Seen:
    """One text or target on the screen, in canvas pixels."""

    label: str
    rect: QRectF
    item: object


class Stage:
    def __init__(self):
        self.app = application()
        self.desk = NotingDesk()
        self.failures = []
        self.now = samples.NOW
        self.frames = []
        self.glass = open_glass(
            self.desk,
            samples.profile(),
            samples.services().values(),
            samples.faults(),
            clock=lambda: self.now,
            fullscreen=False,
            motion=False,
            around=samples.AROUND,
            failed=self.failures.append,
        )
        self.glass.first_frame.connect(lambda: self.frames.append(True))
        self.window = self.glass.window
        self.swaps = 0
        self.window.frameSwapped.connect(self._swapped)
        self.window.show()
        self.finger = QTest.createTouchDevice()
        self.until(lambda: self.frames)

    def until(self, condition, seconds=10):
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                raise AssertionError("waited in vain")
            self.app.processEvents()

    def settle(self):
        """Let everything that is asked for be laid out and drawn: two whole frames."""
        for _ in range(2):
            seen = self.swaps
            self.window.update()
            self.until(lambda seen=seen: self.swaps > seen)
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # no event loop runs here to do it

    def _swapped(self):
        self.swaps += 1

    def show(self, sample):
        self.desk.calls.clear()
        self.failures.clear()
        self.now = sample.now
        glass = self.glass
        glass._state = sample.state
        glass._scene = replace(glass._scene, simulated=sample.simulated, notices=sample.notices, guides=sample.guides)
        glass.show(sample.state, sample.health)
        glass._scene = replace(glass._scene, prefs=sample.prefs)
        glass._draw()
        self.settle()

    def restart(self, sample):
        """Show a screen that was left before, so that it keeps nothing of its own."""
        self.show(samples.Sample(samples.state.Farewell("left")))
        self.show(sample)

    def grab(self):
        self.settle()
        return self.window.grabWindow()

    # What is on the screen.

    def _visible(self, item, found):
        if not item.isVisible() or item.opacity() < 0.01 or item.width() < 0:
            return
        found.append(item)
        for child in item.childItems():
            self._visible(child, found)

    def items(self):
        """Everything visible; under an overlay only the overlay and the bottom bar count."""
        canvas = self.window.contentItem().childItems()[0]
        layers = canvas.childItems()
        if self.glass.overlay:
            layers = layers[2:]  # ground and base lie under the veil
        found = []
        for layer in layers:
            self._visible(layer, found)
        return found

    def texts(self):
        found = []
        for item in self.items():
            if item.inherits("QQuickText") and item.property("text"):
                own = QRectF(0, 0, item.property("contentWidth"), item.height())
                if _centred(item):
                    own.moveLeft((item.width() - own.width()) / 2)
                found.append(Seen(item.property("text"), item.mapRectToScene(own), item))
        return found

    def targets(self):
        return [
            Seen(item.property("label"), item.mapRectToScene(QRectF(0, 0, item.width(), item.height())), item)
            for item in self.items()
            if _is(item, *TARGETS) and item.isEnabled()
        ]

    def words(self):
        return [seen.label for seen in self.texts()]

    def target(self, label):
        return next(seen for seen in self.targets() if seen.label == label)

    # What a finger does.

    def tap(self, label):
        self.touch(self.target(label).rect.center())

    def touch(self, *path):
        points = [QPoint(round(p.x()), round(p.y())) for p in path]
        QTest.touchEvent(self.window, self.finger).press(0, points[0]).commit()
        self.settle()
        for point in points[1:]:
            QTest.touchEvent(self.window, self.finger).move(0, point).commit()
            self.settle()
        QTest.touchEvent(self.window, self.finger).release(0, points[-1]).commit()
        self.settle()

    def hold(self, label):
        spot = self.target(label).rect.center().toPoint()
        QTest.touchEvent(self.window, self.finger).press(0, spot).commit()
        self.settle()

        def release():
            QTest.touchEvent(self.window, self.finger).release(0, spot).commit()
            self.settle()

        return release

    def click(self, label):
        spot = self.target(label).rect.center().toPoint()
        QTest.mouseClick(self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
        self.settle()


def _is(item, *names):
    own = item.metaObject()
    while own is not None:
        name = own.className()
        if any(name.startswith((f"{n}_QML",)) for n in names):
            return True
        own = own.superClass()
    return False


def _centred(item):
    found = QQmlExpression(QQmlEngine.contextForObject(item), item, "horizontalAlignment").evaluate()
    return (found[0] if isinstance(found, tuple) else found) == Qt.AlignmentFlag.AlignHCenter.value


def kind(item, *names):
    """Whether an item is made from one of these components."""
    return _is(item, *names)


__all__ = ["BAR", "HEIGHT", "WIDTH", "QPointF", "Seen", "Stage", "kind"]
