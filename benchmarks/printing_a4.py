"""Bar 7, A4: what Debian's ippeveprinter receives, how soon a stop is told, and what a killed terminal leaves behind.

The judge is not ours; where it cannot run, its figures say so and fail. Kills go to a child process at every Nth line
that it executes in the A4 service, its driver and the journal; then a second process goes on with the same folder.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import Figure, at_most, seen, tell
from drivers.lab.ippeve import IppEve, missing
from drivers.lab.sheets import LabSheets
from drivers.printers.document import BigDate, CodeBlock, Document, KeyValue, Numbered, Stamp, Table, Text, Title
from drivers.printers.typeset import ensure_gui
from drivers.sheets import press
from drivers.sheets.ipp import IppPrinter
from drivers.sheets.ipp_client import IppClient
from drivers.sheets.sheet import Part, Sheet
from drivers.types import Condition, Printed
from kiosk.printing.sheets import SheetService
from offline_cache.print_journal import PrintJournal
from offline_cache.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from drivers.types import PrinterStatus

__all__ = ["figures"]

_WATCHED = ("kiosk/printing/sheets.py", "drivers/sheets/", "offline_cache/print_journal.py")
_KEY = "case"
_MOST_LINES = 700  # a slow printer is asked again and again: further lines are the same ones
_FAULTS = (("media-empty", Condition.SHEETS_OUT), ("media-jam", Condition.SHEETS_JAM))


def figures(*, quick: bool) -> Iterator[Figure]:
    """Compose, print, stop and kill."""
    gui = ensure_gui()
    yield from _compose(5 if quick else 30)
    with tempfile.TemporaryDirectory(prefix="a4-") as folder:
        yield from _kills("our printer", LabSheets(seconds=0), Path(folder) / "lab", 40 if quick else 1)
        lacking = missing()
        if lacking:
            yield Figure(name="ippeveprinter", value=f"missing: {', '.join(lacking)}", bar="runs", passed=False)
        else:
            with IppEve(Path(folder)) as judge:
                yield from _whole(judge, 3 if quick else 25)
                yield from _stops(judge, 2 if quick else 10)
                yield from _kills("ippeveprinter", judge, Path(folder) / "judge", 60 if quick else 5)
    del gui


def _paper(number: int) -> Sheet:
    rows = tuple((str(row), "居民户口簿首页及本人页复印件", "到窗口，或在自助终端补交") for row in range(number % 40))
    made = dt.datetime(2026, 11, 25, 10, 30, number % 60, tzinfo=dt.UTC)
    document = Document(
        (
            Title("容缺受理通知书"),
            KeyValue("申请人", "赵*兰"),
            Text("主要材料齐全，先行受理。还缺下列材料。"),
            Table(("序号", "材料", "怎么补"), rows, (1, 3, 4)),
            BigDate(dt.date(2026, 12, 9)),
            Numbered(("收到短信后带齐材料", "逾期没有补齐的，这次申请退回")),
            CodeBlock("https://zwfw.example/q#" + "0123456789" * 16, "扫码看进度", "查询码", "ABCD2345"),
            Stamp(("示范区民政局", "自助终端打印")),
        )
    )
    labels = ("第一联　申请人留存", "第二联　受理部门归档")
    return Sheet("容缺受理通知书", "示范市政务服务", "终端 K0007", made, tuple(Part(document, one) for one in labels))


def _compose(rounds: int) -> Iterator[Figure]:
    press.pdf(_paper(3))
    times, sizes = [], []
    for _ in range(rounds):
        began = time.perf_counter()
        sizes.append(len(press.pdf(_paper(3))))
        times.append((time.perf_counter() - began) * 1000)
    note = f"worst {max(times):.0f} ms, {sizes[0]} bytes"
    yield seen("A4 notice in two copies to PDF, warm, median", round(statistics.median(times), 1), "ms", note)
    same = len({press.pdf(_paper(3)) for _ in range(3)})
    yield at_most("different files of one paper", same, 1)


def _whole(judge: IppEve, papers: int) -> Iterator[Figure]:
    """Print papers of one to several pages and compare what arrived."""
    printer = IppPrinter(IppClient(judge.address))
    sent = [press.pdf(_paper(number)) for number in range(papers)]
    before = len(judge.sheets())
    proven = [printer.print(pdf, f"kiosk-whole-{n}", lambda _: None).printed for n, pdf in enumerate(sent)]
    printer.close()
    wrong = sum(one != other for one, other in zip(sent, judge.sheets()[before:], strict=True))
    note = f"{papers} papers, {proven.count(Printed.CONFIRMED)} confirmed"
    yield at_most("PDFs that differ at ippeveprinter", wrong, 0, note=note)


def _stops(judge: IppEve, rounds: int) -> Iterator[Figure]:
    """Time from the start of a job that cannot print to the word that says why."""
    printer = IppPrinter(IppClient(judge.address))
    for reason, condition in _FAULTS:
        told = [_until_told(judge, printer, reason, condition, number) for number in range(rounds)]
        note = f"median {statistics.median(told):.2f} s of {rounds}"
        yield at_most(f"{reason} told, worst", round(max(told), 2), 1.0, "s", note)
    printer.close()


def _until_told(judge: IppEve, printer: IppPrinter, reason: str, condition: Condition, number: int) -> float:
    began, told = time.perf_counter(), []

    def watch(status: PrinterStatus) -> None:
        if condition in status.conditions:
            told.append(time.perf_counter() - began)
            judge.fault("")

    judge.fault(f"{reason}-error")
    printer.print(b"%PDF-1.4", f"kiosk-{reason}-{number}", watch)
    return told[0] if told else float("inf")


def _kills(name: str, tray: LabSheets | IppEve, folder: Path, step: int) -> Iterator[Figure]:
    """Kill at every `step`-th line, go on, and count what came out."""
    kills = lost = twice = reprints = 0
    at = 1
    with _running(tray):
        while True:
            before = len(tray.sheets())
            home = folder / str(at)
            killed = _terminal(home, tray.address, at, f"{_KEY}-{at}") == signal.SIGKILL
            _terminal(home, tray.address, 0, f"{_KEY}-{at}")
            out = tray.sheets()[before:]
            lost += not out
            twice += max(Counter(out).values(), default=0) > 1
            reprints += len(out) > 1
            kills += killed
            at += step
            if not killed or at > _MOST_LINES:
                break
    note = f"{kills} kills at every {step}. line, {reprints} marked reprints beside their original"
    yield at_most(f"papers lost at {name}", lost, 0, note=note)
    yield at_most(f"copy numbers out twice at {name}", twice, 0, note=note)


@contextmanager
def _running(tray: LabSheets | IppEve) -> Iterator[None]:
    if isinstance(tray, LabSheets):
        tray.start()
    try:
        yield
    finally:
        if isinstance(tray, LabSheets):
            tray.stop()


def _terminal(folder: Path, address: str, killed_at: int, key: str) -> int:
    child = os.fork()
    if child == 0:
        try:
            _print(folder, address, killed_at, key)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def _print(folder: Path, address: str, killed_at: int, key: str) -> None:
    executed = 0

    def trace(frame: FrameType, event: str, _: object) -> object:
        nonlocal executed
        if not any(part in frame.f_code.co_filename for part in _WATCHED):
            return None
        if event == "line":
            executed += 1
            if executed == killed_at:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    store = Store.open(folder)
    journal = PrintJournal(store)
    printer = IppPrinter(IppClient(address), pause=lambda _: time.sleep(0.01))
    if killed_at:
        sys.settrace(trace)
    journal.recover()
    SheetService(printer, journal).print_sheet(key, lambda copy: f"%PDF {key} {copy}".encode(), lambda _: None)
    sys.settrace(None)
    store.close()
    printer.close()


if __name__ == "__main__":
    sys.exit(bool(tell(figures(quick="--quick" in sys.argv), as_json="--json" in sys.argv)))
