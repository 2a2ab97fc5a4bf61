"""A visit to an attendant without glass, devices or threads: what it was told, sent and showed."""

import datetime as dt
from dataclasses import replace

from config.load import load_workdays
from kiosk.attendant import Attendant, Policy
from kiosk.domain import errands
from kiosk.domain.answers import Agree, Go, Press, Signed, Use
from kiosk.domain.case import Acknowledgement, Captured, Filed, Holding, Promise
from kiosk.domain.person import Identity
from kiosk.domain.reports import (
    Acknowledged,
    CardFailed,
    CardInserted,
    CardRead,
    Consulted,
    FiledCase,
    FiledFound,
    Pictured,
    PrintEnded,
    PrintProgress,
)
from kiosk.domain.workdays import Workdays
from kiosk.journeys.catalogue import Catalogue, open_catalogue
from kiosk.journeys.protocol import Moment
from kiosk.journeys.walk import Walk

NOW = dt.datetime(2026, 11, 21, 9, 42, tzinfo=dt.UTC)
ZHAO = Identity("shebao", "赵桂兰", "999901195202290022", "女", dt.date(1952, 2, 29), "unverified")
ITEM = "elder-card-joint"
INK = Signed((((0.0, 0.0, 0), (200.0, 0.0, 90)),), b"png")
EXPLAINED = "no-crime-record"  # without its steps, an item that only a window serves
CATALOGUE = Catalogue({i.id: replace(i, steps=()) if i.id == EXPLAINED else i for i in open_catalogue().items})
WALK, WORKDAYS = Walk.of_all_kinds(), Workdays(load_workdays())
TYPED = "E12345678" + ">" + "19520229" + "20300101"  # ">" goes on to the next line
HELD = Holding("老年优待证未领记录", "示范市民政局", dt.date(2026, 11, 20))


def filed(case_id="case-1", *, printed=False, item=ITEM, when=NOW):
    return Filed(
        case_id=case_id,
        receipt_no="K0007-20261121-0001-C",
        query_code="7K3M9QX4",
        item_id=item,
        task_name="老年人优待证与免费乘车卡联合办理",
        dept_name="示范区民政局",
        masked_name="赵*兰",
        materials=("身份证信息", "居住证明 1 页"),
        filed=when,
        promise=Promise(("M-PHOTO",), 5, dt.date(2026, 11, 27)),
        promised_names=("近期免冠照片",),
        next_steps=(),
        copies=int(printed),
        printed=printed,
    )


class Hall:
    """One attendant, with everything it does written down."""

    def __init__(self, **policy):
        self.sent, self.shown, self.now = [], [], 0.0
        self.attendant = Attendant(
            CATALOGUE,
            WALK,
            lambda: Moment(NOW, WORKDAYS),
            send=self.sent.append,
            publish=lambda state, health: self.shown.append((state, health)),
            clock=lambda: self.now,
            policy=Policy(**policy),
        )

    @property
    def state(self):
        return self.attendant.state

    @property
    def visit(self):
        return self.attendant.visit

    def errands(self, kind):
        return [errand for errand in self.sent if isinstance(errand, kind)]

    def notes(self):
        return [note.event for note in self.errands(errands.Note)]

    def wait(self, seconds):
        for _ in range(seconds):
            self.now += 1
            self.attendant.tick()

    def tell(self, *reports):
        for report in reports:
            self.attendant.tell(report)

    def lay_card(self, *found, identity=ZHAO):
        self.tell(CardInserted())
        self.tell(CardRead(self.visit, identity))
        self.tell(FiledFound(self.visit, found))

    def press(self, *keys):
        for key in keys:
            self.attendant.answer(Go() if key == ">" else Press(key))

    def lay_document(self):
        """A passport, and a terminal that asks for what is printed on it."""
        self.tell(CardInserted())
        self.tell(CardFailed(self.visit, "card-needs-key"))

    def choose(self, *found, item=ITEM):
        self.attendant.choose(item)
        self.tell(FiledFound(self.visit, found))

    def serve(self):
        """From the card to the guide, with the licence store's answer."""
        self.lay_card()
        self.choose()
        self.tell(Consulted(self.visit, (HELD,), reached=True))

    def picture(self):
        self.tell(Pictured(self.visit, Captured("", b"jpeg", 1240, 1754, NOW)))

    def answer_until(self, kind):
        """Answer like a person in a hurry until the step of this kind is asked."""
        answers = {"guide": Go(), "materials": Go(), "capture": Use(), "promise": Agree(), "sign": INK, "review": Go()}
        while self.state.run.step.kind != kind:
            if self.state.run.step.kind == "capture":
                self.picture()
            self.attendant.answer(answers[self.state.run.step.kind])

    def file(self):
        self.serve()
        self.answer_until("review")
        self.attendant.answer(Go())

    def commit(self):
        self.file()
        self.tell(FiledCase(self.visit, filed()))

    def accept(self):
        self.commit()
        self.tell(Acknowledged(self.visit, Acknowledgement("case-1", "SF2611210001", NOW, dt.date(2026, 11, 27))))

    def deliver(self):
        self.accept()
        self.tell(PrintProgress(self.visit, 0.5, 1), PrintEnded(self.visit, "confirmed", 1))
