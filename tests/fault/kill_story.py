"""Terminals and a platform that are killed again and again, with a bad line between them; then everything is counted.

    python tests/fault/kill_story.py WORK [--terminals 4] [--kills 1000] [--platform-kills 250] [--receipts 20000]
                                          [--rate 0.35] [--seed N] [--mutant NAME]

Prints progress, and at last one JSON object: `wrong` must be empty.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import importlib
import json
import os
import random
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from kill_judge import judge  # noqa: E402 - the checkout must be on the path first
from kill_life import Life, finished  # noqa: E402
from platform_kit import Terminal  # noqa: E402

HERE = str(Path(__file__))
STOP = "stop"
MOST_PATIENCE_S = 3.0


def say(**line):
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def forked(work, *, stdout=None):
    """Run `work` in a child; return its process id."""
    child = os.fork()
    if child:
        return child
    try:
        if stdout is not None:
            os.dup2(stdout, 1)
        work()
    finally:
        os._exit(1)


class Keeper:
    """Begins one terminal's lives and ends them, and keeps the ledger of what they told."""

    def __init__(self, wish):
        self.work, self.index, self.url, self.seal_key = wish.work, wish.index, wish.url, wish.seal_key
        self.folder = wish.work / f"terminal-{wish.index}"
        self.rng = random.Random(f"{wish.seed}:{wish.index}")
        self.kills = self.receipts = 0
        self.share = max(1.0, wish.receipts / max(1, wish.kills))
        self.patience_s, self.ready_s = 0.3, 0.1

    def keep(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        finished()  # read once, here: every life begins with it
        while not (self.work / STOP).exists():
            self.end_one_life()
            say(t="keeper", index=self.index, kills=self.kills, receipts=self.receipts)
        child = forked(lambda: (self._life(None).drain(), os._exit(0)))
        _, status = os.waitpid(child, 0)
        say(t="drained", index=self.index, status=os.waitstatus_to_exitcode(status))

    def _life(self, pipe):
        return Life(self.folder, self.index, self.url, self.seal_key, number=self.kills, pipe=pipe)

    def end_one_life(self):
        """Let a terminal live for a random while; what it told is in the ledger before the kill counts."""
        read, write = os.pipe()
        began = time.monotonic()
        child = forked(lambda: self._life(write).live())
        os.close(write)
        early = self.rng.random() < 0.15
        end = began + (self.rng.uniform(0, 2 * self.ready_s) if early else 30.0)
        told, is_ready = bytearray(), early
        while (left := end - time.monotonic()) > 0:
            if select.select([read], [], [], left)[0]:
                piece = os.read(read, 65536)
                told += piece
                if not piece:
                    break
            if not is_ready and b'"ready"' in told:
                is_ready, self.ready_s = True, 0.7 * self.ready_s + 0.3 * (time.monotonic() - began)
                end = time.monotonic() + self.rng.uniform(0, 2 * self.patience_s)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while piece := os.read(read, 65536):
            told += piece
        os.close(read)
        self._note(bytes(told))

    def _note(self, told):
        whole = told[: told.rfind(b"\n") + 1]
        with (self.folder / "ledger").open("ab") as ledger:
            ledger.write(whole)
            ledger.flush()
            os.fsync(ledger.fileno())
        filed = whole.count(b'"t": "filed"')
        self.receipts += filed
        self.kills += 1
        wished = self.share * (self.kills + 1) - self.receipts
        self.patience_s = min(MOST_PATIENCE_S, max(0.02, self.patience_s * (1.15 if wished > 0 else 0.85)))


def keep_platform(wish):
    """Kill the platform again and again; at the end leave one that lives."""
    main = importlib.import_module("kiosk.gateway.sandbox.__main__").main
    rng, port, kills, over = random.Random(wish.seed), 0, 0, wish.work / STOP
    while True:
        read, write = os.pipe()
        words = ["--port", str(port), "--store", str(wish.work / "platform")]
        child = forked(lambda words=words: main(words), stdout=write)
        os.close(write)
        with os.fdopen(read) as said:
            url = json.loads(said.readline())["url"]
            port = int(url.rpartition(":")[2])
            say(t="platform", kills=kills, url=url)
            end = time.monotonic() + rng.uniform(0.0, 2 * wish.patience)
            while not over.exists() and time.monotonic() < end:
                select.select([], [], [], 0.05)
            if over.exists():
                signal.signal(signal.SIGTERM, lambda *_, child=child: os.kill(child, signal.SIGTERM))
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(child, 0)
                return
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        kills += 1


class Story:
    """The whole: a platform, a bad line, terminals; `tell()` returns the result."""

    def __init__(self, wish):
        self.wish, self.processes, self.state = wish, {}, {"platform": 0}
        self.keepers = {}

    def _start(self, *words):
        process = subprocess.Popen([sys.executable, *map(str, words)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        self.processes[process.stdout.fileno()] = process
        return process

    def tell(self):
        began = time.monotonic()
        wish = self.wish
        wish.work.mkdir(parents=True, exist_ok=True)
        common = ["--seed", wish.seed]
        platform = self._start(HERE, wish.work, "--role", "platform", *common, "--patience", wish.patience)
        self.url = json.loads(platform.stdout.readline())["url"]
        upstream = self.url.rpartition(":")[2]
        words = [upstream, *common, "--rate", wish.rate, "--slow", "0.7"]
        proxy = self._start(Path(HERE).with_name("chaos_proxy.py"), *words)
        line = f"http://127.0.0.1:{json.loads(proxy.stdout.readline())['port']}"
        del self.processes[proxy.stdout.fileno()]
        try:
            for index in range(1, wish.terminals + 1):
                words = ["--role", "keeper", "--index", index, "--url", line, "--seal-key", self._seal_key()]
                words += ["--kills", wish.kills, "--receipts", wish.receipts, "--mutant", wish.mutant]
                self._start(HERE, wish.work, *common, *words)
            self._watch(began)
            proxy.send_signal(signal.SIGTERM)
            line_did = json.loads(proxy.stdout.read().splitlines()[-1])
            result = judge(self.url, wish.work, line_did)
            figures = {"platform_kills": self.state["platform"], "seconds": round(time.monotonic() - began)}
            figures["kills"] = sum(one["kills"] for one in self.keepers.values())
            return {**result, **figures}
        finally:
            for process in (*self.processes.values(), proxy):
                process.terminate()
                process.wait(20)

    def _seal_key(self):
        """Return the key that the terminals' profile pins."""
        terminal = Terminal(self.wish.work / "technician", "K9999")
        key = None
        while key is None:
            with contextlib.suppress(Exception):
                key = terminal.gateway(self.url).device().seal_key
        terminal.close()
        return base64.b64encode(key.public).decode()

    def _watch(self, began):
        """Follow the keepers until everything was killed often enough and the rest is delivered."""
        drained, last = set(), began
        while len(drained) < self.wish.terminals:
            for handle in select.select(list(self.processes), [], [], 1.0)[0]:
                text = self.processes[handle].stdout.readline()
                if not text:
                    self._ended(handle)
                    continue
                line = json.loads(text)
                if line["t"] == "platform":
                    self.state["platform"] = line["kills"]
                elif line["t"] == "keeper":
                    self.keepers[line["index"]] = line
                else:
                    drained.add(line["index"])
            if self._enough() and not (self.wish.work / STOP).exists():
                (self.wish.work / STOP).touch()
            if time.monotonic() - last > 10:
                last = time.monotonic()
                counts = {name: sum(one[name] for one in self.keepers.values()) for name in ("kills", "receipts")}
                say(t="progress", **counts, platform_kills=self.state["platform"], seconds=round(last - began))

    def _ended(self, handle):
        process = self.processes.pop(handle)
        if process.wait(20):
            raise SystemExit("a part of the bench ended too soon")

    def _enough(self):
        wish, kept = self.wish, self.keepers.values()
        kills, receipts = (sum(one[name] for one in kept) for name in ("kills", "receipts"))
        return kills >= wish.kills and receipts >= wish.receipts and self.state["platform"] >= wish.platform_kills


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--terminals", type=int, default=4)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--platform-kills", type=int, default=250)
    parser.add_argument("--receipts", type=int, default=20_000)
    parser.add_argument("--rate", type=float, default=0.35)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--patience", type=float, default=2.5, help="how long a platform lives, in seconds")
    parser.add_argument("--mutant", default="")
    parser.add_argument("--role", default="", help=argparse.SUPPRESS)
    parser.add_argument("--index", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    parser.add_argument("--seal-key", help=argparse.SUPPRESS)
    wish = parser.parse_args()
    if wish.role == "platform":
        keep_platform(wish)
    elif wish.role == "keeper":
        if wish.mutant:
            importlib.import_module("mutants").plant(wish.mutant)
        Keeper(wish).keep()
    else:
        say(**Story(wish).tell())


if __name__ == "__main__":
    main()
