"""The A4 papers of one terminal: which paper a case gets, under which key it is journalled, on which printer it comes.

Belongs to the print process (ADR 15), beside the roll's room: it sets people's papers.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from drivers.discovery import open_device
from drivers.sheets import press
from kiosk.app.papers import signer_of
from kiosk.printing.sheets import SheetService
from kiosk.receipts import papers_of
from kiosk.receipts.facts import Place
from kiosk.receipts.offered import offered_sheet
from kiosk.receipts.sheets import acceptance_sheet, deferral_sheet, one_time_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from config.schema import Material, Profile, ServiceItem
    from drivers.protocols import SheetPrinter
    from drivers.sheets.sheet import Sheet
    from drivers.types import PrinterStatus
    from kiosk.domain.case import Filed
    from kiosk.domain.inquiry import Printout
    from kiosk.printing.service import PrintResult
    from offline_cache.keys import DeviceKeys
    from offline_cache.print_journal import PrintJournal
    from offline_cache.store import Store

__all__ = ["SheetRoom", "open_sheets"]


@dataclass(frozen=True, slots=True)
class SheetRoom:
    """The A4 printer with what sets its papers, for one thread. Printing raises PaperRefused, StoreError.

    `watch` hears of every change of the printer while a paper is under way; a paper that came out is printed again
    only where `again` says so, and is marked 补打 then.
    """

    service: SheetService
    printer: SheetPrinter
    profile: Profile
    sign: Callable[[Filed, int, dt.datetime], str]

    def print_case(
        self,
        kind: Literal["acceptance", "deferral"],
        filed: Filed,
        items: Mapping[str, ServiceItem],
        watch: Callable[[PrinterStatus], None],
        *,
        again: bool = False,
    ) -> PrintResult:
        """Print the 受理通知书 of an accepted case, or the two copies of its 容缺受理通知书."""

        def sheet(copy: int, now: dt.datetime) -> Sheet:
            papers, place = papers_of(self.profile.region_code), self._place()
            if kind == "acceptance":
                return acceptance_sheet(papers, filed, copy, place=place, prove=self.sign, now=now)
            item = items[filed.item_id]
            return deferral_sheet(papers, filed, item, copy, place=place, prove=self.sign, now=now)

        return self._print(f"{filed.case_id}/{kind}", sheet, watch, again=again)

    def print_missing(
        self,
        key: str,
        item: ServiceItem,
        missing: Sequence[Material],
        applicant: str,
        watch: Callable[[PrinterStatus], None],
        *,
        again: bool = False,
    ) -> PrintResult:
        """Print the 一次性告知单 of everything that is missing; `key` is the visit's, for there is no case yet."""

        def sheet(copy: int, now: dt.datetime) -> Sheet:
            papers = papers_of(self.profile.region_code)
            return one_time_sheet(papers, item, missing, copy, applicant=applicant, place=self._place(), now=now)

        return self._print(f"{key}/missing", sheet, watch, again=again)

    def print_offered(self, key: str, printout: Printout, watch: Callable[[PrinterStatus], None]) -> PrintResult:
        """Print what a step offers; whoever asks again under the same key gets a further copy, marked so."""

        def sheet(copy: int, now: dt.datetime) -> Sheet:
            papers = papers_of(self.profile.region_code)
            return offered_sheet(papers, printout, copy, place=self._place(), now=now)

        return self._print(key, sheet, watch, again=True)

    def close(self) -> None:
        """Drop the connection."""
        self.printer.close()

    def _print(
        self,
        key: str,
        sheet: Callable[[int, dt.datetime], Sheet],
        watch: Callable[[PrinterStatus], None],
        *,
        again: bool,
    ) -> PrintResult:
        def compose(copy: int) -> bytes:
            return press.pdf(sheet(copy, dt.datetime.now(dt.UTC)))

        return self.service.print_sheet(key, compose, watch, again=again)

    def _place(self) -> Place:
        profile = self.profile
        return Place(profile.terminal_id, profile.site, f"{profile.region_name}政务服务")


def open_sheets(profile: Profile, keys: DeviceKeys, store: Store, journal: PrintJournal) -> SheetRoom | None:
    """Return the room of the profile's A4 printer, None where it names none; a QGuiApplication must exist.

    Raises DeviceError, ValueError for options that mean nothing.
    """
    if profile.sheets is None:
        return None
    printer = open_device("sheets", profile.sheets.driver, profile.sheets.options)
    return SheetRoom(SheetService(printer, journal), printer, profile, signer_of(keys, store))
