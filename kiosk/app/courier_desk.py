"""The courier desk: one thread that speaks to the centre; the citizen never waits for it longer than promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.case import Received
from kiosk.domain.reports import Acknowledged, CaseReceived, Consulted, DeliveryFailed, LineChanged
from kiosk.runtime.lanes import Lane

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from kiosk.domain.case import Acknowledgement, Holding
    from kiosk.domain.errands import Consult, Deliver
    from kiosk.domain.reports import Report
    from kiosk.runtime.lanes import Post
    from kiosk.sync.courier import Courier, CourierReport

__all__ = ["CourierDesk"]


class CourierDesk:
    """`opened` builds the courier inside the lane's thread."""

    def __init__(
        self,
        post: Post,
        tell: Callable[[Report], None],
        now: Callable[[], dt.datetime],
        opened: Callable[[], Courier],
    ) -> None:
        self._tell, self._now, self._opened = tell, now, opened
        self._lane = Lane("courier", post)
        self._courier: Courier | None = None
        self._rounds = 0

    def deliver(self, errand: Deliver) -> None:
        """Bring this case to the centre now."""

        def answered(said: Acknowledgement | Received) -> None:
            self._tell(LineChanged(online=True))
            if isinstance(said, Received):
                self._tell(CaseReceived(errand.visit, errand.case_id))
            else:
                self._tell(Acknowledged(errand.visit, said))

        def failed(why: Exception) -> None:
            self._line(why)
            self._tell(DeliveryFailed(errand.visit, errand.case_id, getattr(why, "code", "platform-unreachable")))

        self._lane.run(lambda: self._speaking().deliver(errand.case_id, self._now()), answered, failed)

    def consult(self, errand: Consult) -> None:
        """Ask which licences an office already holds on this person."""

        def known(holdings: tuple[Holding, ...]) -> None:
            self._tell(LineChanged(online=True))
            self._tell(Consulted(errand.visit, holdings, reached=True))

        def failed(why: Exception) -> None:
            self._line(why)
            self._tell(Consulted(errand.visit, (), reached=False))

        self._lane.run(lambda: self._speaking().holdings(errand.identity.number, errand.license_types), known, failed)

    def round(self) -> None:
        """Deliver whatever is due; called again and again, so a missed call costs nothing."""
        if self._rounds:
            return
        self._rounds += 1
        self._lane.run(lambda: self._speaking().step(self._now()), self._went, self._stayed)

    def close(self) -> None:
        """Let the call at hand end."""
        self._lane.close(5, self._shut)

    def _went(self, report: CourierReport) -> None:
        self._rounds -= 1
        if report.online is not None:
            self._tell(LineChanged(online=report.online))

    def _stayed(self, why: Exception) -> None:
        self._rounds -= 1
        self._line(why)

    def _line(self, why: Exception) -> None:
        self._tell(LineChanged(online=False))
        if not hasattr(why, "code"):
            raise why

    def _speaking(self) -> Courier:
        if self._courier is None:
            self._courier = self._opened()
        return self._courier

    def _shut(self) -> None:
        if self._courier is not None:
            self._courier.close()
