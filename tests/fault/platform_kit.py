"""The sandbox platform as a real process, and a terminal's files to speak with it: for tests of sync and gateway."""

from __future__ import annotations

import base64
import datetime as dt
import json
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from config.load import load_services
from kiosk.domain.case import Captured, Promise, Signature
from kiosk.domain.person import Identity
from kiosk.domain.run import Run
from kiosk.gateway.http import open_gateway
from kiosk.gateway.proofs import SignKeys
from kiosk.sync.courier import Courier
from kiosk.sync.filing import FilingDesk
from offline_cache.keys import DeviceKeys
from offline_cache.store import Store

ROOT = Path(__file__).parents[2]
BEIJING = dt.timezone(dt.timedelta(hours=8))
NOW = dt.datetime(2026, 11, 21, 9, 48, tzinfo=BEIJING)
NAME, NUMBER = "赵桂兰", "999901195202290022"
JPEG = b"\xff\xd8\xff\xe0 a page that was photographed " * 40
PNG = b"\x89PNG a signature that was drawn " * 20


SIGN_KEYS = {}  # of every sandbox that ran, by its url


class Sandbox:
    """`url` is where it listens, `store` where its files lie; `pull` moves its levers; the rest is its window."""

    def __init__(self, url, store):
        self.url, self.store = url, Path(store)
        seed = Ed25519PrivateKey.from_private_bytes((Path(store) / "sign.key").read_bytes())
        SIGN_KEYS[url] = SignKeys.pinned(base64.b64encode(seed.public_key().public_bytes_raw()).decode())

    def pull(self, mode, **how):
        body = json.dumps({"mode": mode, **how}).encode()
        with urllib.request.urlopen(f"{self.url}/_sandbox/faults", body, timeout=10) as answer:
            assert json.load(answer)["mode"] == mode

    def post(self, path, wish):
        with urllib.request.urlopen(f"{self.url}/_sandbox/{path}", json.dumps(wish).encode(), timeout=10) as answer:
            return json.load(answer)

    def see(self, path):
        with urllib.request.urlopen(f"{self.url}/_sandbox/{path}", timeout=10) as answer:
            return json.load(answer)

    def cases(self):
        return self.see("cases")


@contextmanager
def running_sandbox(store, catalogue=ROOT / "config" / "services"):
    """Run a sandbox; without a catalogue its office has no rules and takes every case that it can read."""
    command = [sys.executable, "-m", "kiosk.gateway.sandbox", "--port", "0", "--store", str(store)]
    command += [] if catalogue is None else ["--catalogue", str(catalogue)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
        try:
            yield Sandbox(json.loads(process.stdout.readline())["url"], store)
        finally:
            process.terminate()
            process.wait(10)


class Terminal:
    """One terminal's folder: `keys`, `store()`, `desk()`, `gateway(url)`, `courier(url)`; closes what it opened."""

    def __init__(self, folder, terminal_id="K0007"):
        self.folder, self.terminal_id = folder, terminal_id
        self.keys = DeviceKeys.load_or_create(folder / "keys")
        self._opened = []

    def _keep(self, one):
        self._opened.append(one)
        return one

    def store(self):
        return self._keep(Store.open(self.folder / "state"))

    def desk(self, seal_key=""):
        return FilingDesk(self.store(), self.keys, self.terminal_id, seal_key)

    def gateway(self, url, **options):
        wishes = {"base_url": url, "device_id": self.terminal_id, "deadline_s": "3", "connect_s": "1"}
        gateway = self._keep(open_gateway({**wishes, **options}, self.keys))
        gateway.trust(SIGN_KEYS.get(url, SignKeys()))
        return gateway

    def courier(self, url, **options):
        return Courier(self.store(), self.gateway(url, **options))

    def close(self):
        for one in self._opened:
            one.close()


def person(name=NAME, number=NUMBER):
    birth = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    return Identity("resident", name, number, "女", birth, "sam_verified", address="示范市示范区幸福路 1 号")


def finished_run(identity=None, jpeg=JPEG):
    item = load_services()["elder-card-joint"]
    page = Captured("M-RESIDE", jpeg, 1240, 1754, NOW)
    strokes = (((10.0, 12.5, 0), (14.0, 13.0, 16)), ((20.0, 30.0, 200),))
    return Run(
        item,
        identity or person(),
        index=len(item.steps) - 1,
        captured=(page,),
        promise=Promise(("M-PHOTO",), 5, dt.date(2026, 11, 27)),
        signature=Signature(strokes, PNG, NOW),
    )


def later(seconds):
    return NOW + dt.timedelta(seconds=seconds)


__all__ = [
    "BEIJING",
    "JPEG",
    "NAME",
    "NOW",
    "NUMBER",
    "PNG",
    "ROOT",
    "Sandbox",
    "Terminal",
    "finished_run",
    "later",
    "person",
    "replace",
    "running_sandbox",
]
