"""Power goes at any line of the A4 service, its driver, its journal: no paper is lost, none comes out twice unmarked.

Each try is a process that kills itself at the Nth line it executes there, then another that goes on. The printer lives
on, as a printer does. benchmarks/printing_a4.py kills at every line; here it is every 25th.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter

from drivers.lab.sheets import LabSheets
from drivers.sheets.ipp import IppPrinter
from drivers.sheets.ipp_client import IppClient
from drivers.types import Printed
from kiosk.printing.sheets import SheetService, job_name
from offline_cache.print_journal import PrintJournal
from offline_cache.store import Store

WATCHED = ("kiosk/printing/sheets.py", "drivers/sheets/", "offline_cache/print_journal.py")
KEY = "case"


def terminal(folder, address, killed_at):
    """Print one paper in a process of its own; return the signal that ended it, 0 when it came to its end."""
    child = os.fork()
    if child == 0:
        os._exit(work(folder, address, killed_at))
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def work(folder, address, killed_at):
    executed = 0

    def trace(frame, event, _):
        nonlocal executed
        if not any(part in frame.f_code.co_filename for part in WATCHED):
            return None
        if event == "line":
            executed += 1
            if executed == killed_at:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    try:
        store = Store.open(folder)
        journal = PrintJournal(store)
        printer = IppPrinter(IppClient(address), pause=lambda _: None)
        if killed_at:
            sys.settrace(trace)
        journal.recover()
        result = SheetService(printer, journal).print_sheet(KEY, lambda copy: b"%PDF " + bytes([copy]), lambda _: None)
        sys.settrace(None)
        store.close()
        printer.close()
    except BaseException:  # noqa: BLE001 - a child that ends in pytest would report for its parent
        return 1
    return 0 if result.outcome is Printed.CONFIRMED else 1


def kill_and_go_on(folder, killed_at):
    """Return whether the process was killed, and what the printer printed, after a second one went on."""
    lab = LabSheets(seconds=0)
    lab.start()
    killed = terminal(folder, lab.address, killed_at) == signal.SIGKILL
    assert terminal(folder, lab.address, 0) == 0
    names = lab.names()
    lab.stop()
    return killed, names


def test_kill_at_any_line_loses_no_paper_and_gives_no_second_original(tmp_path):
    step, at, kills = 25, 1, 0
    while True:
        killed, names = kill_and_go_on(tmp_path / str(at), at)
        assert names, "the paper is not lost"
        assert max(Counter(names).values()) == 1, "no copy number comes out twice"
        assert set(names) <= {job_name(KEY, 1), job_name(KEY, 2)}
        if not killed:
            break
        kills += 1
        at += step
    assert kills > 10


def test_a_terminal_that_is_not_killed_prints_the_original_alone(tmp_path):
    assert kill_and_go_on(tmp_path, 0) == (False, [job_name(KEY, 1)])
