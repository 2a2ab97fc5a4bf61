"""One terminal, put together: the attendant, the desks it sends errands to, and the beat of the clock."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.app import opening
from kiosk.app.camera_desk import CameraDesk
from kiosk.app.card_desk import CardDesk
from kiosk.app.courier_desk import CourierDesk
from kiosk.app.print_desk import PrintDesk
from kiosk.app.records_desk import RecordsDesk
from kiosk.attendant import Attendant, Policy
from kiosk.domain import errands
from kiosk.journeys.protocol import Moment
from kiosk.journeys.walk import Walk

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from config.schema import AuditCatalogue, Profile
    from drivers.types import Page
    from kiosk.domain.state import Health, State
    from kiosk.domain.workdays import Workdays
    from kiosk.journeys.catalogue import Catalogue
    from kiosk.runtime.lanes import Post

__all__ = ["Surface", "Terminal", "Told"]

_PRINTER_BEAT_S = 5
_COURIER_BEAT_S = 2


class Surface(Protocol):
    """What the glass offers the terminal, besides reading its state."""

    def show(self, state: State, health: Health) -> None:
        """Draw this state."""

    def frame(self, width: int, height: int, rgb: bytes) -> None:
        """Show a live camera picture, RGB888 without row padding."""

    def paper(self, page: Page) -> None:
        """Show the receipt that is being printed."""

    def forget(self) -> None:
        """Drop every personal picture."""


@dataclass(frozen=True, slots=True)
class Told:
    """Everything the terminal was told before it starts."""

    profile: Profile
    catalogue: Catalogue
    workdays: Workdays
    audit_events: AuditCatalogue


class Terminal:
    """Runs on the main loop; `post` brings the lanes' results there, `now` is the wall clock."""

    def __init__(self, told: Told, surface: Surface, post: Post, now: Callable[[], dt.datetime]) -> None:
        profile = told.profile
        state_dir = Path(profile.state_dir)
        state_dir.mkdir(parents=True, exist_ok=True)
        self._surface, self._beats = surface, 0
        self.attendant = Attendant(
            told.catalogue,
            Walk.of_all_kinds(),
            lambda: Moment(now(), told.workdays),
            send=self._send,
            publish=surface.show,
            clock=time.monotonic,
            policy=Policy(idle_s=profile.idle_s, warning_s=profile.idle_warning_s, acknowledge_s=profile.acknowledge_s),
        )
        tell = self.attendant.tell
        self._records = RecordsDesk(
            post,
            tell,
            now,
            lambda: opening.records(profile, state_dir, told.audit_events),
            failed=lambda why: self.attendant.fail(getattr(why, "code", "program")),
            trip=profile.trip,
        )
        self._courier = CourierDesk(post, tell, now, lambda: opening.courier(profile, state_dir))
        self._printer = PrintDesk(post, tell, lambda paper: opening.printing(profile, state_dir, paper), surface.paper)
        self._camera = CameraDesk(profile.camera, post, tell, now, surface.frame)
        self._card = CardDesk(profile.reader, post, tell, lambda: now().date())
        self._routes: dict[type, Callable[..., None]] = {
            errands.ReadCard: self._card.read,
            errands.FindFiled: self._records.find,
            errands.Consult: self._courier.consult,
            errands.OpenCamera: self._camera.open,
            errands.TakePicture: self._camera.take,
            errands.CloseCamera: self._camera.close,
            errands.FileCase: self._records.file,
            errands.Deliver: self._courier.deliver,
            errands.PrintReceipt: self._printer.print,
            errands.Rate: self._records.rate,
            errands.Note: self._records.note,
            errands.Forget: self._forget,
        }
        self._send(errands.Note(0, "started"))
        self._printer.ask()
        self._courier.round()

    def beat(self) -> None:
        """Count one second."""
        self._beats += 1
        self.attendant.tick()
        if self._beats % _PRINTER_BEAT_S == 0:
            self._printer.ask()
        if self._beats % _COURIER_BEAT_S == 0:
            self._courier.round()

    def close(self) -> None:
        """Stop every desk; what was begun is finished."""
        self._send(errands.Note(0, "stopped"))
        self._camera.close()
        self._card.close()
        self._printer.close()
        self._courier.close()
        self._records.close()

    def _send(self, errand: errands.Errand) -> None:
        self._routes[type(errand)](errand)

    def _forget(self, _errand: errands.Forget) -> None:
        self._camera.close()
        self._surface.forget()
