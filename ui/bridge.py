"""Glass: the one object that QML sees. What is shown goes up through it, what is tapped goes down."""

from __future__ import annotations

import gc
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, Qt, QTimer, Signal, Slot

from kiosk.domain import answers
from kiosk.domain.asks import CaptureAsk
from kiosk.domain.state import Delivering, Health, Serving, Welcoming
from ui.memory import give_back
from ui.pictures import Personal
from ui.pictures.ink import signature_png
from ui.projection import NOTHING, Prefs, drawn
from ui.taps import Taps

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtQml import QQmlEngine
    from PySide6.QtQuick import QQuickWindow

    from config.published import GuideCard, Notice
    from config.schema import ServiceItem
    from drivers.types import Page
    from kiosk.domain.state import State
    from kiosk.journeys.protocol import Moment
    from ui.desk import Desk
    from ui.projection import Scene

__all__ = ["Glass"]

_BEAT_MS = 1000
_GONE_MS = 500  # what the person saw has slid away, and its items are destroyed


class Glass(Taps):
    """Lives on the main loop; only `post` may be called from elsewhere.

    `scene` holds what never changes; its clock, health and preferences are replaced as they change. An exception of
    the desk never reaches Qt, which would swallow it: `failed` takes it.
    """

    changed = Signal()
    dressed = Signal()
    pictured = Signal()
    first_frame = Signal()
    _posted = Signal(object)

    window: QQuickWindow

    def __init__(self, desk: Desk, scene: Scene, now: Callable[[], Any], failed: Callable[[Exception], None]) -> None:
        super().__init__(desk, failed)
        self._now = now
        self._scene: Scene = replace(scene, now=now())
        self._state: State = Welcoming()
        self._page, self._over = NOTHING, NOTHING
        self._chrome: dict[str, Any] = {}
        self.personal = Personal()
        self._counts = {"frames": 0, "pages": 0, "papers": 0}
        self._aspect = 0.75
        self._engine: QQmlEngine | None = None
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)
        self._draw()
        self._beat = QTimer(self)
        self._beat.timeout.connect(self._tick)
        self._beat.start(_BEAT_MS)
        self._broom = QTimer(self, singleShot=True)
        self._broom.timeout.connect(self._sweep)

    def hold(self, window: QQuickWindow, engine: QQmlEngine) -> None:
        """Keep the window and its engine alive as long as this object."""
        self.window, self._engine = window, engine

    def close(self) -> None:
        """Close the window; nothing is drawn any more."""
        self._beat.stop()
        self.forget()
        self._broom.stop()
        engine, self._engine = self._engine, None
        if engine is not None:
            self.window.close()
            engine.deleteLater()

    # What others show.

    def show(self, state: State, health: Health) -> None:
        """Draw this state."""
        prefs = self._scene.prefs
        if isinstance(state, Welcoming) and not isinstance(self._state, Welcoming):
            prefs = Prefs()
        elif type(state) is not type(self._state):
            prefs = replace(prefs, sheet="")
        self._picture(state)
        self._state = state
        self._scene = replace(self._scene, health=health, prefs=prefs, reveal=False)
        self._draw()

    def frame(self, width: int, height: int, rgb: bytes) -> None:
        """Show a live camera picture, RGB888 without row padding; one that comes after its step is dropped."""
        if not isinstance(self._state, Serving):
            return
        self.personal.see(width, height, rgb)
        self._aspect = width / height
        self._count("frames")

    def paper(self, page: Page) -> None:
        """Show the receipt that is being printed; one that comes after the visit is dropped."""
        if not isinstance(self._state, Delivering):
            return
        self.personal.print(page)
        self._count("papers")

    def offer(
        self,
        items: tuple[ServiceItem, ...],
        notices: tuple[Notice, ...],
        guides: Mapping[str, GuideCard],
        around: Moment,
    ) -> None:
        """Offer these items, tell these notices, answer by these guides, know this map and these days, from now on."""
        self._scene = replace(self._scene, items=items, notices=notices, guides=guides, around=around)
        self._draw()

    def forget(self) -> None:
        """Drop every personal picture now; what QML has read of the person follows when it is off the screen."""
        self.personal.forget()
        self._counts = dict.fromkeys(self._counts, 0)
        self.pictured.emit()
        self._broom.start(_GONE_MS)

    def post(self, work: Callable[[], None]) -> None:
        """Run this on the main loop; the one call that any thread may make."""
        self._posted.emit(work)

    # What QML reads.

    page = Property(dict, lambda self: self._page, notify=changed)
    over = Property(dict, lambda self: self._over, notify=changed)
    chrome = Property(dict, lambda self: self._chrome, notify=dressed)
    screen = Property(str, lambda self: self._page["screen"], notify=changed)
    overlay = Property(str, lambda self: self._over["screen"], notify=changed)
    view = Property(dict, lambda self: self._page["view"], notify=changed)
    veiled = Property(bool, lambda self: self._over["screen"] == "IdleWarning", notify=changed)
    frames = Property(int, lambda self: self._counts["frames"], notify=pictured)
    pages = Property(int, lambda self: self._counts["pages"], notify=pictured)
    papers = Property(int, lambda self: self._counts["papers"], notify=pictured)
    aspect = Property(float, lambda self: self._aspect, notify=pictured)

    # What QML calls; the rest is in ui.taps.

    @Slot()
    def defer(self) -> None:
        """Bring this paper later."""
        self.explain("")
        self._ask(self._desk.answer, answers.Defer())

    @Slot("QVariantList", float, float)
    def signed(self, strokes: list[list[list[float]]], width: float, height: float) -> None:
        """Hand over the signature of a pad of width x height pixels."""
        self._ask(self._sign, strokes, round(width), round(height))

    @Slot(bool)
    def reveal(self, held: bool) -> None:  # noqa: FBT001 - a slot takes what QML gives by position
        """Show the full name and number while a finger holds the eye."""
        self._ask(self._wear, replace(self._scene, reveal=held))

    @Slot(str)
    def toggle(self, pref: str) -> None:
        """Switch a way of reading: elder, contrast, low or english; elder and low are two layouts, never both."""
        now = self._scene.prefs
        switched = {
            "elder": replace(now, elder=not now.elder, low=False),
            "low": replace(now, low=not now.low, elder=False),
            "contrast": replace(now, contrast=not now.contrast),
            "english": replace(now, english=not now.english),
        }
        self._prefer(switched[pref])

    @Slot()
    def help(self) -> None:
        """Open or close the page of people who help."""
        self.explain("" if self._scene.prefs.sheet == "help" else "help")

    @Slot(str)
    def explain(self, topic: str) -> None:
        """Lay an explanation over the screen; "" takes it away."""
        self._prefer(replace(self._scene.prefs, sheet=topic))

    # Inside.

    def _prefer(self, prefs: Prefs) -> None:
        self._ask(self._desk.touched)
        if prefs.elder is not self._scene.prefs.elder:
            self._ask(self._desk.reads_large, prefs.elder)
        self._ask(self._wear, replace(self._scene, prefs=prefs))

    def _wear(self, scene: Scene) -> None:
        self._scene = scene
        self._draw()

    def _sign(self, strokes: list[list[list[float]]], width: int, height: int) -> None:
        drawn = tuple(tuple((float(x), float(y), int(ms)) for x, y, ms in stroke) for stroke in strokes)
        self._desk.answer(answers.Signed(drawn, signature_png(drawn, width, height)))

    def _picture(self, state: State) -> None:
        """Show the page that a capture step has taken."""
        if not isinstance(state, Serving) or not isinstance(state.ask, CaptureAsk) or not state.ask.taken:
            return
        code = state.ask.material.material_code
        for page in state.run.captured:
            if page.material_code == code:
                self.personal.take(page.jpeg)
                self._count("pages")

    def _sweep(self) -> None:
        """Free what nobody holds any more; two heaps have collectors of their own, and both would take their time."""
        gc.collect()
        if self._engine is not None:
            self._engine.collectGarbage()
        give_back()

    def _count(self, kind: str) -> None:
        self._counts[kind] += 1
        self.pictured.emit()

    def _tick(self) -> None:
        moment = self._now()
        if (moment.hour, moment.minute) != (self._scene.now.hour, self._scene.now.minute):
            self._ask(self._wear, replace(self._scene, now=moment))

    def _draw(self) -> None:
        chrome, page, above = drawn(self._state, replace(self._scene, now=self._now()))
        if chrome != self._chrome:
            self._chrome = chrome
            self.dressed.emit()
        if (page, above) != (self._page, self._over):
            self._page, self._over = page, above
            self.changed.emit()

    def _run(self, work: Callable[[], None]) -> None:
        self._ask(work)
