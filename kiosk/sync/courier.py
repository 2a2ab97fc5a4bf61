"""The courier: contact with the centre and deliveries to it, one after the other; it has no thread of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.runtime.crew import Single
from kiosk.sync.contact import Contact
from kiosk.sync.courier_report import CourierReport
from kiosk.sync.deliveries import Deliveries
from kiosk.sync.sign_keys import TrustedKeys
from offline_cache.replica import Replica

if TYPE_CHECKING:
    import datetime as dt

    from kiosk.domain.case import Acknowledgement, Holding, Received
    from kiosk.gateway.port import PlatformGateway
    from kiosk.runtime.crew import Hands
    from kiosk.sync.feeds import Noting
    from offline_cache.store import Store

__all__ = ["Courier", "CourierReport"]


class Courier:
    """Works on one Store with one gateway, in one thread; `hands` deliver side by side where they are more than one.

    `register_key` and `sign_key` are the profile's pins, base64 or "".
    """

    def __init__(
        self,
        store: Store,
        gateway: PlatformGateway,
        register_key: str = "",
        sign_key: str = "",
        *,
        hands: Hands[PlatformGateway] | None = None,
        note: Noting = lambda event, detail="", **more: None,  # noqa: ARG005 - nobody listens
    ) -> None:
        self._gateway = gateway
        keys = TrustedKeys(Replica(store), sign_key)
        self.contact = Contact(store, gateway, keys, note, register_key)
        self.deliveries = Deliveries(store, hands or Single(gateway), keys, note)

    def step(self, now: dt.datetime) -> CourierReport:
        """Do one round: hear the centre, then deliver what is due. Raises StoreError alone."""
        report = CourierReport()
        self.contact.step(now, report)
        if report.online:
            self.deliveries.line_is_back()
        self.deliveries.step(now, report)
        self._follow(report, now)
        return report

    def deliver(self, case_id: str, now: dt.datetime) -> Acknowledgement | Received:
        """Deliver this case now, whenever it would be due.

        Raises:
            GatewayError: the attempt was in vain (the row waits on), or the centre will not have the case.
            CaseUnknown: there is no such case to deliver.
            StoreError: the store failed.
        """
        report = CourierReport()
        said: list[Acknowledgement | Received] = []
        failures: list[Exception] = []
        if self.deliveries.unacquainted:
            self.contact.step(now, report)
        self.deliveries.deliver(case_id, now, said.append, failures.append)
        self.deliveries.finish(now, report)
        self._follow(report, now)
        if failures:
            raise failures[0]
        return said[0]

    def holdings(
        self, identity_number: str, license_types: tuple[str, ...], item_id: str = "", look: str = "", agent: str = ""
    ) -> tuple[Holding, ...]:
        """Ask the licence store. Raises GatewayError."""
        return self._gateway.holdings(identity_number, license_types, item_id, look, agent)

    def close(self) -> None:
        """Close the line and the store."""
        self._gateway.close()
        self.deliveries.close(0)

    def _follow(self, report: CourierReport, now: dt.datetime) -> None:
        self.contact.wake(report.wake)
        if report.revoked:
            self.contact.shut_out(now)
