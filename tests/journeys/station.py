"""One whole terminal without glass: real attendant, encrypted store, print room, printer, card reading, line.

Everything that waits in the real terminal is done at once here, in the order in which the attendant asked for it.
"""

from __future__ import annotations

import base64
import datetime as dt
import importlib
import sys
from dataclasses import replace
from pathlib import Path
from unittest import mock

import cv2
import numpy as np
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from config.load import load_faults, load_profile, load_services, load_workdays
from drivers.errors import CardError
from drivers.imaging.codes import read_qr
from drivers.lab.cards.loopback import LoopbackReader
from drivers.lab.printer import LabPrinter
from drivers.types import Condition
from kiosk.app import print_room
from kiosk.app.papers import receipts_of
from kiosk.attendant import Attendant, Policy
from kiosk.domain import errands, reports
from kiosk.domain.answers import Agree, Go, Signed, Use
from kiosk.domain.case import Captured, Received
from kiosk.domain.inquiry import Found
from kiosk.domain.paper_doubt import Look
from kiosk.domain.reports import CardInserted, CardRemoved
from kiosk.domain.state import Serving
from kiosk.domain.workdays import Workdays
from kiosk.gateway.errors import GatewayError, Rejected
from kiosk.journeys.catalogue import open_catalogue
from kiosk.journeys.helping import helper_of
from kiosk.journeys.identity import IdentityRefused, identify
from kiosk.journeys.protocol import Moment
from kiosk.journeys.walk import Walk
from kiosk.sync.case_statuses import refused
from kiosk.sync.courier import Courier
from kiosk.sync.drafts import Drafts
from kiosk.sync.filing import FilingDesk
from offline_cache.draft_box import DraftBox
from offline_cache.keys import DeviceKeys
from offline_cache.outbox import Outbox
from offline_cache.store import Store
from tests.card_bench import aids_for, make, read_in
from ui.projection import Prefs, Scene, plain, project, project_chrome

sys.path.insert(0, str(Path(__file__).parents[1] / "fault"))
kit = importlib.import_module("platform_kit")

BEIJING = kit.BEIJING
NOW = dt.datetime(2026, 11, 25, 10, 0, tzinfo=BEIJING)
CATALOGUE, WALK, WORKDAYS = open_catalogue(), Walk.of_all_kinds(), Workdays(load_workdays())
INK = Signed((((0.0, 0.0, 0), (200.0, 0.0, 90)),), b"\x89PNG ink")
HURRY = {"guide": Go(), "materials": Go(), "promise": Agree(), "sign": INK, "review": Go()}
"""What somebody answers who wants nothing special."""
FAULTS, SERVICES = load_faults(), load_services()
SEAL_KEY = base64.b64encode(X25519PrivateKey.generate().public_key().public_bytes_raw()).decode()
"""Nobody opens what is sealed to it: of a terminal that has not met its platform yet."""
UNMEASURED = Look()
NOWHERE = "http://127.0.0.1:9"


class Line:
    """A gateway that is cut while it is not `up`: calls then go to where nobody listens."""

    def __init__(self, there, nowhere):
        self._there, self._nowhere, self.up = there, nowhere, True

    def __getattr__(self, name):
        return getattr(self._there if self.up else self._nowhere, name)


