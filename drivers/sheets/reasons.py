"""What a printer says of itself, in the conditions the terminal knows (RFC 8011 §5.4.12, PWG 5100.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from drivers.errors import SheetsGarbled
from drivers.types import PASSABLE, Condition, PrinterState, PrinterStatus

if TYPE_CHECKING:
    from drivers.ipp.message import Group

__all__ = ["ASKED", "UNAVAILABLE", "condition_of", "status_of"]

ASKED: Final = ("printer-state", "printer-state-reasons", "printer-is-accepting-jobs")
UNAVAILABLE: Final = PrinterStatus(PrinterState.UNAVAILABLE, absent="sheets-unavailable")
_PROCESSING, _STOPPED, _STATES = 4, 5, (3, 4, 5)

_BLOCKING: Final = {
    "media-empty": Condition.SHEETS_OUT,
    "media-needed": Condition.SHEETS_OUT,
    "media-jam": Condition.SHEETS_JAM,
    "cover-open": Condition.SHEETS_COVER,
    "door-open": Condition.SHEETS_COVER,
    "interlock-open": Condition.SHEETS_COVER,
    "input-tray-missing": Condition.SHEETS_TRAY,
    "output-area-full": Condition.SHEETS_FULL,
    "output-tray-missing": Condition.SHEETS_FULL,
    "toner-empty": Condition.TONER_OUT,
    "marker-supply-empty": Condition.TONER_OUT,
    "paused": Condition.SHEETS_OFFLINE,
    "moving-to-paused": Condition.SHEETS_OFFLINE,
    "shutdown": Condition.SHEETS_OFFLINE,
    "stopping": Condition.SHEETS_OFFLINE,
    "timed-out": Condition.SHEETS_OFFLINE,
    "connecting-to-device": Condition.SHEETS_OFFLINE,
    "deactivated": Condition.SHEETS_OFFLINE,
    "spool-area-full": Condition.SHEETS_ERROR,
    "marker-waste-full": Condition.SHEETS_ERROR,
}
_PASSABLE: Final = {
    "media-low": Condition.SHEETS_LOW,
    "toner-low": Condition.TONER_LOW,
    "marker-supply-low": Condition.TONER_LOW,
}
_SUFFIXES: Final = ("error", "warning", "report")
_ONE_OF_SEVERAL: Final = {"media-empty", "media-needed", "input-tray-missing"}


def condition_of(reason: str, *, several_trays: bool = False) -> Condition | None:
    """Return what a printer-state-reason means, None where it needs nobody.

    What is in the way is in the way whatever severity the printer gives it: some say -warning while a job waits for
    paper. Only with several trays does an empty one below -error leave the others. An unknown -error is SHEETS_ERROR.
    """
    head, _, tail = reason.rpartition("-")
    word, severity = (head, tail) if tail in _SUFFIXES else (reason, "")
    if several_trays and word in _ONE_OF_SEVERAL and severity in {"warning", "report"}:
        return Condition.SHEETS_LOW
    known = _BLOCKING.get(word) or _PASSABLE.get(word)
    return known or (Condition.SHEETS_ERROR if severity == "error" else None)


def status_of(printer: Group, *, several_trays: bool = False) -> PrinterStatus:
    """Return the state in the answer to Get-Printer-Attributes. Raises SheetsGarbled where it tells none."""
    state, reasons = printer.count("printer-state"), printer.words("printer-state-reasons")
    accepting = printer.first("printer-is-accepting-jobs")
    if state not in _STATES or not reasons or not isinstance(accepting, bool):
        raise SheetsGarbled("an answer without the printer's state")
    told = (condition_of(reason, several_trays=several_trays) for reason in reasons)
    found = {condition for condition in told if condition}
    if not accepting:
        found.add(Condition.SHEETS_OFFLINE)
    if state == _STOPPED and not found - PASSABLE:
        found.add(Condition.SHEETS_ERROR)
    if state == _PROCESSING:
        found.add(Condition.BUSY)
    return PrinterStatus(PrinterState.BLOCKED if found - PASSABLE else PrinterState.READY, frozenset(found))
