"""A terminal and an office that are reached by hand, both killed in the middle of whatever they do; and the judgement.

Each work runs for ever in a child until SIGKILL, so that the kill falls into the middle of it.
"""

from __future__ import annotations

import os
import random
import select
import signal

from drop_kit import Office, carrying
from platform_kit import NOW, Terminal, finished_run

from offline_cache.outbox import Outbox

__all__ = ["Story", "killed"]


def killed(work, patience_s):
    """Do `work(tell)` in a child until it is killed, `patience_s` after it is ready; return what it told."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work(lambda line: os.write(write, f"{line}\n".encode()))
        finally:
            os._exit(1)
    os.close(write)
    with os.fdopen(read) as told:
        assert told.readline() == "ready\n"
        select.select([], [], [], patience_s)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return [line for line in told.read().split("\n")[:-1] if line]


class Story:
    """Everything lies in `place`; `kills` counts; `filed` are the cases that somebody was told of."""

    def __init__(self, place, seed):
        self.place, self.office, self.rng = place, Office(place / "office"), random.Random(seed)
        self.kills, self.filed, self.sticks = 0, [], []
        self.terminal.close()

    @property
    def terminal(self):
        return Terminal(self.place / "terminal", "K0555")

    def round(self):
        """File, carry out, take in at the office, carry back, take in: each killed in the middle."""
        stick = self.place / f"stick-{len(self.sticks)}"
        stick.mkdir()
        self.sticks.append(stick)
        self.filed += self._kill(self._file)
        self._kill(lambda tell: self._carry(tell, lambda drop: drop.export(stick, NOW)))
        self._kill(lambda tell: self._office(tell, "import", stick))
        self._kill(lambda tell: self._office(tell, "export", stick))
        self._kill(lambda tell: self._carry(tell, lambda drop: list(drop.take(stick, NOW))))

    def settle(self):
        """Without kills: all sticks once more in any order, then trips until everything is answered."""
        terminal = self.terminal
        Outbox(terminal.store()).sweep()
        drop = carrying(terminal, self.office)
        for stick in self.rng.sample(self.sticks, len(self.sticks)):
            self.office.carry("import", stick)
            list(drop.take(stick, NOW))
        for _ in range(3):
            drop.export(self.sticks[0], NOW)
            for act in ("import", "export"):
                self.office.carry(act, self.sticks[0])
            list(drop.take(self.sticks[0], NOW))
        return terminal

    def judge(self):
        """Return {what: how many} of everything that is not as it must be; nothing when all is well."""
        terminal = self.settle()
        store, cases = terminal.store(), self.office.cases()
        rows = {row["case_id"]: row for row in store.rows("SELECT * FROM outbox ORDER BY seq")}
        wrong = {
            "lost": sum(case_id not in cases for case_id in self.filed),
            "never filed": sum(case_id not in rows for case_id in cases),
            "doubled": len(cases) - len({case["server_no"] for case in cases.values()}),
            "unsettled": sum(row["state"] != "accepted" for row in rows.values()),
            "another number": sum(
                cases[name]["server_no"] not in row["answer"] for name, row in rows.items() if name in cases
            ),
            "gaps": len(rows) - max((row["seq"] for row in rows.values()), default=0),
            "left behind": len(list(self.sticks[0].glob(".K0555.*.part")))
            + len(list((store.folder / "blobs").glob("*/*"))),
        }
        terminal.close()
        return {name: count for name, count in wrong.items() if count}

    def _kill(self, work):
        self.kills += 1
        return killed(work, self.rng.uniform(0.0, 0.25))

    def _file(self, tell):
        desk, run = self.terminal.desk(self.office.seal_key), finished_run()
        tell("ready")
        while True:
            tell(desk.file(run, NOW).case_id)

    def _carry(self, tell, work):
        drop = carrying(self.terminal, self.office)
        tell("ready")
        while True:
            work(drop)

    def _office(self, tell, act, stick):
        tell("ready")
        while True:
            self.office.carry(act, stick)
