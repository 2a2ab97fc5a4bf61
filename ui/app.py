"""The terminal with its glass: first the window, then, one frame later, everything behind it."""

from __future__ import annotations

import datetime as dt
import logging
import signal
import sys
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer

from config.load import load_audit_events, load_faults, load_workdays
from config.places import load_places
from kiosk.app import Terminal, Told
from kiosk.domain.workdays import Workdays
from kiosk.journeys.catalogue import open_catalogue
from kiosk.privacy import Redaction
from kiosk.runtime.discretion import keep_to_oneself
from ui.memory import save_memory
from ui.window import application, open_glass

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickWindow

    from config.schema import Profile
    from ui.bridge import Glass

__all__ = ["run_terminal"]

_BEAT_MS = 1000
_ZONE = ZoneInfo("Asia/Shanghai")
_ROLES = ("reader", "camera", "printer", "platform")
_log = logging.getLogger("kiosk")


def run_terminal(profile: Profile) -> int:
    """Run one terminal until it is told to stop; returns the exit status. A live one fills its screen."""
    save_memory()
    keep_to_oneself()
    _log_without_persons()
    app = application()
    town = load_places().seen_from(profile.terminal_id)
    told = Told(profile, open_catalogue(), Workdays(load_workdays()), load_audit_events(), town)
    terminal = Terminal(told, _now)
    simulated = tuple(role for role in _ROLES if getattr(profile, role).lab)
    glass = open_glass(
        terminal.attendant,
        profile,
        told.catalogue.items,
        load_faults(),
        simulated,
        clock=_now,
        fullscreen=profile.live,
        around=terminal.moment(),
        failed=lambda why: _failed(terminal, why),
    )
    if not profile.live:
        _fit(glass.window)
    keep = _Behind(terminal, glass, profile)
    glass.first_frame.connect(keep.open)
    with _Signals():
        status = app.exec()
    keep.close()
    return status


class _Behind(QObject):
    """Opens what stands behind the glass once the first frame is on it."""

    def __init__(self, terminal: Terminal, glass: Glass, profile: Profile) -> None:
        super().__init__(glass)
        self._terminal, self._glass, self._profile = terminal, glass, profile
        self._beat = QTimer(self)
        self._beat.timeout.connect(self._count)

    def open(self) -> None:
        """Attach the devices and start the clock."""
        _log.info("first frame")
        if self._profile.hand:
            from ui.hand import Hand  # noqa: PLC0415 - the lab's own, never loaded on a live terminal

            Hand(self._profile.hand, self._glass.window, lambda: str(self._glass.overlay or self._glass.screen))
        self._terminal.open(self._glass, self._glass.post)
        self._beat.start(_BEAT_MS)

    def close(self) -> None:
        """Stop the clock and everything behind the glass."""
        self._beat.stop()
        self._terminal.close()

    def _count(self) -> None:
        try:
            self._terminal.beat()
        except Exception as why:  # noqa: BLE001 - the main loop's edge: Qt would swallow it
            _failed(self._terminal, why)


class _Signals:
    """Ends the Qt loop on SIGTERM and SIGINT: a wake-up descriptor brings the signal to the loop at once."""

    def __enter__(self) -> None:
        import socket  # noqa: PLC0415 - for this alone

        self._near, self._far = socket.socketpair()
        for end in (self._near, self._far):
            end.setblocking(False)  # noqa: FBT003 - socket's own call
        self._notifier = QSocketNotifier(self._near.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._quit)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)
        signal.set_wakeup_fd(self._far.fileno())

    def _quit(self) -> None:
        application().quit()

    def __exit__(self, *_: object) -> None:
        signal.set_wakeup_fd(-1)
        self._notifier.setEnabled(False)
        self._near.close()
        self._far.close()


def _fit(window: QQuickWindow) -> None:
    """Make a window on a desk as large as its display allows; the drawing scales itself."""
    if application().platformName() == "offscreen":
        return
    room = window.screen().availableGeometry()
    size = window.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    if size.height() < window.height():
        window.resize(size)


def _now() -> dt.datetime:
    return dt.datetime.now(_ZONE)


def _failed(terminal: Terminal, why: Exception) -> None:
    """Say so on the glass and name the place in the log; the message itself may hold a person and is left out."""
    place = why.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else "?"
    _log.error("defect %s at %s", type(why).__name__, where)
    terminal.attendant.fail("program")


def _log_without_persons() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(Redaction())
    logging.basicConfig(level=logging.INFO, handlers=[handler], format="%(asctime)s %(name)s %(message)s")
