"""The desks of one terminal, opened together, and the routes by which errands reach them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.app.camera_desk import CameraDesk
from kiosk.app.card_desk import CardDesk
from kiosk.app.courier_desk import CourierDesk
from kiosk.app.files_desk import FilesDesk
from kiosk.app.news_desk import NewsDesk
from kiosk.app.print_desk import PrintDesk
from kiosk.app.records_desk import RecordsDesk
from kiosk.domain import errands
from kiosk.journeys.protocol import NO_TOWN

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from config.places import Town
    from config.published import GuideCard, Notice
    from config.schema import AuditCatalogue, Profile, ServiceItem
    from drivers.types import Page
    from kiosk.app.records_desk import Records
    from kiosk.attendant import Attendant
    from kiosk.domain.reports import Report
    from kiosk.domain.state import Health, State
    from kiosk.domain.workdays import Workdays
    from kiosk.journeys.catalogue import Catalogue
    from kiosk.journeys.protocol import Moment
    from kiosk.runtime.lanes import Post
    from kiosk.sync.contact import Contact
    from kiosk.sync.deliveries import Deliveries
    from kiosk.sync.feed_rounds import FeedRounds
    from kiosk.sync.file_drop.watched import WatchedFolder
    from kiosk.sync.published import Published

__all__ = ["Desks", "Surface", "Told"]


class Surface(Protocol):
    """What the glass offers the terminal, besides reading its state."""

    def show(self, state: State, health: Health) -> None:
        """Draw this state."""

    def frame(self, width: int, height: int, rgb: bytes) -> None:
        """Show a live camera picture, RGB888 without row padding."""

    def paper(self, page: Page) -> None:
        """Show the receipt that is being printed."""

    def offer(
        self,
        items: tuple[ServiceItem, ...],
        notices: tuple[Notice, ...],
        guides: Mapping[str, GuideCard],
        around: Moment,
    ) -> None:
        """Offer these items, tell these notices, answer by these guides, know this map and these days, from now on."""

    def forget(self) -> None:
        """Drop every personal picture."""


@dataclass(frozen=True, slots=True)
class Told:
    """Everything the terminal was told before it starts."""

    profile: Profile
    catalogue: Catalogue
    workdays: Workdays
    audit_events: AuditCatalogue
    town: Town = NO_TOWN


class Desks:
    """Everything that waits, each desk with its own lane; opened in the lanes' threads, off the main loop."""

    def __init__(
        self,
        told: Told,
        attendant: Attendant,
        surface: Surface,
        post: Post,
        now: Callable[[], dt.datetime],
        *,
        published: Callable[[Published], None],
    ) -> None:
        profile, tell = told.profile, attendant.tell
        folder = Path(profile.state_dir)
        folder.mkdir(parents=True, exist_ok=True)
        self._surface = surface
        self._card = CardDesk(profile.reader, post, tell, lambda: now().date())
        self._camera = CameraDesk(profile.camera, post, tell, now, surface.frame)
        self.records = RecordsDesk(
            post,
            tell,
            now,
            lambda: _records(profile, folder, told.audit_events),
            failed=lambda why: attendant.fail(getattr(why, "code", "program")),
            trip=profile.trip,
        )
        self._printer = PrintDesk(profile, folder, post, tell, surface.paper)
        self.courier = _courier(profile, folder, told.audit_events, post, tell=tell, now=now)
        self.news = NewsDesk(post, published, now, lambda: _news(profile, folder, told.audit_events))
        self._routes: dict[type, Callable[..., None]] = {
            errands.ReadCard: self._card.read,
            errands.FindFiled: self.records.find,
            errands.Consult: self.courier.consult,
            errands.Inquire: self._inquire,
            errands.OpenCamera: self._camera.open,
            errands.TakePicture: self._camera.take,
            errands.CloseCamera: self._camera.close,
            errands.FileCase: self.records.file,
            errands.KeepDraft: self.records.keep_draft,
            errands.DropDraft: self.records.drop_draft,
            errands.Deliver: self.courier.deliver,
            errands.PrintReceipt: self._printer.receipt,
            errands.PrintMissing: self._printer.list,
            errands.PrintPaper: self._printer.paper,
            errands.PrintSheets: self._printer.sheets,
            errands.ClearExit: self._printer.clear_exit,
            errands.Rate: self.records.rate,
            errands.CountQuestion: self.records.count,
            errands.Settle: self.records.settle,
            errands.Note: self.records.note,
            errands.Forget: self._forget,
        }

    def send(self, errand: errands.Errand) -> None:
        """Bring an errand to its desk."""
        self._routes[type(errand)](errand)

    def close(self) -> None:
        """Close every desk; what was begun is finished."""
        self.send(errands.Note(0, "stopped"))
        self._camera.close()
        self._card.close()
        self._printer.close()
        self.news.close()
        self.courier.close()
        self.records.close()

    def _inquire(self, errand: errands.Inquire) -> None:
        if errand.inquiry.keep:
            self.records.keep(errand, self.courier.inquire)
        else:
            self.courier.inquire(errand)

    def _forget(self, _errand: errands.Forget) -> None:
        self._camera.close()
        self._card.forget()
        self._printer.forget()
        self._surface.forget()


# Stores, keys and HTTP load on their lanes: the first frame does not wait for them.


def _records(profile: Profile, folder: Path, events: AuditCatalogue) -> Records:
    from kiosk.app.opening import records  # noqa: PLC0415 - see above

    return records(profile, folder, events)


def _courier(
    profile: Profile,
    folder: Path,
    events: AuditCatalogue,
    post: Post,
    *,
    tell: Callable[[Report], None],
    now: Callable[[], dt.datetime],
) -> CourierDesk | FilesDesk:
    if profile.platform.options.get("transport") == "files":
        return FilesDesk(post, tell, now, lambda: _files(profile, folder, events))
    return CourierDesk(
        post,
        tell,
        now,
        deliveries=lambda nudge: _deliveries(profile, folder, events, nudge),
        contact=lambda: _contact(profile, folder, events),
    )


def _files(profile: Profile, folder: Path, events: AuditCatalogue) -> WatchedFolder:
    from kiosk.app.opening_files import files  # noqa: PLC0415 - see above

    return files(profile, folder, events)


def _deliveries(profile: Profile, folder: Path, events: AuditCatalogue, nudge: Callable[[], None]) -> Deliveries:
    from kiosk.app.opening_line import deliveries  # noqa: PLC0415 - see above

    return deliveries(profile, folder, events, nudge)


def _contact(profile: Profile, folder: Path, events: AuditCatalogue) -> Contact:
    from kiosk.app.opening_line import contact  # noqa: PLC0415 - see above

    return contact(profile, folder, events)


def _news(profile: Profile, folder: Path, events: AuditCatalogue) -> FeedRounds:
    from kiosk.app.opening_news import news  # noqa: PLC0415 - see above

    return news(profile, folder, events)