class Station:
    """`store`, `room` and `line` are opened anew by `boot`; `pages` is what the camera would take next."""

    def __init__(self, folder, sandbox=None, terminal_id="K0007", *, printer=None, now=NOW, **policy):
        self.folder, self.sandbox, self.at, self.policy = folder, sandbox, now, Policy(**policy)
        self.lab, self.seconds, self.card, self.trust = printer, 0.0, None, ""
        address = printer.address if printer else "tcp://127.0.0.1:9"
        self.profile = replace(load_profile("demo", {"printer.address": address}), terminal_id=terminal_id, sheets=None)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.keys = DeviceKeys.load_or_create(folder / "keys")
        self.rates, self.notes, self.camera, self.shown, self.line = [], [], False, [], None
        self._opened = []
        self.boot()

    # The power.

    def boot(self):
        """Begin as after the power came back: nothing of the visit is known but what was written down."""
        self.close()
        self.store = self._keep(Store.open(self.folder / "store", self.keys.secret, ballast=0, intake=0))
        self.filing = FilingDesk(self.store, self.keys, self.profile.terminal_id, SEAL_KEY)
        self.outbox, self.queue, self.room = Outbox(self.store), [], None
        self.outbox.sweep()
        self.drafts = Drafts(DraftBox(self.folder / "drafts", self.keys.secret, lambda: self.seconds))
        self.drafts.purge(self.at)
        up = self.line is None or self.line.up
        there = self.sandbox.url if self.sandbox else NOWHERE
        self.line = Line(*(self._keep(self._gateway(url)) for url in (there, NOWHERE)))
        self.line.up, self.courier = up, Courier(self.store, self.line)
        self.attendant = Attendant(
            CATALOGUE,
            WALK,
            self.moment,
            send=self.queue.append,
            publish=lambda state, health: self.shown.append((state, health)),
            clock=lambda: self.seconds,
            policy=self.policy,
        )
        if self.card is not None:
            self.attendant.tell(CardInserted())
            self.work()

    def close(self):
        """Let go of everything."""
        if getattr(self, "room", None) is not None:
            self.room.close()
            self.room = None
        while self._opened:
            self._opened.pop().close()

    def _keep(self, one):
        self._opened.append(one)
        return one

    def _gateway(self, url):
        options = {"base_url": url, "device_id": self.profile.terminal_id, "deadline_s": "5", "connect_s": "1"}
        gateway = importlib.import_module("kiosk.gateway.http").open_gateway(options, self.keys)
        gateway.trust(kit.SIGN_KEYS.get(self.sandbox.url if self.sandbox else "", kit.SignKeys()))
        return gateway

    # What it knows.

    def moment(self):
        return Moment(self.at, WORKDAYS, self.profile.region_name, verifier=self.profile.verifier)

    @property
    def state(self):
        return self.attendant.state

    @property
    def run(self):
        return self.state.run

    @property
    def ask(self):
        return self.state.ask if isinstance(self.state, Serving) else None

    @property
    def step(self):
        return self.run.step.kind if isinstance(self.state, Serving) else ""

    @property
    def health(self):
        return self.attendant._health

    def printed(self):
        """Return the papers that lie in the printer's tray."""
        return self.lab.papers()

    def document(self, filed, copy=1):
        """Return the receipt of this case as it is typeset, with every word of it."""
        return receipts_of(self.profile, self.keys, self.store)(filed, copy)

    # Others.

    def work(self):
        """Do every errand, and what follows from it."""
        while self.queue:
            self._do(self.queue.pop(0))

    def _do(self, errand):  # noqa: C901, PLR0912 - one line for each errand
        match errand:
            case errands.ReadCard():
                self._read(errand)
            case errands.FindFiled(visit, who, imprint):
                filed = self.filing.find(who)
                draft = self.drafts.find(imprint, filed, self.at)
                self._tell(reports.FiledFound(visit, filed, self.filing.orders.of(who), draft))
            case errands.KeepDraft(_, run, imprint):
                self.drafts.keep(run, imprint, self.at)
            case errands.DropDraft(_, imprint):
                self.drafts.drop(imprint)
            case errands.Consult():
                self._consult(errand)
            case errands.Inquire():
                self._inquire(errand)
            case errands.OpenCamera():
                self.camera = True
            case errands.CloseCamera() | errands.Forget():
                self.camera = False
            case errands.FileCase(visit, run):
                self._file(visit, run)
            case errands.Deliver():
                self._deliver(errand)
            case errands.PrintReceipt(visit, filed, large):
                result = self._room().print_receipt(filed, self._progress(visit), large=large)
                self._printed(visit, result, "receipt")
            case errands.PrintMissing(visit, missing):
                self._printed(visit, self._room().print_list(missing, lambda *_: None), "list")
            case errands.PrintPaper(visit, printout, large):
                result = self._room().print_paper(printout, lambda *_: None, lambda _: None, large=large)
                self._printed(visit, result, "paper")
            case errands.Rate(_, case_id, level, reason, turn, item_id):
                self.filing.rate(case_id, level, self.at, reason, turn=turn, item_id=item_id)
                self.rates.append((case_id, level))
            case errands.Settle(_, order_id):
                self.filing.orders.settle(order_id)
            case errands.Note(_, event, detail):
                self.notes.append((event, detail))
            case _:
                pass

    def _tell(self, report):
        self.attendant.tell(report)

    def _read(self, errand):
        kind, who, valid_until = self.card
        try:
            card = make(kind, who)
            reading = read_in(LoopbackReader(card), replace(aids_for(card, self.trust), key=errand.key))
            if valid_until:
                reading = replace(reading, valid_until=valid_until, long_term=False)
            staff = helper_of(reading)
            said = reports.HelperCame(errand.visit, staff) if staff else None
            self._tell(said or reports.CardRead(errand.visit, identify(reading, self.at.date()), reading.imprint))
        except (CardError, IdentityRefused) as refusal:
            self._tell(reports.CardFailed(errand.visit, refusal.code))

    def _consult(self, errand):
        who = errand.identity
        asked = (who.number, errand.license_types, errand.item_id, errand.look, who.agent.number if who.agent else "")
        try:
            held = self.line.holdings(*asked)
        except GatewayError:
            held = None
        self._tell(reports.Consulted(errand.visit, held or (), reached=held is not None))

    def _inquire(self, errand):
        inquiry = errand.inquiry
        if inquiry.keep:
            self.filing.orders.note(inquiry, errand.identity, self.at)
        try:
            found = Found(inquiry, "known", self.line.inquire(inquiry, errand.identity))
        except GatewayError:
            found = Found(inquiry, "failed", code="platform-unreachable")
        self._tell(reports.Inquired(errand.visit, found))

    def _file(self, visit, run):
        self._tell(reports.FiledCase(visit, self.filing.file(run, self.at)))

    def _deliver(self, errand):
        visit, case_id = errand.visit, errand.case_id
        try:
            said = self.courier.deliver(case_id, self.at)
        except Rejected as no:
            self._tell(reports.CaseRefused(visit, case_id, refused(no.told or {})))
        except GatewayError:
            self._tell(reports.DeliveryFailed(visit, case_id, "platform-unreachable"))
        else:
            received = isinstance(said, Received)
            self._tell(reports.CaseReceived(visit, case_id) if received else reports.Acknowledged(visit, said))

    def _room(self):
        if self.room is None:
            heard = {"paper": lambda _: None, "exit_told": lambda _: None}
            with mock.patch.object(print_room, "load_services", return_value=SERVICES):  # read once for all of them
                self.room = print_room.open_room(self.profile, str(self.folder), **heard)
        return self.room

    def _progress(self, visit):
        return lambda part, copy: self._tell(reports.PrintProgress(visit, part, copy))

    def _printed(self, visit, result, paper):
        outcome = result.outcome.value
        self._tell(reports.PrintEnded(visit, outcome, result.copy, result.code, result.waits, paper))
        self.look()

    def look(self):
        """Let the print room look how its printer is, as it does twice a second."""
        room = self._room()
        status = room.service.status()
        low = Condition.PAPER_LOW in status.conditions
        self._tell(reports.PrinterChanged(status.code, low, room.meter.receipts_left))

    def deliver(self):
        """Let the courier go its round."""
        return self.courier.step(self.at)

    # Hands.

    def lay(self, who="zhao", kind="shebao", valid_until=None):
        """Lay a card down."""
        self.card = (kind, who, valid_until)
        self._tell(CardInserted())
        self.work()

    def take(self):
        """Take the card away."""
        self.card = None
        self._tell(CardRemoved())
        self.work()

    def choose(self, item):
        self.attendant.choose(item)
        self.work()

    def tap(self, *answers):
        for answer in answers:
            self.attendant.answer(answer)
            self.work()

    def press(self, name, *more):
        getattr(self.attendant, name)(*more)
        self.work()

    def photograph(self, jpeg=kit.JPEG, look=UNMEASURED):
        """Take a picture of whatever lies there."""
        self._tell(reports.Pictured(self.attendant.visit, Captured("", jpeg, 1240, 1754, self.at, look)))
        self.work()

    def wait(self, seconds):
        """Let time pass with somebody or nobody there."""
        for _ in range(seconds):
            self.at += dt.timedelta(seconds=1)
            self.seconds += 1
            self.attendant.tick()
            self.work()

    def skip(self, **time):
        """Let time pass in which nobody comes."""
        self.at += dt.timedelta(**time)

    def hurry_to(self, kind):
        """Answer what is ordinary until this step is on the glass."""
        while self.step != kind:
            if self.step == "capture":
                self.photograph()
                self.tap(Use())
            else:
                self.tap(HURRY[self.step])


