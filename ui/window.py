"""Opens the glass: engine, pictures, window, and the eye that notices every touch."""

from __future__ import annotations

import os
import sys
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine, QQmlEngine, qmlRegisterSingletonType
from PySide6.QtQuick import QQuickWindow

from kiosk.domain.state import Health
from ui.bridge import Glass
from ui.pictures import install
from ui.projection import Scene

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping

    from config.schema import Fault, Profile, ServiceItem
    from kiosk.journeys.protocol import Moment
    from ui.desk import Desk

__all__ = ["GlassNotOpened", "application", "open_glass"]

_MAIN = Path(__file__).with_name("Main.qml")
_glasses: weakref.WeakKeyDictionary[QQmlEngine, Glass] = weakref.WeakKeyDictionary()

# On import, as a decorator would: registered after a first engine, PySide 6.11 mixes Glass up with QObject.
qmlRegisterSingletonType(  # type: ignore[call-overload] # the stub asks for bytes, the function for str
    Glass, "Kiosk", 1, 0, "Glass", lambda engine: _glasses[engine]
)


class GlassNotOpened(Exception):
    """The window could not be built; the message names the QML problem."""

    code = "program"


def application() -> QGuiApplication:
    """Return the application, drawn by software alike on every machine."""
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    running = QGuiApplication.instance()
    return running if isinstance(running, QGuiApplication) else QGuiApplication(sys.argv[:1])


def open_glass(
    desk: Desk,
    profile: Profile,
    catalogue: Iterable[ServiceItem],
    faults: Mapping[str, Fault],
    simulated: tuple[str, ...] = (),
    *,
    clock: Callable[[], dt.datetime],
    fullscreen: bool = True,
    motion: bool = True,
    around: Moment | None = None,
    failed: Callable[[Exception], None],
) -> Glass:
    """Open the window on the attract screen and return the object behind it, which keeps it alive.

    `clock` is the local wall clock; `around` the map and the working days; `failed` takes every exception of the desk.
    Raises GlassNotOpened.
    """
    scene = Scene(
        health=Health(),
        items=tuple(catalogue),
        faults=faults,
        profile=profile,
        now=clock(),
        simulated=simulated,
        around=around,
    )
    glass = Glass(desk, scene, clock, failed)
    engine = QQmlApplicationEngine()
    engine.setObjectOwnership(glass, QQmlEngine.ObjectOwnership.CppOwnership)
    _glasses[engine] = glass
    install(engine, glass.personal)
    engine.setInitialProperties({"fullscreen": fullscreen, "motion": motion})
    engine.load(QUrl.fromLocalFile(str(_MAIN)))
    roots = engine.rootObjects()
    if not roots or not isinstance(roots[0], QQuickWindow):
        raise GlassNotOpened(f"{_MAIN.name} gave no window")
    window = roots[0]
    window.installEventFilter(_Noticing(glass))
    window.frameSwapped.connect(glass.first_frame, Qt.ConnectionType.SingleShotConnection)
    glass.dressed.connect(window.update)
    glass.hold(window, engine)
    return glass


class _Noticing(QObject):
    """Tells the desk about every touch, wherever it lands."""

    def __init__(self, glass: Glass) -> None:
        super().__init__(glass)
        self._glass = glass

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Look, and let everything pass."""
        if event.type() in {QEvent.Type.TouchBegin, QEvent.Type.MouseButtonPress}:
            self._glass.touched()
        return super().eventFilter(watched, event)
