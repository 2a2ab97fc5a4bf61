"""Ask the receipt printer who it is and how it is, and have it print a test strip."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path
from typing import TYPE_CHECKING

from config.load import load_faults
from config.problems import ConfigError
from drivers.discovery import open_device
from drivers.printers import typeset
from drivers.printers.escpos import EscPosPrinter
from drivers.printers.strip import page_to_png
from drivers.types import Printed, PrinterState
from kiosk.commands.probes.request import Finding
from kiosk.receipts import printer_test, query_address, receipt_document
from kiosk.receipts.specimen import SPECIMEN

if TYPE_CHECKING:
    from config.schema import Profile
    from drivers.printers.document import Document
    from drivers.protocols import ReceiptPrinter
    from drivers.types import Page, PrinterStatus
    from kiosk.commands.probes.request import Request

__all__ = ["probe"]

_UNPROVEN = "print-unproven"
_HOW = {
    Printed.CONFIRMED: "proven: the printer's word came after the cut",
    Printed.HELD: "not printed: it was not ready, holds older data, or a paper waits at its exit",
    Printed.UNKNOWN: "cannot be proven: the strip was sent, the printer's word after the cut did not come",
}


def probe(profile: Profile, request: Request) -> Finding:
    """Tell family, capabilities, conditions; print a strip where it is ready, and tell whether that was proven."""
    try:
        printer = open_device("printers", profile.printer.driver, profile.printer.options)
    except ValueError as wrong:
        return Finding(ok=False, code=ConfigError.code, facts={"detail": str(wrong)})
    try:
        status = printer.status()
        facts = _portrait(printer) | _state(status)
        if status.state is not PrinterState.READY or not request.print_strip:
            return Finding(ok=not status.code, code=status.code, facts=facts)
        return _printed(printer, _paper(profile, request.paper, str(facts.get("model", ""))), facts, request.save)
    finally:
        printer.close()


def _portrait(printer: ReceiptPrinter) -> dict[str, object]:
    """Return what the driver found out; of a driver that looks for nothing, nothing."""
    if not isinstance(printer, EscPosPrinter):
        return {}
    known = printer.acquaintance
    if known.manner is None:
        return {"detail": known.refusal}
    dialect = known.manner.dialect
    commands = [name for name in ("present", "retract", "eject") if getattr(dialect, name)]
    return {
        "family": dialect.name,
        "title": dialect.title,
        "model": known.manner.model,
        "dots": dialect.dots,
        "proof": known.manner.proof,
        "purge": "DLE DC4 8" if known.manner.purges else "none",
        "recover": "DLE ENQ 2" if dialect.recover else "none",
        "exit": f"seen; {', '.join(commands) or 'no commands'}" if dialect.sees_exit else "not seen",
        "answers_ms": known.took_ms,
        "detail": known.refusal,
    }


def _state(status: PrinterStatus) -> dict[str, object]:
    faults = load_faults()
    conditions = sorted(condition.value for condition in status.conditions)
    return {
        "state": status.state.value,
        "conditions": conditions,
        "remedies": {code: faults[code].remedy for code in conditions},
    }


def _paper(profile: Profile, paper: str, model: str) -> Document:
    """Return the test strip, or the specimen of a receipt: unsigned, for nobody filed anything."""
    now = dt.datetime.now(dt.UTC)
    if paper == "test":
        return printer_test(profile.terminal_id, model, now, profile.region_code)
    return receipt_document(
        SPECIMEN[paper],
        1,
        terminal_id=profile.terminal_id,
        site=profile.site,
        issuer=f"{profile.region_name}政务服务",
        prove=lambda filed, _copy, _now: query_address(filed),
        now=now,
        region=profile.region_code,
    )


def _printed(printer: ReceiptPrinter, strip: Document, facts: dict[str, object], save: str) -> Finding:
    gui = typeset.ensure_gui()
    page: Page = typeset.typeset(strip, typeset.width_for(facts.get("dots")))
    if save:
        Path(save).write_bytes(page_to_png(page))
        facts |= {"saved": save}
    began = time.monotonic()
    outcome = printer.print(page, "probe", lambda _: None)
    del gui
    facts |= {
        "printed": outcome.value,
        "proven": _HOW[outcome],
        "print_ms": round((time.monotonic() - began) * 1000),
        "length_mm": page.length_mm,
    }
    code = "" if outcome is Printed.CONFIRMED else _UNPROVEN
    if outcome is Printed.HELD:
        code = printer.status().code or code
    return Finding(ok=not code, code=code, facts=facts)
