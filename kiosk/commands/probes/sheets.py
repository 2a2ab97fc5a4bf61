"""Ask the A4 printer how it is, and have it print a test page."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import TYPE_CHECKING

from drivers.discovery import open_device
from drivers.printers import typeset
from drivers.printers.document import Document, KeyValue, Rule, Table, Text, Title
from drivers.sheets import press
from drivers.sheets.ipp import IppPrinter
from drivers.sheets.sheet import Part, Sheet
from drivers.types import Printed, PrinterState
from kiosk.commands.probes.request import Finding

if TYPE_CHECKING:
    from config.schema import Profile
    from kiosk.commands.probes.request import Request

__all__ = ["probe"]

_ABSENT = "sheets-unavailable"


def probe(profile: Profile, request: Request) -> Finding:
    """Tell the printer's conditions and what it takes; print a page where that is asked and it is ready."""
    if profile.sheets is None:
        return Finding(ok=False, code=_ABSENT, facts={"detail": "the profile names no A4 printer; --to asks any"})
    printer = open_device("sheets", profile.sheets.driver, profile.sheets.options)
    try:
        status = printer.status()
        facts: dict[str, object] = {
            "state": status.state.value,
            "conditions": sorted(condition.value for condition in status.conditions),
        }
        if status.state is not PrinterState.UNAVAILABLE and isinstance(printer, IppPrinter):
            facts |= {key: list(words) for key, words in printer.about().items()}
        if status.state is not PrinterState.READY or not request.print_strip:
            return Finding(ok=not status.code, code=status.code, facts=facts)
        gui = typeset.ensure_gui()
        page = press.pdf(_page(profile))
        outcome = printer.print(page, f"kiosk-probe-{secrets.token_hex(6)}", lambda _: None)
        del gui
    finally:
        printer.close()
    facts |= {"printed": outcome.printed.value, "bytes": len(page)}
    return Finding(ok=outcome.printed is Printed.CONFIRMED, code=outcome.code, facts=facts)


def _page(profile: Profile) -> Sheet:
    now = dt.datetime.now().astimezone()
    document = Document(
        (
            Title("打印测试", framed=True),
            KeyValue("终端编号", profile.terminal_id),
            KeyValue("时间", now.strftime("%Y-%m-%d %H:%M:%S")),
            Rule(),
            Text("常用 东国永 生僻 䶮㙓𬭎\n0123456789 ABCDEFG", size=36),
            Table(("序号", "看什么", "应当"), (("1", "四边", "没有缺边"), ("2", "字", "黑而清楚")), (1, 2, 2)),
            Text("本纸仅供检测打印机，不是办事凭证", centred=True),
        )
    )
    foot = f"终端 {profile.terminal_id}　{profile.site}　{now:%Y-%m-%d %H:%M}"
    return Sheet("打印测试", f"{profile.region_name}政务服务", foot, now, (Part(document),))
