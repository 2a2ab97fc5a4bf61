"""All desks of the platform over one centre."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.gateway.sandbox.access_book import AccessBook
from kiosk.gateway.sandbox.appointments import AppointmentOffice
from kiosk.gateway.sandbox.blobs import BlobOffice
from kiosk.gateway.sandbox.cases import CaseOffice
from kiosk.gateway.sandbox.certificates import Authority
from kiosk.gateway.sandbox.changes import ChangeLog
from kiosk.gateway.sandbox.decisions import Decisions
from kiosk.gateway.sandbox.device_card import CardOffice
from kiosk.gateway.sandbox.enrolment import EnrolmentOffice
from kiosk.gateway.sandbox.feeds import FeedOffice
from kiosk.gateway.sandbox.heartbeat import PulseOffice
from kiosk.gateway.sandbox.inquiries import InquiryOffice
from kiosk.gateway.sandbox.ledger_book import LedgerBook
from kiosk.gateway.sandbox.licences import LicenceOffice
from kiosk.gateway.sandbox.notary import Notary
from kiosk.gateway.sandbox.questions import QuestionOffice
from kiosk.gateway.sandbox.ratings import RatingOffice
from kiosk.gateway.sandbox.supplements import SupplementOffice

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.centre import Centre

__all__ = ["Desks"]


class Desks:
    """What the endpoints, the window and the importer of batches work with."""

    def __init__(self, centre: Centre) -> None:
        self.centre = centre
        self.blobs = BlobOffice(centre.register)
        self.log = ChangeLog(centre)
        self.ledger = LedgerBook(centre)
        self.decisions = Decisions(centre, self.log, self.ledger)
        self.cases = CaseOffice(centre, self.blobs, self.decisions, self.ledger)
        self.supplements = SupplementOffice(centre, self.blobs, self.decisions, self.ledger)
        self.ratings = RatingOffice(centre, self.ledger)
        self.appointments = AppointmentOffice(centre)
        self.access = AccessBook(centre)
        self.licences = LicenceOffice(centre, self.access)
        self.inquiries = InquiryOffice(self)
        self.notary = Notary(centre.store / "register.key", centre.register)
        self.cards = CardOffice(centre, self.notary)
        self.enrolments = EnrolmentOffice(centre, Authority(centre.store), self.cards)
        self.questions = QuestionOffice(centre)
        self.feeds = FeedOffice(centre)
        self.pulses = PulseOffice(centre, self.log, self.cards, self.feeds, self.ledger)
