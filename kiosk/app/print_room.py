"""What the print process owns, opened together and warmed up: printer, journal, meter, exit, the setting of papers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.discovery import open_device
from drivers.printers import typeset
from kiosk.app.papers import receipts_of
from kiosk.domain.case import Acknowledgement, Filed
from kiosk.printing import PaperMeter, Presenter, PrintService
from kiosk.printing.presenter import TAKE_S
from offline_cache.keys import DeviceKeys
from offline_cache.paper_roll import PaperRoll
from offline_cache.print_journal import PrintJournal
from offline_cache.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    from config.schema import Profile
    from drivers.protocols import ReceiptPrinter
    from drivers.types import Page

__all__ = ["Room", "open_room"]

_OURS = frozenset({"take_s", "roll_mm", "near_end_mm", "knife_mm"})
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

    def close(self) -> None:
        """Drop the connection and close the store."""
        self.printer.close()
        self.store.close()


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
    printer = open_device(
        "printers", profile.printer.driver, {key: value for key, value in options.items() if key not in _OURS}
    )
    store: Store | None = None
    try:
        store = Store.open(state / "store")
        journal = PrintJournal(store)
        meter = PaperMeter(PaperRoll(store), options)
        presenter = Presenter(printer, journal, told=exit_told, take_s=float(options.get("take_s", TAKE_S)))
        document = receipts_of(profile, DeviceKeys.load_or_create(state / "keys"), store)
        typeset.typeset(document(_SPECIMEN, 1))  # fonts, words and keys are loaded while nobody waits for them

        def compose(filed: Filed, copy: int) -> Page:
            page = typeset.typeset(document(filed, copy))
            paper(page)
            return page

        service = PrintService(printer, journal, compose, presenter, meter)
        service.recover()
    except BaseException:
        printer.close()
        if store is not None:
            store.close()
        raise
    return Room(service, journal, meter, printer, store)
