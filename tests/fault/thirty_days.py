"""Thirty days without a line, then the line is back: two terminals, one of which was never upgraded.

    python tests/fault/thirty_days.py WORK [--days 30]

The other began with the first release and got three programs since, each taken from the history of this repository.
Both live through two changes of the platform's key, two of the guide, clocks that leap, daily restarts and kills.
Prints one JSON object: `wrong` must be empty.
"""

from __future__ import annotations

import argparse
import base64
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
sys.path[:0] = [str(ROOT), str(HERE)]

from platform_kit import Terminal, running_sandbox  # noqa: E402 - the checkout must be on the path first

PARTS = ("kiosk", "offline_cache", "config", "drivers", "ui", "tests")
SCHEMAS, TRIES = (2, 4, 5), 6
ALARMS = {
    "case-unsynced-24h": 1,
    "case-unsynced-72h": 3,
    "case-unsynced-4d": 4,
    "outbox-filling": 24,
    "outbox-full": 30,
}
"""The day after the first case on which each is raised."""
OLD, NEW = "K0030", "K0031"


def git(*words, **how):
    return subprocess.run(["git", *words], cwd=ROOT, check=True, stdout=subprocess.PIPE, **how).stdout


def releases(work):
    """Return the folders of the last programs that ran before each of the schemas in SCHEMAS, as history has them."""
    found = []
    for schema in SCHEMAS:
        pattern = f"offline_cache/migrations/{schema:04d}_*.sql"
        try:
            added = git("log", "--diff-filter=A", "--format=%H", "-1", "--", pattern, text=True).strip()
            before = git("log", "--format=%H", f"-{TRIES}", f"{added}^", text=True).split() if added else []
        except (OSError, subprocess.CalledProcessError):
            before = []
        for commit in before:
            folder = work / f"release-{schema - 1}-{commit[:8]}"
            folder.mkdir()
            archive = git("archive", commit, *PARTS)
            subprocess.run(["tar", "-x", "-C", folder], input=archive, check=True)
            if runs(folder):
                found.append(folder)
                break
    return found


def runs(program):
    """Whether all parts of this program are there: not every commit was a release."""
    where = f"import sys; sys.path[:0] = [{str(program)!r}, {str(program / 'tests/fault')!r}]; import platform_kit"
    return subprocess.run([sys.executable, "-c", where], cwd=program, capture_output=True, check=False).returncode == 0


def this_release(work, name):
    """Return a copy of the program as it is, whose guide may be changed."""
    folder = work / name
    for part in PARTS:
        ignored = shutil.ignore_patterns("__pycache__", "golden")
        shutil.copytree(ROOT / part, folder / part, ignore=ignored)
    return folder


