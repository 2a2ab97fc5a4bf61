"""Short lives of a print process and the lab's printer beside them, for whoever wants to cut one off.

Two programs that take one JSON line each time and answer with one: `python -m tests.print_lives lab FAMILY SPEED` is
the printer, `python -m tests.print_lives lives` begins lives, each a fork of a warm interpreter, and kills them after a
time or before the n-th executed line of journal and sender.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import numpy as np

ROOT = Path(__file__).parents[1]
FIELD, BITS = 16, 35  # dots for each bit of what a page says: 24 of the case, 10 of the copy, 1 that is always set
SENDER = (
    "offline_cache/print_journal.py",
    "offline_cache/paper_roll.py",
    "kiosk/printing/",
    "drivers/printers/escpos.py",
    "drivers/printers/conversation.py",
    "drivers/printers/job.py",
    "drivers/printers/line.py",
    "drivers/printers/link.py",
    "drivers/printers/paper_exit.py",
)


def page(case: int, copy: int, rows: int) -> np.ndarray:
    """Dots that say which copy of which case they are, in every row."""
    word = 1 << (BITS - 1) | case << 10 | copy
    dots = np.zeros((rows, 576), bool)
    for bit in range(BITS):
        if word >> bit & 1:
            dots[:, FIELD * bit : FIELD * bit + FIELD // 2] = True
    return dots


def said(png: bytes) -> tuple[int, int, int]:
    """(case, copy, rows) of a piece of paper; -1 where its rows do not all say the same."""
    import cv2

    ink = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_GRAYSCALE) == 0
    if not (ink == ink[0]).all():
        return -1, -1, len(ink)
    word = sum(1 << bit for bit in range(BITS) if ink[0, FIELD * bit])
    return word >> 10 & 0xFFFFFF, word & 0x3FF, len(ink)


class Peer:
    """One of the two programs."""

    def __init__(self, *words: str) -> None:
        command = [sys.executable, "-m", "tests.print_lives", *words]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True, cwd=ROOT
        )

    def ask(self, **question: object):
        """Say one thing and return the answer."""
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(20)


class Verdict:
    """What the papers in the tray, all of them, say together; `rows` is the height of a whole one."""

    def __init__(self, papers: list[list[int]], cases: set[int], rows: int) -> None:
        whole = [(case, copy) for case, copy, height in papers if height == rows]
        self.whole, self.strips = len(whole), len(papers) - len(whole)
        self.garbled = sum(case < 0 for case, _, _ in papers)
        self.lost = len(cases - {case for case, _ in whole})
        self.twice = sum(count > 1 for count in Counter(whole).values())
        self.two_originals = sum(count > 1 for count in Counter(case for case, copy in whole if copy == 1).values())
        self.marked = sum(copy > 1 for _, copy in whole)


def life(store: str, address: str, cases: list[int], rows: int, dialect: str) -> None:
    """One life: put in order what was cut off, and print every case whose receipt is owed."""
    from drivers.printers.escpos import EscPosPrinter
    from drivers.printers.strip import to_page
    from kiosk.printing import PaperMeter, Presenter, PrintService
    from offline_cache.paper_roll import PaperRoll
    from offline_cache.print_journal import PrintJournal
    from offline_cache.store import Store

    opened = Store.open(Path(store))
    journal = PrintJournal(opened)
    printer = EscPosPrinter(address, dialect=dialect, answer_s=0.1)
    service = PrintService(
        printer,
        journal,
        lambda filed, copy: to_page(page(int(filed.case_id), copy, rows)),
        Presenter(printer, journal, told=lambda _: None),
        PaperMeter(PaperRoll(opened), {}),
    )
    service.recover()
    service.status()
    for case in cases:
        job = journal.job(str(case))
        if job is None or not job.given:
            service.print_receipt(SimpleNamespace(case_id=str(case)), lambda share, copy: None)
    printer.close()
    opened.close()


def traced(before: int, lines: list[int]):
    """A tracer that kills this process before the n-th line of journal and sender, and counts them in `lines`."""
    prefixes = tuple(str(ROOT / place) for place in SENDER)

    def line(_frame: object, event: str, _argument: object):
        if event == "line":
            lines[0] += 1
            if lines[0] == before:
                os.kill(os.getpid(), signal.SIGKILL)
        return line

    return lambda frame, _event, _argument: line if frame.f_code.co_filename.startswith(prefixes) else None


def one_life(question: dict) -> dict:
    """Fork a life and see to its end; what it was, and after how many lines it ended by itself."""
    what = (
        question["store"],
        question["address"],
        question["cases"],
        question["rows"],
        question.get("dialect", "epson"),
    )
    reader, writer = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        lines = [0]
        if "line" in question:
            sys.settrace(traced(question["line"], lines))
        life(*what)
        sys.settrace(None)
        os.write(writer, str(lines[0]).encode())
        os._exit(0)
    os.close(writer)
    if "kill_after_s" in question:
        time.sleep(question["kill_after_s"])
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    lines = os.read(reader, 20)
    os.close(reader)
    if status and not os.WIFSIGNALED(status):
        raise SystemExit("a life ended in an error")
    return {"killed": status != 0, "lines": int(lines or 0), "took_s": time.monotonic() - began}


def answer(what: dict) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def serve_lives() -> None:
    """Begin lives on demand; everything they need is loaded once."""
    for name in ("drivers.printers.escpos", "drivers.printers.strip", "kiosk.printing", "offline_cache.store"):
        importlib.import_module(name)
    from drivers.printers.dialect import dialects

    dialects()

    for line in sys.stdin:
        answer(one_life(json.loads(line)))


def serve_lab(family: str, speed_mm_s: float) -> None:
    """Be the printer."""
    from drivers.lab.printer import LabPrinter

    lab = LabPrinter(speed_mm_s=speed_mm_s, family=family, dwell_s=0.005)
    lab.start()
    for line in sys.stdin:
        question = json.loads(line)
        if "do" in question:
            lab.command(question["do"])
        until = time.monotonic() + 10
        while lab.state()["held_bytes"] and time.monotonic() < until:
            time.sleep(0.001)
        papers = [said(paper.png) for paper in lab.papers()] if question.get("papers") else []
        answer({"address": lab.address, "papers": papers, "state": lab.state()})
    lab.stop()


if __name__ == "__main__":
    serve_lab(sys.argv[2], float(sys.argv[3])) if sys.argv[1] == "lab" else serve_lives()
