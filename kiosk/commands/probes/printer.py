"""Ask the printer how it is, and have it print a test strip."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from drivers.discovery import open_device
from drivers.printers import typeset
from drivers.printers.document import Document, Foot, KeyValue, Rule, Text, Title
from drivers.types import Printed, PrinterState
from kiosk.commands.probes.request import Finding

if TYPE_CHECKING:
    from config.schema import Profile
    from kiosk.commands.probes.request import Request

__all__ = ["probe"]

_UNPROVEN = "print-unproven"


def probe(profile: Profile, request: Request) -> Finding:
    """Tell the printer's conditions; print a strip where it is ready, and tell whether that was proven."""
    printer = open_device("printers", profile.printer.driver, profile.printer.options)
    try:
        status = printer.status()
        facts: dict[str, object] = {
            "state": status.state.value,
            "conditions": sorted(condition.value for condition in status.conditions),
        }
        if status.state is not PrinterState.READY or not request.print_strip:
            return Finding(ok=not status.code, code=status.code, facts=facts)
        gui = typeset.ensure_gui()
        page = typeset.typeset(_strip(profile))
        outcome = printer.print(page, "probe", lambda _: None)
        del gui
    finally:
        printer.close()
    facts |= {"printed": outcome.value, "length_mm": page.length_mm}
    proven = outcome is Printed.CONFIRMED
    return Finding(ok=proven, code="" if proven else _UNPROVEN, facts=facts)


def _strip(profile: Profile) -> Document:
    now = dt.datetime.now().astimezone()
    return Document(
        (
            Title("打印测试", framed=True),
            KeyValue("终端编号", profile.terminal_id),
            KeyValue("时间", now.strftime("%Y-%m-%d %H:%M:%S")),
            Rule(),
            Text("常用 东国永 生僻 䶮㙓𬭎\n0123456789 ABCDEFG", size=36),
            Rule(dashed=True),
            Foot(("本纸仅供检测打印机，不是办事凭证",)),
        )
    )
