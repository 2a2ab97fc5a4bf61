"""Bar 5: from the order to the first dots on the wire, and how long the interface is kept waiting meanwhile.

The real print desk with its process, on a main loop of this benchmark's own, and the lab's printer behind a relay that
notes when the first raster of a job passes. Every message is handled by the loop and timed; a page is also made the
picture that the glass shows. In between the loop wakes up each millisecond, to see how late it comes: that includes
what the machine itself is late. Bar 4: a fault is known in time without being asked for.
"""

from __future__ import annotations

import contextlib
import dataclasses
import queue
import socket
import tempfile
import threading
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Self

from benchmarks.figures import at_most, median_and_worst, seen
from benchmarks.printing_soak import FILED
from config.load import load_profile
from kiosk.app.print_desk import PrintDesk
from kiosk.domain.errands import PrintReceipt
from kiosk.domain.reports import PrintEnded, PrinterChanged
from tests.print_lives import Peer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.figures import Figure
    from drivers.types import Page
    from kiosk.domain.reports import Report

__all__ = ["figures"]

_ROUNDS, _QUICK_ROUNDS = 40, 8
_FIRST_BYTE_MS, _BLOCKED_MS, _FAULT_MS = 100.0, 16.0, 1000.0
_RASTER = b"\x1dv0"
_TURN_S = 0.001
_PATIENCE_S = 30.0
_FAULTS = ("paper-out", "cover-open", "cutter", "head-hot")


def figures(*, quick: bool) -> Iterator[Figure]:
    """Print receipts one after the other, each by a process that has just been replaced."""
    rounds = _QUICK_ROUNDS if quick else _ROUNDS
    with tempfile.TemporaryDirectory() as folder, Peer("lab", "epson", "150") as lab, _Relay() as relay:
        relay.forward(lab.ask()["address"])
        hall = _Hall(relay.address, Path(folder))
        hall.until(_well)
        first, whole = [], []
        for number in range(rounds):
            ordered = hall.print(number)
            ended = hall.until(lambda report: isinstance(report, PrintEnded))
            if ended.outcome != "confirmed":
                raise SystemExit(f"not printed: {ended.outcome} {ended.code}")
            whole.append((time.monotonic() - ordered) * 1000)
            first.append((relay.first_raster_after(ordered) - ordered) * 1000)
            hall.desk.forget()
            hall.until(_well)
        yield from median_and_worst("order to first dots on the wire", first, _FIRST_BYTE_MS)
        yield from median_and_worst("order to proof of printing, 150 mm/s", whole)
        yield at_most(
            "longest work of one message on the main loop", round(max(hall.worked) * 1000, 2), _BLOCKED_MS, "ms"
        )
        late = sorted(hall.late)
        note = f"of {len(late):,} turns; 99.9 % within {late[int(len(late) * 0.999)] * 1000:.1f} ms"
        yield seen("latest turn of the main loop", round(late[-1] * 1000, 2), "ms", note)
        yield from _faults(hall, lab)
        hall.desk.close()


def _faults(hall: _Hall, lab: Peer) -> Iterator[Figure]:
    told = []
    for fault in _FAULTS:
        began = time.monotonic()
        lab.ask(do=[fault])
        hall.until(lambda report: isinstance(report, PrinterChanged) and report.code)
        told.append((time.monotonic() - began) * 1000)
        lab.ask(do=["mend"])
        hall.until(_well)
    yield from median_and_worst("a fault to its report", told, _FAULT_MS)


def _well(report: Report) -> bool:
    return isinstance(report, PrinterChanged) and not report.code


class _Hall:
    """A main loop that is timed."""

    def __init__(self, address: str, folder: Path) -> None:
        self._posted: queue.Queue[Callable[[], None]] = queue.Queue()
        self._reports: list[Report] = []
        self.worked: list[float] = []
        self.late: list[float] = []
        profile = load_profile("demo", {"printer.address": address})
        self.desk = PrintDesk(profile, folder, self._posted.put, self._reports.append, _shown)

    def print(self, number: int) -> float:
        """Order a receipt; when that was."""
        filed = dataclasses.replace(FILED, case_id=str(uuid.UUID(int=number + 1, version=4)))
        began = time.monotonic()
        self.desk.receipt(PrintReceipt(number, filed))
        self.worked.append(time.monotonic() - began)
        return began

    def until(self, wanted: Callable[[Report], object]) -> Report:
        """Turn until a report fits."""
        until = time.monotonic() + _PATIENCE_S
        self._reports.clear()
        while time.monotonic() < until:
            asleep = time.monotonic()
            work = None
            with contextlib.suppress(queue.Empty):
                work = self._posted.get(timeout=_TURN_S)
            began = time.monotonic()
            self.late.append(max(0.0, began - asleep - _TURN_S))
            if work is not None:
                work()
                self.worked.append(time.monotonic() - began)
            for report in self._reports:
                if wanted(report):
                    return report
        raise SystemExit("nothing was reported")


def _shown(page: Page) -> None:
    """Make of the page what the glass makes of it."""
    from PySide6.QtGui import QImage  # noqa: PLC0415 - once, like the glass

    image = QImage(page.bits, page.width, page.height, page.width // 8, QImage.Format.Format_Mono)
    image.convertToFormat(QImage.Format.Format_RGB32)


class _Relay:
    """Stands in the line to the printer and notes when rasters pass."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"tcp://127.0.0.1:{self._listener.getsockname()[1]}"
        self._seen: list[float] = []
        self._to = ("127.0.0.1", 0)

    def forward(self, address: str) -> None:
        """Begin to forward to the printer."""
        host, port = address.removeprefix("tcp://").split(":")
        self._to = (host, int(port))
        threading.Thread(target=self._serve, daemon=True).start()

    def first_raster_after(self, moment: float) -> float:
        """Return when the first raster after this moment passed."""
        return min(at for at in self._seen if at >= moment)

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(self._to)
                for end in (near, far):
                    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self._pass, args=(far, near, False), daemon=True).start()
                self._pass(near, far, True)  # noqa: FBT003 - whether it is watched
                far.close()
                near.close()

    def _pass(self, source: socket.socket, drain: socket.socket, watched: bool) -> None:  # noqa: FBT001 - see above
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if watched and _RASTER in data:
                    self._seen.append(time.monotonic())
                drain.sendall(data)
            drain.shutdown(socket.SHUT_WR)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()