class Quick(Station):
    """A terminal whose printer is at once and surely done: what is looked at here is the glass."""

    cleared = 0

    def _do(self, errand):
        match errand:
            case errands.ClearExit():
                self.cleared += 1
            case errands.PrintReceipt(visit) | errands.PrintMissing(visit) | errands.PrintPaper(visit):
                paper = {"PrintReceipt": "receipt", "PrintMissing": "list"}.get(type(errand).__name__, "paper")
                self._tell(reports.PrintEnded(visit, "confirmed", 1, paper=paper))
            case _:
                super()._do(errand)


def codes_of(papers):
    """Return the QR texts on these papers, None where one has none."""
    return [read_qr(cv2.imdecode(np.frombuffer(one.png, np.uint8), cv2.IMREAD_GRAYSCALE)) for one in papers]


def words_of(document):
    """Return every word that stands on a document."""
    return str(document)


def glass(station, **prefs):
    """Return everything that stands on the glass now, as the projection says it."""
    scene = Scene(
        health=station.health,
        items=CATALOGUE.items,
        faults=FAULTS,
        profile=station.profile,
        now=station.at,
        around=station.moment(),
        prefs=Prefs(**prefs),
    )
    return str(plain(project(station.state, scene))) + str(plain(project_chrome(station.state, scene)))


def set_clock(sandbox, at):
    """Let the platform's clock say this moment, None the true one."""
    ahead = at - dt.datetime.now(BEIJING) if at else dt.timedelta()
    sandbox.post("settings", {"clock_ahead_s": round(ahead.total_seconds())})


def press_room():
    """Return a printer that prints at once."""
    lab = LabPrinter(speed_mm_s=0)
    lab.start()
    return lab
