"""Bar 7, first half: what a card process with nothing to do costs in ten seconds.

Wake-ups are its context switches of both kinds, CPU is what the scheduler counted for all of its threads. The baseline
is a bare PC/SC monitor: one process in one blocking SCardGetStatusChange, in the same ten seconds.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.cards_bench import trust
from benchmarks.cards_hand import hand
from benchmarks.cards_terminal import Terminal
from benchmarks.figures import at_most, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.figures import Figure

__all__ = ["figures"]

_WINDOW_S, _SETTLED_S = 10.0, 3.0
_MOST_WAKES, _MOST_MS = 1, 1.0
_BARE = """
from smartcard import scard
context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)[1]
readers = scard.SCardListReaders(context, [])[1]
state = [(name, scard.SCARD_STATE_UNAWARE) for name in readers]
state = [(name, flags) for name, flags, atr in scard.SCardGetStatusChange(context, 0, state)[1]]
print("watching", flush=True)
scard.SCardGetStatusChange(context, 60_000, state)
"""


def figures(*, quick: bool) -> Iterator[Figure]:
    """Watch both for ten seconds, then again with a card in, which is only told."""
    windows = 1 if quick else 3
    with hand() as lab, Terminal(trust()) as terminal:
        terminal.hear("absent")
        with subprocess.Popen([sys.executable, "-c", _BARE], stdout=subprocess.PIPE) as bare:
            bare.stdout.readline()  # type: ignore[union-attr]
            terminal.turn_for(_SETTLED_S)
            for _ in range(windows):
                (wakes, spent_ms), (bare_wakes, bare_ms) = _over(terminal, terminal.worker(), bare.pid)
                note = f"bare monitor: {bare_wakes} wake-ups, {bare_ms:.2f} ms"
                yield at_most("wake-ups of the idle card process in 10 s", wakes, _MOST_WAKES, note=note)
                yield at_most("CPU of the idle card process in 10 s", round(spent_ms, 2), _MOST_MS, "ms")
            bare.kill()
        lab.do("insert", "shebao2", "zhao")
        terminal.hear("present")
        terminal.turn_for(_SETTLED_S)
        ((wakes, spent_ms),) = _over(terminal, terminal.worker())
        yield seen("wake-ups with a card in, in 10 s", wakes)
        yield seen("CPU with a card in, in 10 s", round(spent_ms, 2), "ms")


def _over(terminal: Terminal, *pids: int) -> list[tuple[int, float]]:
    """Return for each process how often it woke in the window, and the milliseconds that it ran."""
    before = [_woken_and_run(pid) for pid in pids]
    terminal.turn_for(_WINDOW_S)
    after = [_woken_and_run(pid) for pid in pids]
    return [(now[0] - then[0], now[1] - then[1]) for now, then in zip(after, before, strict=True)]


def _woken_and_run(pid: int) -> tuple[int, float]:
    switches, run_ms = 0, 0.0
    for task in Path(f"/proc/{pid}/task").iterdir():
        lines = (task / "status").read_text("ascii").splitlines()
        switches += sum(int(line.split()[1]) for line in lines if "ctxt_switches" in line)
        run_ms += int((task / "schedstat").read_text("ascii").split()[0]) / 1e6
    return switches, run_ms
