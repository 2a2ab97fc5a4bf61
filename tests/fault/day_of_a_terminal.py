"""One day of a terminal without a line, lived by whichever program it has: `python day_of_a_terminal.py PROGRAM PLAN`.

PROGRAM is the folder of that program's release; PLAN is JSON. What is told after file() returned goes, synced, to the
plan's ledger. It uses only what every release has had. Prints one JSON line at the end of the day.
"""

import datetime as dt
import json
import os
import random
import re
import signal
import sys
from pathlib import Path

PROGRAM, PLAN = Path(sys.argv[1]), json.loads(sys.argv[2])
sys.path[:0] = [str(PROGRAM), str(PROGRAM / "tests" / "fault")]

from platform_kit import NOW, Terminal, finished_run  # noqa: E402 - the release's own

from offline_cache import errors  # noqa: E402
from offline_cache.outbox import Outbox  # noqa: E402

GUIDE = PROGRAM / "config" / "services" / "elder-card-joint.toml"
CLOCKS = {"1970": dt.datetime(1970, 1, 2, tzinfo=NOW.tzinfo), "2099": dt.datetime(2099, 12, 31, tzinfo=NOW.tzinfo)}
HOURS = (0, 4, 9)


class Day:
    def __init__(self):
        self.terminal = Terminal(Path(PLAN["folder"]), PLAN["terminal"])
        self.said = {"filed": 0, "refused": [], "alarms": []}
        self.rng = random.Random(f"{PLAN['terminal']}:{PLAN['day']}")

    def now(self, hour=0):
        return NOW + dt.timedelta(days=PLAN["day"], hours=hour)

    def tell(self, filed, run):
        facts = [filed.case_id, filed.receipt_no, filed.query_code, run.item.version]
        handle = os.open(PLAN["ledger"], os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        os.write(handle, (json.dumps(facts) + "\n").encode())
        os.fsync(handle)
        os.close(handle)
        self.said["filed"] += 1

    def file(self, desk, run, now):
        try:
            self.tell(desk.file(run, now), run)
        except errors.StoreError as refusal:
            self.said["refused"].append(refusal.code)

    def offline(self):
        """Start, sweep, purge, look at the clock of the law; file; another guide may be published in between."""
        store = self.terminal.store()
        outbox = Outbox(store)
        outbox.sweep()
        desk, run = self.terminal.desk(PLAN["seal_key"]), finished_run()
        for hour in HOURS:
            self.look(store, outbox, self.now(hour))
            for _ in range(PLAN["cases"]):
                self.file(desk, run, self.now(hour))
            if hour == HOURS[1] and PLAN.get("version"):
                GUIDE.write_text(re.sub('(?m)^version = ".*"$', f'version = "{PLAN["version"]}"', GUIDE.read_text()))
                self.file(desk, run, self.now(hour))  # begun before, filed after
                run = finished_run()
        for clock in PLAN.get("clocks", ()):
            self.file(desk, run, CLOCKS[clock])
        if PLAN.get("kill"):
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, self.rng.uniform(0.001, 0.06))
            while True:
                self.file(desk, run, self.now(HOURS[-1]))

    def look(self, store, outbox, now):
        """Have the program's upkeep look, where it has one."""
        try:
            from kiosk.sync.upkeep import Upkeep
        except ImportError:
            return
        from config.load import load_audit_events
        from kiosk.audit import Audit
        from offline_cache.limits import Limits

        heard = self.said["alarms"]
        audit = Audit(lambda event, _: heard.append([event, PLAN["day"], now.hour]), load_audit_events())
        upkeep = Upkeep(store, outbox, audit, Limits, now.timestamp)
        while upkeep.step(int(now.timestamp() * 1000)):
            pass

    def online(self):
        """The line is back: deliver everything, look once more."""
        store = self.terminal.store()
        outbox, courier = Outbox(store), self.terminal.courier(PLAN["url"])
        outbox.sweep()
        self.said["waiting"] = outbox.depth()
        sealed = (json.loads(row["envelope"])["key_id"] for row in store.rows("SELECT envelope FROM outbox"))
        self.said["key_ids"] = sorted(set(sealed))
        rounds = 0
        while outbox.depth() and rounds < 400:
            courier.step(self.now() + dt.timedelta(minutes=20 * rounds))
            rounds += 1
        later = self.now() + dt.timedelta(minutes=20 * rounds)
        self.look(store, outbox, later)
        self.file(self.terminal.desk(PLAN["seal_key"]), finished_run(), later)
        courier.step(later + dt.timedelta(minutes=20))
        self.said |= {"rounds": rounds, "counts": outbox.counts(), "quarantined": store.quarantined}

    def downgraded(self):
        """Try an older program on the store: it must refuse and touch nothing."""
        try:
            self.terminal.store()
        except errors.StoreTooNew:
            self.said["refused"].append("StoreTooNew")


if __name__ == "__main__":
    day = Day()
    getattr(day, PLAN["act"])()
    day.terminal.close()
    sys.stdout.write(json.dumps(day.said) + "\n")
