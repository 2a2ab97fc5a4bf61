"""The A4 driver before a judge that is not ours: Debian's ippeveprinter. Skipped, loudly, where it cannot run."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pytest

from drivers.lab.ippeve import IppEve, missing
from drivers.printers.document import Document, KeyValue, Title
from drivers.sheets import press
from drivers.sheets.ipp import IppPrinter
from drivers.sheets.ipp_client import IppClient
from drivers.sheets.sheet import Part, Sheet
from drivers.types import Condition, Printed, SheetOutcome

LACKING = missing()
pytestmark = pytest.mark.skipif(
    bool(LACKING), reason=f"THE A4 DRIVER IS NOT JUDGED BY ippeveprinter HERE: {', '.join(LACKING)} missing"
)


@pytest.fixture(scope="module")
def judge():
    with tempfile.TemporaryDirectory(prefix="eve-") as folder, IppEve(Path(folder)) as judge:
        yield judge


@pytest.fixture
def printer(judge):
    printer = IppPrinter(IppClient(judge.address), wait_s=20)
    yield printer
    judge.fault("")
    printer.close()


@pytest.fixture
def paper(qapp):
    del qapp
    document = Document((Title("受理通知书"), KeyValue("申请人", "赵**")))
    made = dt.datetime(2026, 11, 25, 10, 30, tzinfo=dt.UTC)
    return press.pdf(Sheet("受理通知书", "示范市政务服务", "终端 K0007", made, (Part(document),)))


def test_a_paper_arrives_byte_for_byte_and_once(judge, printer, paper):
    before = len(judge.sheets())
    assert printer.print(paper, "kiosk-whole-1", lambda _: None) == SheetOutcome(Printed.CONFIRMED)
    assert printer.print(paper, "kiosk-whole-1", lambda _: None) == SheetOutcome(Printed.CONFIRMED)
    assert judge.sheets()[before:] == [paper]


@pytest.mark.parametrize(
    ("reason", "condition"), [("media-empty-error", Condition.SHEETS_OUT), ("media-jam-error", Condition.SHEETS_JAM)]
)
def test_what_stops_a_job_is_told_and_the_job_goes_on_when_it_is_mended(judge, printer, paper, reason, condition):
    before = len(judge.sheets())
    judge.fault(reason)
    heard = []

    def watch(status):
        heard.append(status.conditions)
        if condition in status.conditions:
            judge.fault("")

    assert printer.print(paper, f"kiosk-{reason}-1", watch) == SheetOutcome(Printed.CONFIRMED)
    assert any(condition in conditions for conditions in heard)
    assert judge.sheets()[before:] == [paper]


def test_a_printer_that_was_switched_off_proves_nothing(judge, paper):
    printer = IppPrinter(IppClient(judge.address))
    assert printer.print(paper, "kiosk-gone-1", lambda _: None).printed is Printed.CONFIRMED
    assert printer.trace("kiosk-gone-1", lambda _: None).printed is Printed.CONFIRMED
    printer.close()
    judge.restart()
    after = IppPrinter(IppClient(judge.address))
    assert after.trace("kiosk-gone-1", lambda _: None) == SheetOutcome(Printed.UNKNOWN, "sheets-unproven")
    after.close()
