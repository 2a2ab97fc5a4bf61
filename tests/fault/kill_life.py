"""One life of a terminal in the kill bench: it files, delivers and rates at once, until somebody kills it.

Every line it writes to its pipe was written after the call it tells of had returned: that is the printed receipt.
The clock is a simulated one, given to every call; a life begins two hours after the one before it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import random
import threading
from dataclasses import replace
from functools import cache

from platform_kit import NOW, Terminal, finished_run, person

from kiosk.domain.case import Captured, Promise
from kiosk.runtime.crew import Crew
from kiosk.sync.courier import Courier
from offline_cache.checkup import examine
from offline_cache.dead_letters import DeadLetters
from offline_cache.outbox import Outbox

BACKLOG, HANDS = 200, 4
STEP_S, IDLE_S = 300, 20
LIFE_S = 7200
ODDS = ((0.88, 0), (0.985, 2_000), (1.0, 300_000))
"""Which share of the cases has how many bytes of pages, about."""
NEVER = 20_000


def citizen(terminal, number):
    """Return an ID number that nobody else in the bench has."""
    body = f"{999001 + terminal}{1930 + number // 360_000 % 70}{number // 30_000 % 12 + 1:02}"
    body += f"{number // 1000 % 28 + 1:02}{number % 1000:03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


@cache
def finished():
    return finished_run()


def unique_run(terminal, number):
    """Return a finished run whose person and pages exist once."""
    rng = random.Random(f"{terminal}:{number}")
    drawn, size = rng.random(), 0
    for share, most in ODDS:
        if drawn < share:
            size = rng.randrange(most // 7, most) if most else 0
            break
    run = replace(finished(), identity=person(number=citizen(terminal, number)))
    if size:
        page = Captured("M-RESIDE", b"\xff\xd8" + rng.randbytes(size), 1240, 1754, NOW)
        png = b"\x89PNG" + rng.randbytes(900)
        return replace(run, captured=(page,), signature=replace(run.signature, png=png))
    promise = Promise(("M-PHOTO", "M-RESIDE"), 5, dt.date(2026, 11, 27))
    return replace(run, captured=(), signature=None, promise=promise)


def digests(run):
    """Return what the platform must have opened of a run's pictures, sorted."""
    files = [page.jpeg for page in run.captured] + ([run.signature.png] if run.signature else [])
    return sorted(hashlib.sha256(body).hexdigest() for body in files)


def hand_in(desk, run, now, tell):
    """File, and only then print."""
    tell(desk.file(run, now))


class Life:
    """`pipe` is where it tells; `number` counts this terminal's lives."""

    def __init__(self, folder, index, url, seal_key, *, number, pipe):
        self.terminal_id = f"K{index:04d}"
        self.folder, self.index, self.url, self.seal_key = folder, index, url, seal_key
        self.number, self.pipe = number, pipe
        self.rng = random.Random(f"{index}:{number}")
        self.over = threading.Event()
        self.passed_s = number * LIFE_S

    def now(self):
        return NOW + dt.timedelta(seconds=self.passed_s)

    def tell(self, what, **facts):
        if self.pipe is None:  # at the end nobody listens any more: what is stuck is in what it leaves
            return
        os.write(self.pipe, (json.dumps({"t": what, **facts}) + "\n").encode())

    def live(self):
        """File and deliver until killed."""
        courier = threading.Thread(target=self._guarded, args=(self._deliver,), daemon=True)
        courier.start()
        self._guarded(self._file)

    def _guarded(self, lane):
        while True:
            try:
                lane()
            except Exception as error:  # noqa: BLE001 - told; the terminal goes on as its lanes do
                self.tell("error", lane=lane.__name__, kind=type(error).__name__, text=str(error)[:200])
                self.over.wait(0.05)
            else:
                return

    def _file(self):
        terminal = Terminal(self.folder, self.terminal_id)
        desk, store = terminal.desk(self.seal_key), terminal.store()
        outbox = Outbox(store)
        outbox.sweep()
        outbox.purge(_ms(self.now()))
        self.tell("ready", quarantined=store.quarantined)
        self._technician(store)
        for turn in range(1_000_000):
            run_number = self.number * 10_000 + turn
            run = unique_run(self.index, run_number)

            def tell(filed, run=run):
                facts = {"case_id": filed.case_id, "receipt_no": filed.receipt_no, "query_code": filed.query_code}
                self.tell("filed", **facts, number=run.identity.number, files=digests(run))
                self.last = filed.case_id

            hand_in(desk, run, self.now(), tell)
            if self.rng.random() < 0.1:
                desk.rate(self.last, self.rng.randrange(1, 6), self.now())
                self.tell("rated", case_id=self.last)
            if self.rng.random() < 0.3:
                outbox.rest()
            while turn % 10 == 0 and outbox.depth() > BACKLOG:
                self.over.wait(0.02)

    def _deliver(self):
        terminal = Terminal(self.folder, self.terminal_id)
        courier = self._courier(terminal)
        while True:
            self.passed(courier.step(self.now()))

    def _courier(self, terminal):
        """Have several hands, as the terminal's own courier has."""

        def gateway():
            return terminal.gateway(self.url, **LINE)

        hands = Crew("bench", gateway, lambda one: one.close(), size=HANDS, width=HANDS)
        return Courier(terminal.store(), gateway(), hands=hands)

    def passed(self, report):
        """Let the clock run on after a round: past every wait after a failure, hardly when there was nothing to do."""
        failed = report.postponed or report.code
        self.passed_s += STEP_S if failed else IDLE_S
        if not (failed or report.delivered or report.rated):
            self.over.wait(0.005)

    def _technician(self, store):
        """Tell every row in trouble, and have what was held by a crash loop tried again."""
        desk = DeadLetters(store)
        for letter in desk.all():
            self.tell("trouble", case_id=letter.case_id, lane=letter.lane, state=letter.state, code=letter.code)
            if letter.state == "held" and letter.code == "crash-loop":
                desk.retry(letter.case_id)

    def drain(self):
        """Deliver the rest, then tell what the terminal knows at the end."""
        terminal = Terminal(self.folder, self.terminal_id)
        store, courier = terminal.store(), self._courier(terminal)
        outbox, rounds, parent = Outbox(store), 0, os.getppid()
        outbox.sweep()
        self._technician(store)
        while outbox.depth() and rounds < NEVER and os.getppid() == parent:
            with contextlib.suppress(Exception):
                self.passed(courier.step(self.now()))
            self._technician(store) if outbox.counts().get("held") else None
            rounds += 1
        rows = store.rows("SELECT case_id, seq, lane, state, last_code, answer FROM outbox")
        last = store.tuples("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'")
        kept = {row["case_id"]: json.loads(row["answer"] or "{}").get("server_no", "") for row in rows}
        stuck = [
            [row["case_id"], row["lane"], row["state"], row["last_code"]] for row in rows if row["state"] != "accepted"
        ]
        courier.close()
        terminal.close()
        wrong = examine(self.folder / "state", terminal.keys.secret).wrong
        ended = {"store_id": store.store_id, "seq": last[0][0] if last else 0, "stuck": stuck, "wrong": wrong}
        path = self.folder / "ended.json"
        path.write_text(json.dumps({**ended, "kept": kept, "device_id": self.terminal_id, "rounds": rounds}))


LINE = {"deadline_s": "0.5", "connect_s": "0.4"}


def _ms(moment):
    return int(moment.timestamp() * 1000)
