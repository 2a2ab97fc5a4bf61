"""The printer emulator emupos (PyPI, Python 3.13) as an outside judge: run beside us, broken by hand, its paper read.

`packaging/emupos.sh` makes its environment. Where that was never done, whoever wants it is skipped and says so.
"""

import contextlib
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image

HOME = Path(__file__).parents[1] / ".kiosk" / "emupos"
MISSING = "emupos is not here: run packaging/emupos.sh (it wants Python 3.13) for a second opinion on every paper"
FAULTS = ("paper-near-end", "paper-out", "cover-open", "offline")
_START_S = 20.0
_CONFIG = """\
schema: 1
api: {{ host: 127.0.0.1, port: {api} }}
devices:
  - id: slot
    type: printer
    profile: {profile}
    connections:
      - tcp: {{ port: {port} }}
    receipts_dir: ./receipts
"""


def program():
    """Return the emulator's program, from .kiosk/emupos or EMUPOS; None where there is none."""
    named = os.environ.get("EMUPOS") or HOME / "bin" / "emupos"
    return str(named) if Path(named).is_file() else None


def dots_of(png):
    """Return the dots of a paper, ink True."""
    return ~np.asarray(Image.open(io.BytesIO(png)).convert("1"))


def differing(paper, page):
    """Count the dots in which a paper differs from the page; rows that one lacks at the end are blank."""
    rows = max(len(paper), len(page))
    first, second = (np.pad(dots, ((0, rows - len(dots)), (0, 0))) for dots in (paper, page))
    return int((first != second).sum())


class EmuposPaper(NamedTuple):
    """What came out, and whether the knife parted it."""

    dots: np.ndarray
    cut: bool


class Emupos:
    """One emulated printer in a process of its own; use it as a context manager."""

    def __init__(self, profile="epson-tm-t20iii"):
        self._folder = Path(tempfile.mkdtemp(prefix="emupos-"))
        self._api, port = _free_ports(2)
        self.address = f"tcp://127.0.0.1:{port}"
        config = self._folder / "emupos.yaml"
        config.write_text(_CONFIG.format(api=self._api, port=port, profile=profile))
        command = [program(), "run", "--config", str(config)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self._said = []
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self._seen = set()

    def __enter__(self):
        until = time.monotonic() + _START_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                self.__exit__()
                raise RuntimeError("emupos does not start: " + "".join(self._said[-5:]))
        return self

    def __exit__(self, *_):
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._listener.join()
        self._process.stdout.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def fault(self, name, active=True):
        """Break it, or mend it."""
        self._call("PUT" if active else "DELETE", f"devices/slot/faults/{name}")

    def mend(self):
        """Mend all."""
        for name in FAULTS:
            self.fault(name, active=False)

    def new_papers(self, at_least=0, patience_s=5.0):
        """Return the papers that came since the last call, oldest first; waits until there are so many.

        What hangs from the slot when a connection ends is one of them, not cut.
        """
        until = time.monotonic() + patience_s
        while len(fresh := self._fresh()) < at_least and time.monotonic() < until:
            self._process.poll()
        self._seen.update(fresh)
        return [EmuposPaper(dots_of(path.with_suffix(".png").read_bytes()), _was_cut(path)) for path in fresh]

    def unknown_commands(self):
        """Return what it said about commands that it does not know."""
        return [line for line in self._said if "unknown" in line]

    def _fresh(self):
        there = set((self._folder / "receipts").glob("*.json")) - self._seen
        return sorted(there, key=lambda path: path.stat().st_mtime_ns)

    def _answers(self):
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            self._call("GET", "devices")
            return True
        return False

    def _call(self, method, path):
        request = urllib.request.Request(f"http://127.0.0.1:{self._api}/api/v1/{path}", method=method)
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=5) as answer:
            return answer.read()

    def _listen(self):
        self._said.extend(self._process.stdout)


def _was_cut(path):
    return json.loads(path.read_text("utf-8"))["boundary"] == "cut"


def _free_ports(count):
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [each.getsockname()[1] for each in sockets]
