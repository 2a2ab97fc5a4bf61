"""Bar 5 with a card in: pcscd killed (SIGKILL and SIGTERM in turn) and restarted under a card process that has a card.

Noticed: from the signal to the parent's message. Back: from the order to start pcscd to the parent's word of the card
that lies there all the time. What leaks shows as growth between the second round and the last: threads, open files,
processes and memory of parent and card process, threads (one a client) and open files of the newest pcscd. The card is
read every tenth time. `cards_service` does the same without a card.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.cards_bench import key, trust
from benchmarks.cards_hand import hand
from benchmarks.cards_terminal import Terminal, children, files_of, threads_of
from benchmarks.figures import Figure, at_most, median_and_worst, seen
from drivers.lab.people import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.cards_hand import Hand

__all__ = ["figures"]

_ROUNDS, _QUICK_ROUNDS = 100, 6
_EVERY = 10
_NOTICED_MS, _BACK_MS, _GROWN_MB = 50.0, 1000.0, 1.0
_LABEL, _WHO = "shebao2", PEOPLE[0]


def figures(*, quick: bool) -> Iterator[Figure]:
    """Kill, start, look, and read every tenth time."""
    rounds = _QUICK_ROUNDS if quick else _ROUNDS
    noticed: dict[bool, list[float]] = {True: [], False: []}
    back: list[float] = []
    unreadable = 0
    before: dict[str, float] = {}
    with hand() as lab, Terminal(trust()) as terminal:
        if not lab.do("owned"):
            yield seen("pcscd", "runs already and is not ours to kill: stop it first")
            return
        terminal.hear("absent")
        lab.do("insert", _LABEL, _WHO.key)
        terminal.hear("present")
        for turn in range(rounds):
            kill = turn % 2 == 0
            signalled = lab.do("halt", kill=kill)
            noticed[kill].append((terminal.hear("unavailable")[0] - signalled) * 1000)
            asked = lab.do("revive")
            back.append((terminal.hear("present")[0] - asked) * 1000)
            if turn == 1:
                _reads(terminal)
                before = _held(lab, terminal)
            elif turn % _EVERY == _EVERY - 1 or turn == rounds - 1:
                unreadable += not _reads(terminal)
        after = _held(lab, terminal)
    yield from median_and_worst("noticed after kill -9, a card in", noticed[True], _NOTICED_MS)
    yield from median_and_worst("noticed after SIGTERM, a card in", noticed[False], _NOTICED_MS)
    yield from median_and_worst("card back after the order to start", back, _BACK_MS)
    yield at_most("readings that failed after a restart", unreadable, 0, note=f"every {_EVERY}th time")
    for what, held in after.items():
        bar = _GROWN_MB if what.endswith("MB") else 0
        yield at_most(f"grown: {what}", round(held - before[what], 2), bar, note=f"{before[what]:g} -> {held:g}")


def _reads(terminal: Terminal) -> bool:
    terminal.read(key(_LABEL, _WHO))
    return bool(terminal.hear("reading", "failed", "died")[1][0] == "reading")


def _held(lab: Hand, terminal: Terminal) -> dict[str, float]:
    """Count what the processes hold now, a moment after everything has settled."""
    time.sleep(0.3)
    worker, service, parent = terminal.worker(), lab.do("pcscd"), os.getpid()
    return {
        "threads of the card process": threads_of(worker),
        "files of the card process": files_of(worker),
        "memory of the card process, MB": _memory_mb(worker),
        "threads of the parent": threads_of(parent),
        "files of the parent": files_of(parent),
        "children of the parent": len(children(parent)),
        "threads of pcscd (one a client)": threads_of(service),
        "files of pcscd": files_of(service),
    }


def _memory_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return round(int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024, 2)
