"""One visit at a terminal whose steps ask the sandbox's own services, without a line between them."""

from __future__ import annotations

import datetime as dt
import importlib
import json
import math
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from config.load import load_workdays
from kiosk.domain.answers import Pick
from kiosk.domain.inquiry import Found
from kiosk.domain.workdays import Workdays
from kiosk.gateway.sandbox.centre import Centre
from kiosk.gateway.sandbox.clock import BEIJING
from kiosk.gateway.sandbox.desks import Desks
from kiosk.gateway.sandbox.inquiries import Question
from kiosk.journeys.catalogue import open_catalogue
from kiosk.journeys.protocol import Moment
from kiosk.journeys.walk import Walk

CATALOGUE = open_catalogue()
SERVICES = Path(__file__).parents[1] / "config" / "services"
WALK = Walk.of_all_kinds()
WORKDAYS = Workdays(load_workdays())


class Visit:
    """Walks; `online` False lets every question fail, `sent` holds what was asked."""

    def __init__(self, desks, item_id, who, now, *, online=True):
        self.desks, self.who, self.online, self.sent = desks, who, online, []
        self.when = Moment(now, WORKDAYS, "示范市")
        self.run = self._asked(WALK.start(CATALOGUE.item(item_id), who, self.when))

    @property
    def ask(self):
        return WALK.ask(self.run, self.when)

    @property
    def step(self):
        return self.run.step.kind

    @property
    def paper(self):
        return WALK.printout(self.run, self.when)

    def give(self, *answers):
        for answer in answers:
            self.run = self._asked(WALK.forward(self.run, answer, self.when))
        return self

    def back(self):
        self.run = self._asked(WALK.back(self.run))
        return self

    def again(self):
        found = {kind: replace(one, state="asking") for kind, one in self.run.found.items() if one.state == "failed"}
        self.run = self._asked(replace(self.run, found={**self.run.found, **found}))
        return self

    def pick_first(self):
        return self.give(Pick(next(row.id for row in self.ask.rows if not row.off)))

    def _asked(self, run):
        while inquiry := WALK.inquiry(run, self.when):
            self.sent.append(inquiry)
            run = run.learn(self._answer(inquiry))
        return run

    def _answer(self, inquiry):
        if not self.online:
            return Found(inquiry, "failed", code="platform-unreachable")
        service = importlib.import_module(f"kiosk.gateway.sandbox.services.{inquiry.kind.replace('-', '_')}")
        question = Question(inquiry.id, "K0007", self.who.number, self.who.name, dict(inquiry.what))
        with self.desks.centre.register.transaction():
            document = service.answer(self.desks, question)
        return Found(inquiry, "known", json.loads(json.dumps(document)))


@contextmanager
def open_desks(folder, now, services=SERVICES):
    """The sandbox's desks in a folder, with their clock set to `now`."""
    centre = Centre(folder, services)
    centre.register.put("setting.clock_ahead_s", math.ceil((now - dt.datetime.now(BEIJING)).total_seconds()))
    yield Desks(centre)
    centre.close()
