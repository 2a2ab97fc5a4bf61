"""The courier desk: two threads that speak to the centre; the citizen never waits for them longer than promised.

One decides what is delivered, with a crew that waits for the line; the other keeps contact (card, pulse, changes).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from kiosk.domain.case import Received
from kiosk.domain.inquiry import Found
from kiosk.domain.reports import (
    Acknowledged,
    Admission,
    CaseReceived,
    CaseRefused,
    Consulted,
    DeliveryFailed,
    Inquired,
    LineChanged,
)
from kiosk.gateway.errors import Rejected
from kiosk.runtime.lanes import Lane
from kiosk.sync.case_statuses import refused
from kiosk.sync.courier_report import CourierReport

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from kiosk.domain.case import Acknowledgement, Holding
    from kiosk.domain.errands import Consult, Deliver, Inquire
    from kiosk.domain.reports import Report
    from kiosk.runtime.lanes import Post
    from kiosk.sync.contact import Contact
    from kiosk.sync.deliveries import Deliveries

__all__ = ["CourierDesk"]

PATIENCE_S = 5
T = TypeVar("T")


class CourierDesk:
    """Each callable builds its part inside the thread that uses it; `deliveries` is given the nudge of its crew."""

    def __init__(
        self,
        post: Post,
        tell: Callable[[Report], None],
        now: Callable[[], dt.datetime],
        *,
        deliveries: Callable[[Callable[[], None]], Deliveries],
        contact: Callable[[], Contact],
    ) -> None:
        self._post, self._tell, self._now = post, tell, now
        self._open_deliveries, self._open_contact = deliveries, contact
        self._lane, self._contact_lane = Lane("courier", post), Lane("contact", post)
        self._deliveries: Deliveries | None = None
        self._contact: Contact | None = None
        self._busy: set[str] = set()

    def deliver(self, errand: Deliver) -> None:
        """Bring this case to the centre now."""

        def answered(said: Acknowledgement | Received) -> None:
            self._tell(LineChanged(online=True))
            if isinstance(said, Received):
                self._tell(CaseReceived(errand.visit, errand.case_id))
            else:
                self._tell(Acknowledged(errand.visit, said))

        def failed(why: Exception) -> None:
            if isinstance(why, Rejected):
                self._tell(LineChanged(online=True))
                self._tell(CaseRefused(errand.visit, errand.case_id, refused(why.told or {})))
                return
            self._line(why)
            self._tell(DeliveryFailed(errand.visit, errand.case_id, getattr(why, "code", "platform-unreachable")))

        def job() -> None:
            then, fail = self._posted(answered), self._posted(failed)
            self._delivering().deliver(errand.case_id, self._now(), then, fail)

        self._lane.run(job, _nothing, failed)

    def consult(self, errand: Consult) -> None:
        """Ask which licences an office already holds on this person."""

        def known(holdings: tuple[Holding, ...]) -> None:
            self._tell(LineChanged(online=True))
            self._tell(Consulted(errand.visit, holdings, reached=True))

        def failed(why: Exception) -> None:
            self._line(why)
            self._tell(Consulted(errand.visit, (), reached=False))

        def job() -> None:
            who = errand.identity
            agent = who.agent.number if who.agent else ""
            asked = (who.number, errand.license_types, errand.item_id, errand.look, agent)
            then, fail = self._posted(known), self._posted(failed)
            self._delivering().ask(lambda gateway: gateway.holdings(*asked), then, fail)

        self._lane.run(job, _nothing, failed)

    def inquire(self, errand: Inquire) -> None:
        """Put an inquiry to the centre."""

        def answered(document: Mapping[str, Any]) -> None:
            self._tell(LineChanged(online=True))
            self._tell(Inquired(errand.visit, Found(errand.inquiry, "known", document)))

        def failed(why: Exception) -> None:
            self._line(why)
            code = getattr(why, "code", "platform-unreachable")
            self._tell(Inquired(errand.visit, Found(errand.inquiry, "failed", code=code)))

        def job() -> None:
            then, fail = self._posted(answered), self._posted(failed)
            self._delivering().ask(lambda gateway: gateway.inquire(errand.inquiry, errand.identity), then, fail)

        self._lane.run(job, _nothing, failed)

    def round(self) -> None:
        """Deliver whatever is due, ask what is due; called again and again, so a missed call costs nothing."""
        if "courier" not in self._busy:
            self._busy.add("courier")
            self._lane.run(self._begin, partial(self._went, "courier"), partial(self._stayed, "courier"))
        if "contact" not in self._busy:
            self._busy.add("contact")
            self._contact_lane.run(self._ask, self._heard, partial(self._stayed, "contact"))

    def close(self) -> None:
        """Let the calls at hand end."""
        self._contact_lane.close(PATIENCE_S, self._hang_up)
        self._lane.close(PATIENCE_S, self._shut)

    # On the courier's thread.

    def _begin(self) -> CourierReport:
        report = CourierReport()
        self._delivering().begin(self._now(), report)
        return report

    def _turn(self) -> CourierReport:
        report = CourierReport()
        self._delivering().turn(self._now(), report)
        return report

    def _line_is_back(self) -> CourierReport:
        self._delivering().line_is_back()
        return self._begin()

    def _delivering(self) -> Deliveries:
        if self._deliveries is None:
            self._deliveries = self._open_deliveries(self._nudge)
        return self._deliveries

    def _shut(self) -> None:
        if self._deliveries is not None:
            self._deliveries.close(PATIENCE_S - 1)

    # On the contact's thread.

    def _ask(self) -> CourierReport:
        report = CourierReport()
        if self._contact is None:
            self._contact = self._open_contact()
            report.revoked = self._contact.revoked or None
        self._contact.step(self._now(), report)
        return report

    def _wake(self, names: frozenset[str], *, revoked: bool) -> None:
        if self._contact is not None:
            self._contact.wake(names)
            if revoked:
                self._contact.shut_out(self._now())

    def _hang_up(self) -> None:
        if self._contact is not None:
            self._contact.close()

    # On the crew's threads.

    def _nudge(self) -> None:
        self._lane.run(self._turn, self._told, self._broken)

    # On the main loop.

    def _went(self, lane: str, report: CourierReport) -> None:
        self._busy.discard(lane)
        self._told(report)

    def _heard(self, report: CourierReport) -> None:
        self._went("contact", report)
        if report.online:
            self._lane.run(self._line_is_back, self._told, self._broken)

    def _told(self, report: CourierReport) -> None:
        if report.online is not None:
            self._tell(LineChanged(online=report.online))
        if report.revoked is not None:
            self._tell(Admission(admitted=not report.revoked))
        if report.wake or report.revoked:
            wake = partial(self._wake, frozenset(report.wake), revoked=bool(report.revoked))
            self._contact_lane.run(wake, _nothing, self._broken)

    def _stayed(self, lane: str, why: Exception) -> None:
        self._busy.discard(lane)
        self._line(why)

    def _line(self, why: Exception) -> None:
        self._tell(LineChanged(online=False))
        self._broken(why)

    def _broken(self, why: Exception) -> None:
        if not hasattr(why, "code"):
            raise why

    def _posted(self, call: Callable[[T], None]) -> Callable[[T], None]:
        return lambda value: self._post(partial(call, value))


def _nothing(_result: object) -> None:
    """Nobody waits for this answer."""
