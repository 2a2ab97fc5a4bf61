"""Bar 5: pcscd killed and restarted, and the card process beside it; also how soon a process starts and is renewed.

Moments are taken where the lane hears the message, not where a main loop gets round to it. Figures beside the bar:
the start of a card process, and its renewal at the end of a visit, each to the first word of the new one.
"""

from __future__ import annotations

import os
import queue
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.figures import Figure, median_and_worst
from drivers.lab.pcscd import PcscdService
from drivers.lab.vpcd import READER
from drivers.readers.worker import serve
from kiosk.runtime.process_lane import ProcessLane

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["figures"]

_NOTICED_MS, _BACK_MS, _LONG_OUTAGE_S = 50.0, 1000.0, 5.0
_CYCLES, _QUICK_CYCLES = 100, 10
_RENEWALS = 10
_ANY_S = 30.0
_NEIGHBOURS_S = 120.0


class _CardProcess:
    """A card process and the moment of each thing it says."""

    def __init__(self) -> None:
        self._heard: queue.SimpleQueue[tuple[float, tuple[Any, ...]]] = queue.SimpleQueue()
        self.started = time.monotonic()
        self.lane = ProcessLane(
            "card",
            lambda call: call(),
            serve,
            ("pcsc", {"name": READER}),
            heard=lambda message: self._heard.put((time.monotonic(), message)),
            died=lambda: self._heard.put((time.monotonic(), ("died",))),
            disposable=True,
        )

    def hear(self, kind: str) -> float:
        """Return when the next message of this kind came. Raises queue.Empty."""
        while True:
            moment, message = self._heard.get(timeout=_ANY_S)
            if message[0] == kind:
                return moment

    @property
    def pid(self) -> int:
        """The process's number."""
        children = Path(f"/proc/{os.getpid()}/task/{self.lane._thread.native_id}/children")  # noqa: SLF001
        return int(children.read_text("ascii"))


def figures(*, quick: bool) -> Iterator[Figure]:
    """Kill (and every tenth time end) the service again and again; one more outage is long."""
    cycles = _QUICK_CYCLES if quick else _CYCLES
    service = PcscdService()
    service.start(_NEIGHBOURS_S)
    process = _CardProcess()
    try:
        yield from median_and_worst(
            "process started, to its first word", _ms([process.hear("absent") - process.started])
        )
        yield from _renewals(process)
        noticed, back = [], []
        before: tuple[int, ...] = ()
        for cycle in range(cycles + 1):
            began = time.monotonic()
            service.halt(kill=cycle % 10 != 9)
            noticed.append(process.hear("unavailable") - began)
            if cycle == cycles:
                threading.Event().wait(_LONG_OUTAGE_S)
            service.start()
            began = time.monotonic()
            back.append(process.hear("absent") - began)
            before = before or _holdings(process.pid)
        left_over = [now - then for now, then in zip(_holdings(process.pid), before, strict=True)]
        yield from median_and_worst("dead service noticed", _ms(noticed[1:]), _NOTICED_MS)
        yield from median_and_worst("back after its restart", _ms(back[1:]), _BACK_MS)
        yield from median_and_worst(f"back after {_LONG_OUTAGE_S:g} s without it", _ms(back[-1:]), _BACK_MS)
        yield Figure(
            name=f"files, threads and processes left over after {cycles} cycles",
            value=sum(map(abs, left_over)),
            bar="0",
            passed=not any(left_over),
        )
    finally:
        process.lane.stop()
        service.stop()


def _renewals(process: _CardProcess) -> Iterator[Figure]:
    moments = []
    for _ in range(_RENEWALS):
        began = time.monotonic()
        process.lane.renew()
        moments.append(process.hear("absent") - began)
    yield from median_and_worst("process renewed, to its first word", _ms(moments))


def _ms(moments: list[float]) -> list[float]:
    return [moment * 1000 for moment in moments]


def _holdings(pid: int) -> tuple[int, ...]:
    """Count what could leak: files and threads of the card process and of this one, card processes, services."""
    mine = os.getpid()
    files = [len(list(Path(f"/proc/{who}/fd").iterdir())) for who in (pid, mine)]
    threads = [len(list(Path(f"/proc/{who}/task").iterdir())) for who in (pid, mine)]
    return (*files, *threads, pid, sum(map(_is_service, Path("/proc").glob("[0-9]*/comm"))))


def _is_service(comm: Path) -> bool:
    try:
        return comm.read_text("ascii").strip() == "pcscd"
    except OSError:
        return False
