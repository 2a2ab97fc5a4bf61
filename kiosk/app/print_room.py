"""What the print process owns, opened together and warmed up: printer, journal, meter, exit, the setting of papers."""

from __future__ import annotations

import datetime as dt
import functools
import uuid
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from config.load import load_services
from drivers.discovery import open_device
from drivers.printers import typeset
from drivers.printers.raster import raster_bands
from drivers.types import Page, Printed, PrinterState
from kiosk.app.forms import Forms
from kiosk.app.papers import lists_of, offers_of, receipts_of
from kiosk.app.sheet_room import open_sheets
from kiosk.domain.case import Acknowledgement, Filed
from kiosk.printing import PaperMeter, Presenter, PrintService
from kiosk.printing.presenter import TAKE_S
from offline_cache.keys import DeviceKeys
from offline_cache.paper_roll import PaperRoll
from offline_cache.print_journal import PrintJournal
from offline_cache.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Literal

    from config.schema import Profile, ServiceItem
    from drivers.printers.document import Document
    from drivers.protocols import ReceiptPrinter
    from drivers.types import PrinterStatus
    from kiosk.app.sheet_room import SheetRoom
    from kiosk.domain.case import Missing
    from kiosk.domain.inquiry import Printout
    from kiosk.printing.service import PrintResult

__all__ = ["Room", "open_room"]


class NoSheets(Exception):
    """A4 papers were asked of a terminal without an A4 printer."""

    code = "sheets-unavailable"


_OURS = frozenset({"take_s", "roll_mm", "near_end_mm", "knife_mm"})
_NARROW = 384  # dots
_LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_SPECIMEN = Filed(
    case_id="00000000-0000-7000-8000-000000000000",
    receipt_no="K0000-20000101-0000-0",
    query_code="00000000",
    item_id="specimen",
    task_name="样张",
    dept_name="样张",
    masked_name="样*",
    materials=("样张",),
    filed=_LONG_AGO,
    promise=None,
    promised_names=(),
    next_steps=(),
    acknowledgement=Acknowledgement("00000000-0000-7000-8000-000000000000", "0" * 43, _LONG_AGO),
)


@dataclass(frozen=True, slots=True)
class Room:
    """All of one terminal's printing on the roll, for one thread."""

    service: PrintService
    journal: PrintJournal
    meter: PaperMeter
    printer: ReceiptPrinter
    store: Store
    large_page: Callable[[Filed, int], Page]
    list_page: Callable[[Missing, int], Page]
    offered_page: Callable[..., Page]
    items: Callable[[str, str], ServiceItem]
    sheets: SheetRoom | None

    def print_receipt(self, filed: Filed, progress: Callable[[float, int], None], *, large: bool) -> PrintResult:
        """Print the next copy of this case's receipt, in large type where its owner reads that.

        Raises PaperRefused, StoreError.
        """
        if not large:
            return self.service.print_receipt(filed, progress)
        return self.service.print_paper(filed.case_id, "receipt", lambda copy: self.large_page(filed, copy), progress)

    def print_list(
        self,
        missing: Missing,
        progress: Callable[[float, int], None],
        watch: Callable[[PrinterStatus], None] = lambda _status: None,
    ) -> PrintResult:
        """Print the 一次性告知单 of what is missing: on A4 where that printer can, else on the roll.

        Each is a paper of its own. Raises PaperRefused, StoreError.
        """
        key = str(uuid.uuid4())
        if self.sheets is not None and self.sheets.printer.status().state is PrinterState.READY:
            item = self.items(missing.item_id, missing.form)
            papers = tuple(item.material(code) for code in missing.material_codes)
            return self.sheets.print_missing(key, item, papers, missing.applicant, watch)
        return self.service.print_paper(
            f"missing/{key}", "notice", lambda copy: self.list_page(missing, copy), progress
        )

    def print_paper(
        self,
        printout: Printout,
        progress: Callable[[float, int], None],
        watch: Callable[[PrinterStatus], None],
        *,
        large: bool,
    ) -> PrintResult:
        """Print what a step offers, on the roll or on a sheet; papers of one key are copies, others stand alone.

        Raises PaperRefused, StoreError; NoSheets where the terminal has no A4 printer.
        """
        key = f"{printout.paper}/{printout.key or uuid.uuid4()}"
        if printout.medium == "roll":
            page = functools.partial(self.offered_page, printout, large=large)
            return self.service.print_paper(key, "notice", page, progress)
        if self.sheets is None:
            raise NoSheets("no A4 printer in this profile")
        return self.sheets.print_offered(key, printout, watch)

    def print_sheets(self, filed: Filed, watch: Callable[[PrinterStatus], None]) -> PrintResult:
        """Print the A4 papers of an accepted case that are not out yet, one after the other until one does not come.

        Raises PaperRefused, StoreError; NoSheets where the terminal has no A4 printer.
        """
        if self.sheets is None:
            raise NoSheets("no A4 printer in this profile")
        result = self.sheets.print_case("acceptance", filed, {}, watch)
        if result.outcome is Printed.CONFIRMED and filed.promise is not None:
            item = self.items(filed.item_id, filed.form)
            result = self.sheets.print_case("deferral", filed, {item.id: item}, watch)
        return result

    def close(self) -> None:
        """Drop the connections and close the store."""
        if self.sheets is not None:
            self.sheets.close()
        self.printer.close()
        self.store.close()