class Story:
    def __init__(self, work, days, names=(OLD, NEW)):
        self.work, self.days, self.names = work, days, names
        self.wrong, self.alarms, self.kills = [], {name: [] for name in names}, 0
        self.seal_key = ""

    def tell(self):
        older = releases(self.work)
        present = {name: this_release(self.work, f"present-{name}") for name in self.names}
        programs = {NEW: [present.get(NEW)], OLD: [*older, present[OLD]]}
        with running_sandbox(self.work / "platform", catalogue=None) as platform:
            self.platform = platform
            self._learn_key()
            for day in range(self.days):
                for name in self.names:
                    self._live(day, programs[name][day * len(programs[name]) // self.days], name)
                if day in (self.days // 3, 2 * self.days // 3):
                    platform.post("keys", {"grace_days": 90})
                    self._learn_key()
            if older:
                self._downgrade(older[-1])
            ends = {name: self._end(name, present[name]) for name in self.names}
            told = {name: self._ledger(name) for name in self.names}
            self._judge(told, ends)
        versions = Counter(version for one in told.values() for *_, version in one)
        return {
            "upgrades": len(older),
            "receipts": sum(map(len, told.values())),
            "kills": self.kills,
            "keys": {name: len(end["key_ids"]) for name, end in ends.items()},
            "guides": dict(versions),
            "alarms": self.alarms,
            "rounds": {name: end["rounds"] for name, end in ends.items()},
            "wrong": self.wrong,
        }

    def _learn_key(self):
        """The technician writes the platform's newest key into the profiles."""
        technician = Terminal(self.work / "technician", "K9998")
        key = technician.gateway(self.platform.url).device().seal_key
        self.seal_key = base64.b64encode(key.public).decode()
        technician.close()

    def _run(self, program, name, act, day, **more):
        plan = {"act": act, "day": day, "terminal": name, "folder": str(self.work / name), **more}
        plan |= {"seal_key": self.seal_key, "ledger": str(self.work / f"{name}.ledger"), "url": self.platform.url}
        command = [sys.executable, HERE / "day_of_a_terminal.py", program, json.dumps(plan)]
        done = subprocess.run(command, cwd=program, capture_output=True, text=True, check=False)
        if more.get("kill"):
            self.kills += done.returncode < 0
            return {"refused": [], "alarms": []}
        if done.returncode:
            self.wrong.append(f"day {day} of {name}: {done.stderr.strip().splitlines()[-1]}")
            return {"refused": [], "alarms": []}
        return json.loads(done.stdout)

    def _live(self, day, program, name):
        third = self.days // 3
        version = {third // 2: "2026.12.0", third + third // 2: "2027.1.0"}.get(day, "")
        clocks = ["1970", "2099"] if third > 1 and day in (third - 1, 2 * third + 4) else []
        said = self._run(program, name, "offline", day, cases=1, version=version, clocks=clocks)
        self.alarms[name] += said["alarms"]
        if said["refused"]:
            self.wrong.append(f"day {day} of {name}: refused {said['refused']}")
        if day % 5 == 3:
            self._run(program, name, "offline", day, cases=0, kill=True)

    def _downgrade(self, program):
        said = self._run(program, OLD, "downgraded", self.days - 1)
        if said["refused"] != ["StoreTooNew"]:
            self.wrong.append("an older program opened the store")

    def _end(self, name, program):
        """On the last day a new case is refused; then the line comes back."""
        full = self._run(program, name, "offline", self.days, cases=1)
        self.alarms[name] += full["alarms"]
        if self.days >= 30 and set(full["refused"]) != {"outbox-full"}:
            self.wrong.append(f"{name} is not full after {self.days} days: {full['refused']}")
        said = self._run(program, name, "online", self.days)
        self.alarms[name] += said["alarms"]
        if set(said.get("counts", {})) != {"accepted"}:
            self.wrong.append(f"{name} in the end: {said.get('counts')}")
        return {"key_ids": [], "rounds": 0, "quarantined": "", **said}

    def _ledger(self, name):
        return [json.loads(line) for line in (self.work / f"{name}.ledger").read_text().splitlines()]

    def _judge(self, told, ends):
        cases = self.platform.cases()
        there = {one["case_id"]: one for one in cases}
        for name, filed in told.items():
            own = [one for one in cases if one["device_id"] == name]
            self.wrong += [f"{name}: {seq} is missing" for seq in _gaps([one["seq"] for one in own])]
            for case_id, receipt_no, query_code, version in filed:
                body = self.platform.see(f"cases/{case_id}")["body"] if case_id in there else None
                found = body and (body["receipt_no"], body["query_code"], body["item"]["version"])
                if found != (receipt_no, query_code, version):
                    self.wrong.append(f"{name}: {receipt_no} is {found}")
            if len(ends[name]["key_ids"]) != 3:
                self.wrong.append(f"{name}: sealed to {len(ends[name]['key_ids'])} keys")
            if ends[name]["quarantined"]:
                self.wrong.append(f"{name}: the store was put aside")
            raised = Counter(event for event, *_ in self.alarms[name] if event in ALARMS)
            if self.days >= 30 and raised != dict.fromkeys(ALARMS, 1):
                self.wrong.append(f"{name}: alarms {dict(raised)}")
        for event, day, _ in self.alarms.get(NEW, ()):
            if event in ALARMS and day != ALARMS[event]:
                self.wrong.append(f"{event} on day {day}")


def _gaps(seqs):
    return sorted(set(range(1, max(seqs, default=0) + 1)) ^ set(seqs)) + [
        seq for seq, n in Counter(seqs).items() if n > 1
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--names", default=f"{OLD},{NEW}", help="which terminals; the first of them is upgraded")
    wish = parser.parse_args()
    sys.stdout.write(json.dumps(Story(wish.work, wish.days, wish.names.split(",")).tell()) + "\n")


if __name__ == "__main__":
    main()
