"""A terminal with a real store, and a till with a clock, on one line that can be cut: what a payment lives through."""

import contextlib
import datetime as dt
from types import SimpleNamespace

from config.load import load_workdays
from kiosk.attendant import Attendant
from kiosk.domain import errands
from kiosk.domain.answers import Go, Pick, Print
from kiosk.domain.inquiry import Found
from kiosk.domain.paying import PayAsk
from kiosk.domain.person import Identity
from kiosk.domain.reports import CardInserted, CardRead, CardRemoved, FiledFound, Inquired, PrintEnded
from kiosk.domain.state import Choosing, Serving
from kiosk.domain.workdays import Workdays
from kiosk.gateway.sandbox.inquiries import Question
from kiosk.gateway.sandbox.register import Register
from kiosk.gateway.sandbox.services import bills, payments
from kiosk.gateway.sandbox.till import Till
from kiosk.journeys.catalogue import open_catalogue
from kiosk.journeys.protocol import Moment
from kiosk.journeys.walk import Walk
from kiosk.sync.order_notes import OrderNotes
from offline_cache.store import Store

START = dt.datetime(2026, 11, 25, 10, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
WANG = Identity("resident", "王小明", "999901200402290215", "男", dt.date(2004, 2, 29), "sam_verified")
ZHAO = Identity("resident", "赵桂兰", "999901195202290022", "女", dt.date(1952, 2, 29), "sam_verified")
CATALOGUE, WALK, WORKDAYS = open_catalogue(), Walk.of_all_kinds(), Workdays(load_workdays())
SERVICES = {"bills": bills.answer, "payments": payments.answer}
MEDICAL, UTILITY = "medical-insurance-pay", "utility-pay"
SECRET = b"\x07" * 32


class Killed(Exception):
    """The power went."""


class Town:
    """`line`: up, down (nothing arrives), lost (it arrives, the answer does not). `kill_at`: noted, put, answered."""

    def __init__(self, folder, register=":memory:"):
        self.folder, self.at, self.line, self.kill_at = folder, START, "up", ""
        self.register, self.clock = Register(register), self
        self.till, self.desks = Till(self), SimpleNamespace(centre=self)
        self.codes, self.papers, self.refused = set(), [], []
        self.store = None
        self.boot()

    # The centre's clock.

    def now(self):
        return self.at

    # The terminal.

    def boot(self):
        if self.store is not None:
            self.store.close()
        self.store = Store.open(self.folder / "store", SECRET, ballast=0, intake=0)
        self.notes, self.queue, self.seconds, self.who = OrderNotes(self.store, SECRET), [], 0.0, WANG
        self.attendant = Attendant(
            CATALOGUE,
            WALK,
            lambda: Moment(self.at, WORKDAYS, "示范市"),
            send=self.queue.append,
            publish=self._seen,
            clock=lambda: self.seconds,
        )

    def close(self):
        self.store.close()
        self.register.close()

    @property
    def state(self):
        return self.attendant.state

    @property
    def ask(self):
        return self.state.ask if isinstance(self.state, Serving) else None

    def _seen(self, state, _health):
        if isinstance(state, Serving) and isinstance(state.ask, PayAsk) and state.ask.qr:
            self.codes.add(state.ask.qr.split(":")[1])

    def work(self):
        """Do every errand; the power may go in the middle."""
        try:
            while self.queue:
                self._do(self.queue.pop(0))
        except Killed:
            self.boot()

    def _do(self, errand):
        tell = self.attendant.tell
        match errand:
            case errands.ReadCard(visit):
                tell(CardRead(visit, self.who))
            case errands.FindFiled(visit, identity):
                tell(FiledFound(visit, (), self.notes.of(identity)))
            case errands.Settle(_, order_id):
                self.notes.settle(order_id)
            case errands.PrintPaper(visit, printout):
                self.papers.append(printout)
                tell(PrintEnded(visit, "confirmed", 1, paper="paper"))
            case errands.Inquire():
                self._inquire(errand)

    def _inquire(self, errand):
        inquiry, identity = errand.inquiry, errand.identity
        if inquiry.keep:
            self.notes.note(inquiry, identity, self.at)
            self._power("noted")
        found = Found(inquiry, "failed", code="platform-unreachable")
        if self.line != "down":
            question = Question(inquiry.id, "K0007", identity.number, identity.name, inquiry.what)
            with self.register.transaction():
                document = SERVICES[inquiry.kind](self.desks, question)
            if inquiry.kind == "payments":
                self._power("put")
            if self.line == "up":
                found = Found(inquiry, "known", document)
        self.attendant.tell(Inquired(errand.visit, found))
        if inquiry.kind == "payments":
            self._power("answered")

    def _power(self, moment):
        if self.kill_at == moment:
            self.kill_at = ""
            raise Killed

    # Hands.

    def lay(self, who=WANG):
        self.who = who
        self.attendant.begin()
        self.attendant.tell(CardInserted())
        self.work()

    def take(self):
        self.attendant.tell(CardRemoved())
        self.work()
        self.wait(10)

    def choose(self, item):
        self.attendant.choose(item)
        self.work()

    def tap(self, *answers):
        for answer in answers:
            self.attendant.answer(answer)
            self.work()

    def press(self, name):
        getattr(self.attendant, name)()
        self.work()

    def wait(self, seconds):
        for _ in range(seconds):
            self.at += dt.timedelta(seconds=1)
            self.seconds += 1
            self.attendant.tick()
            self.work()

    def skip(self, seconds):
        """Let time pass while nobody is here."""
        self.at += dt.timedelta(seconds=seconds)

    def to_code(self, pick="all", item=MEDICAL, who=WANG):
        """Walk from the empty terminal to the code."""
        self.lay(who)
        if isinstance(self.state, Choosing):
            self.choose(item)
        self.tap(Go(), Pick(pick), Go())

    def print(self):
        self.tap(Print())
        return self.papers[-1]

    def phone(self, act):
        """Pay as a telephone does that has seen the newest code; one that was never shown cannot be paid."""
        newest = (self.till._meta.get("newest") or {"order_no": ""})["order_no"]
        if newest in self.codes or act == "settle":
            with contextlib.suppress(ValueError), self.register.transaction():
                self.till.telephone(act, newest)

    # What is true.

    def charges(self):
        """Return how often each bill was charged."""
        found = {}
        for row in self.register.rows("SELECT key FROM service_record WHERE kind = 'order'"):
            order = self.till._orders.get(row["key"])
            for bill in order["bills"]:
                found[bill] = found.get(bill, 0) + order.get("charges", 0)
        return found

    def charged(self, order_no):
        """Return whether this order was paid, as the wallet has it."""
        rows = self.register.rows("SELECT key FROM service_record WHERE kind = 'order'")
        keys = [row["key"] for row in rows if row["key"].replace("-", "").upper() == order_no]
        return any(self.till._orders.get(key).get("charges", 0) for key in keys)