def _warm(specimen: Document) -> None:
    """Load what the first receipt would wait for: fonts, glyphs, encoder.

    On narrow paper: what a memory search finds of a receipt is then somebody's, not the specimen's.
    """
    typeset.typeset(specimen, _NARROW)
    deque(raster_bands(Page(_NARROW, 8, bytes(range(48)) * 8)), maxlen=0)


def _for_the_driver(options: Mapping[str, str], journal: PrintJournal) -> dict[str, str]:
    """Return the driver's options: each process is new to the printer, but the journal knows how the last job ended."""
    newest = journal.newest()
    proven = newest is not None and newest.state in {"CONFIRMED", "PRESENTED", "TAKEN", "RETRACTED"}
    known = {"hanging": "no"} if proven else {}
    return known | {key: value for key, value in options.items() if key not in _OURS}


def open_room(
    profile: Profile,
    folder: str,
    *,
    paper: Callable[[Page], None],
    exit_told: Callable[[Literal["taken", "retracted"]], None],
) -> Room:
    """Open everything and put in order what was cut off; every page that is composed goes to `paper` as well.

    A QGuiApplication must exist. `exit_told` hears what became of a paper that waited. The printer's options hold some
    of ours: `take_s`, how long a paper may wait at the exit (60), and those of PaperMeter.

    Raises StoreError, KeysBroken, DeviceError; ValueError for options that mean nothing.
    """
    state = Path(folder)
    options = profile.printer.options
    keys = DeviceKeys.load_or_create(state / "keys", profile.keys.store)
    store = Store.open(state / "store", keys.secret)
    printer: ReceiptPrinter | None = None
    try:
        journal = PrintJournal(store)
        printer = open_device("printers", profile.printer.driver, _for_the_driver(options, journal))
        meter = PaperMeter(PaperRoll(store), options)
        presenter = Presenter(printer, journal, told=exit_told, take_s=float(options.get("take_s", TAKE_S)))
        document = receipts_of(profile, keys, store)
        _warm(document(_SPECIMEN, 1))

        width = typeset.width_for(int(options.get("columns_dots", "0")))

        def compose(filed: Filed, copy: int, *, large: bool = False) -> Page:
            page = typeset.typeset(document(filed, copy), width, large=large)
            paper(page)
            return page

        service = PrintService(printer, journal, compose, presenter, meter)
        service.recover()
        items = Forms(store, load_services()).item
        lists, offered = lists_of(profile, items), offers_of(profile)
        sheets = open_sheets(profile, keys, store, journal)
    except BaseException:
        if printer is not None:
            printer.close()
        store.close()
        raise
    return Room(
        service,
        journal,
        meter,
        printer,
        store,
        functools.partial(compose, large=True),
        lambda missing, copy: typeset.typeset(lists(missing, copy), width),
        lambda printout, copy, *, large: typeset.typeset(offered(printout, copy), width, large=large),
        items,
        sheets,
    )
