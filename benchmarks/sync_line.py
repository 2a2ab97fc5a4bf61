"""Bar 4 of sync, the line: drain beside bare requests, a long line, a line that is cut, and deadlines that hold.

Each baseline is measured in the same run against the same platform. Bare requests are the very requests of a drain,
signed beforehand and sent by plain `requests` sessions from as many threads.
"""

from __future__ import annotations

import base64
import contextlib
import itertools
import json
import queue
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import requests

from benchmarks.figures import Figure, at_most, seen
from kiosk.gateway.errors import GatewayError
from kiosk.gateway.http import open_gateway
from kiosk.gateway.proofs import SignKeys
from kiosk.gateway.signing import sign_request
from kiosk.runtime.crew import Crew
from kiosk.sync.courier_report import CourierReport
from kiosk.sync.deliveries import Deliveries
from kiosk.sync.sign_keys import TrustedKeys
from offline_cache.outbox import Outbox
from offline_cache.replica import Replica

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kiosk.gateway.port import PlatformGateway

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "fault"))
import platform_kit as kit  # the kit of the fault tests

__all__ = ["figures"]

_CONNECTIONS = 4
_DELAY_S = 0.025  # each way: a round trip of 50 ms
_MEGABYTE = 1024 * 1024
_DEADLINE_S = 1.0
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
_numbers = itertools.count(1)


def figures(*, quick: bool) -> Iterator[Figure]:
    """Measure all four."""
    cases, rounds = (80, 3) if quick else (400, 5)
    yield from _drains(cases, rounds, pages=0, what="cases without enclosures")
    yield from _drains(cases // 2, rounds, pages=1, what="cases with two enclosures")
    yield from _far(cases)
    yield from _cut(3 if quick else 10)
    yield from _deadlines()


# The drain.


class _Terminal:
    """One terminal with cases that wait, and the platform that it knows."""

    def __init__(self, folder: Path, sandbox: kit.Sandbox, cases: int, pages: int, jpeg: bytes = kit.JPEG) -> None:
        self.kit = kit.Terminal(folder, f"K{next(_numbers):04d}")
        self.store = self.kit.store()
        gateway = self.kit.gateway(sandbox.url)
        card = gateway.device()
        TrustedKeys(Replica(self.store)).learn(card.document, 1)
        pin = base64.b64encode(card.seal_key.public).decode()
        desk, run = self.kit.desk(pin), kit.finished_run(jpeg=jpeg)
        if not pages:
            run = kit.replace(run, captured=(), signature=None)
        self.filed = [desk.file(run, kit.NOW).case_id for _ in range(cases)]
        self.outbox = Outbox(self.store)

    def drain(self, url: str, width: int = _CONNECTIONS, **options: str) -> float:
        """Deliver everything; return the seconds."""
        wishes = {"base_url": url, "device_id": self.kit.terminal_id, **options}
        crew: Crew[PlatformGateway] = Crew(
            "bench", lambda: open_gateway(wishes, self.kit.keys), _close, size=width, width=2 * width
        )
        deliveries = Deliveries(self.store, crew, TrustedKeys(Replica(self.store)), _silent)
        began, moment = time.monotonic(), 0
        while self.outbox.depth():
            deliveries.step(kit.later(moment), CourierReport())
            moment += 900
        took = time.monotonic() - began
        crew.close(5)
        return took

    def requests(self) -> list[list[tuple[str, str, bytes, dict[str, str]]]]:
        """Return what a drain would send, case by case, signed."""
        now_ms = int(kit.NOW.timestamp() * 1000)
        return [[*self._parts(row)] for row in self.outbox.due("case", now_ms, 10**6)]

    def _parts(self, row: Any) -> Iterator[tuple[str, str, bytes, dict[str, str]]]:  # noqa: ANN401 - a Queued
        for one in row.enclosures:
            place = {"Upload-Offset": "0", "Upload-Complete": "?1", "Content-Type": "application/octet-stream"}
            yield self._signed("PATCH", f"/v1/blobs/{one.sha256}", self.outbox.body(one), place)
        media = {"Content-Type": "application/vnd.kiosk.envelope+json"}
        yield self._signed("PUT", f"/v1/cases/{row.case_id}", row.envelope, media)

    def _signed(
        self, method: str, target: str, body: bytes, fields: dict[str, str]
    ) -> tuple[str, str, bytes, dict[str, str]]:
        signed = sign_request(
            method, target, body, device_id=self.kit.terminal_id, keys=self.kit.keys, created=int(time.time())
        )
        return method, target, body, {**fields, **signed, "Accept-Encoding": "identity"}

    def close(self) -> None:
        """Close what is open."""
        self.kit.close()


def _drains(cases: int, rounds: int, *, pages: int, what: str) -> Iterator[Figure]:
    ours, bare, alone = [], [], []
    for _ in range(rounds):
        with _place() as folder, _sandbox(folder / "platform") as sandbox:
            for measure, into, width in ((_bare, bare, _CONNECTIONS), (_ours, ours, _CONNECTIONS), (_bare, alone, 1)):
                terminal = _Terminal(folder / f"terminal-{len(into)}-{id(into)}", sandbox, cases, pages)
                into.append(cases / measure(terminal, sandbox.url, width))
                terminal.close()
    yield seen(f"bare requests, {_CONNECTIONS} connections, {what}", round(statistics.median(bare), 1), "/s")
    yield seen(f"bare requests, one connection, {what}", round(statistics.median(alone), 1), "/s")
    yield seen(f"drain, {what}", round(statistics.median(ours), 1), "/s")
    share = statistics.median(mine / theirs for mine, theirs in zip(ours, bare, strict=True))
    yield _at_least(f"drain beside bare requests, {what}", round(100 * share, 1), 70, "%")


def _ours(terminal: _Terminal, url: str, width: int) -> float:
    return terminal.drain(url, width)


def _bare(terminal: _Terminal, url: str, width: int) -> float:
    waiting: queue.SimpleQueue[list[tuple[str, str, bytes, dict[str, str]]]] = queue.SimpleQueue()
    for case in terminal.requests():
        waiting.put(case)

    def send() -> None:
        with requests.Session() as session:
            session.trust_env = False
            with contextlib.suppress(queue.Empty):
                while True:
                    for method, target, body, fields in waiting.get_nowait():
                        session.request(method, url + target, data=body, headers=fields, timeout=15).raise_for_status()

    threads = [threading.Thread(target=send) for _ in range(width)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.monotonic() - began


def _far(cases: int) -> Iterator[Figure]:
    """Put a round trip of 50 ms between terminal and platform."""
    with _place() as folder, _sandbox(folder / "platform") as sandbox:
        far = _Terminal(folder / "far", sandbox, cases, 0)
        bare = _Terminal(folder / "bare", sandbox, cases, 0)
        with _line(sandbox.url, delay=_DELAY_S) as (url, _):
            baseline = cases / _bare(bare, url, _CONNECTIONS)
            ours = cases / far.drain(url)
        yield seen("bare requests at 50 ms, 4 connections", round(baseline, 1), "/s")
        yield seen("drain beside bare requests at 50 ms", round(100 * ours / baseline, 1), "%")
        yield _at_least("cases per second at 50 ms", round(ours, 1), 60, "/s")
        far.close()
        bare.close()


def _cut(cases: int) -> Iterator[Figure]:
    """Cut the line every megabyte; each case has one page of 3 MB."""
    jpeg = b"\xff\xd8\xff\xe0" + bytes(3 * _MEGABYTE)
    with _place() as folder, _sandbox(folder / "platform") as sandbox:
        terminal = _Terminal(folder / "terminal", sandbox, cases, 1, jpeg)
        weight = sum(
            len(row.envelope) + sum(one.size for one in row.enclosures)
            for row in terminal.outbox.due("case", int(kit.NOW.timestamp() * 1000), 10**6)
        )
        with _line(sandbox.url, cut=_MEGABYTE) as (url, ended):
            terminal.drain(url)
        yield seen("cuts of the line", ended["cuts"])
        yield seen("bytes to deliver", weight, "B")
        yield at_most("bytes sent for each to deliver, cut every megabyte", round(ended["sent"] / weight, 3), 1.05)
        arrived = {one["case_id"] for one in sandbox.cases()}
        yield at_most("cases that did not arrive", len(set(terminal.filed) - arrived), 0)
        terminal.close()


# Deadlines.


def _deadlines() -> Iterator[Figure]:
    peers: dict[str, Callable[[socket.socket, threading.Event], None]] = {
        "silent": _mute,
        "header dripped": _dripping(_HEAD, b"X: y\r\n"),
        "body dripped": _dripping(_HEAD + b"Content-Length: 60000\r\n\r\n", b" "),
        "reads nothing": _mute,
        "reads a sip now and then": _sip,
        "TLS handshake silent": _mute,
        "TLS handshake dripped": _dripping(b"", b"\x16"),
    }
    yield seen("deadline", _DEADLINE_S, "s")
    worst = 0.0
    for name, behave in peers.items():
        with _peer(behave) as port, _place() as folder:
            over = _overrun(folder, port, name)
            worst = max(worst, over)
            yield seen(f"overrun: {name}", round(over, 3), "s")
    over = _nameless()
    yield seen("overrun: name that nobody answers for", round(over, 3), "s")
    yield at_most("worst overrun of a deadline", round(max(worst, over), 3), 0.2, "s")


def _overrun(folder: Path, port: int, name: str) -> float:
    scheme = "https" if name.startswith("TLS") else "http"
    with contextlib.closing(kit.Terminal(folder / "t", "K0001")) as terminal:
        options = {"deadline_s": str(_DEADLINE_S), "connect_s": str(_DEADLINE_S)}
        gateway: Any = terminal.gateway(f"{scheme}://127.0.0.1:{port}", **options)
        body = bytes(16 * _MEGABYTE) if name.startswith("reads") else b""
        began = time.monotonic()
        with contextlib.suppress(GatewayError):
            gateway._wire.exchange("PUT" if body else "GET", "/healthz", body, headers={})  # noqa: SLF001 - the wire itself
        return time.monotonic() - began - _DEADLINE_S


def _nameless() -> float:
    over, known = threading.Event(), socket.getaddrinfo

    def silent(*_arguments: object, **_more: object) -> Any:  # noqa: ANN401 - never answers
        over.wait(60)
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    with _place() as folder, contextlib.closing(kit.Terminal(folder / "t", "K0001")) as terminal:
        options = {"deadline_s": str(_DEADLINE_S), "connect_s": str(_DEADLINE_S)}
        gateway = terminal.gateway("https://platform.example", **options)
        gateway.trust(SignKeys())
        socket.getaddrinfo = silent
        began = time.monotonic()
        try:
            with contextlib.suppress(GatewayError):
                gateway.health()
            return time.monotonic() - began - _DEADLINE_S
        finally:
            socket.getaddrinfo = known
            over.set()


def _mute(_connection: socket.socket, over: threading.Event) -> None:
    over.wait(60)


def _sip(connection: socket.socket, over: threading.Event) -> None:
    while not over.wait(0.05):
        connection.recv(4096)


def _dripping(start: bytes, drip: bytes) -> Callable[[socket.socket, threading.Event], None]:
    def behave(connection: socket.socket, over: threading.Event) -> None:
        connection.recv(65536)
        connection.sendall(start)
        while not over.wait(0.1):
            connection.sendall(drip)

    return behave


@contextlib.contextmanager
def _peer(behave: Callable[[socket.socket, threading.Event], None]) -> Iterator[int]:
    listener, over = socket.socket(), threading.Event()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    listener.bind(("127.0.0.1", 0))
    listener.listen()

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listener.accept()
                with connection, contextlib.suppress(OSError):
                    behave(connection, over)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        over.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


# What they share.


@contextlib.contextmanager
def _line(url: str, delay: float = 0.0, cut: int = 0) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield the address of a line to this platform, and what it tells when it has ended."""
    script = [sys.executable, str(Path(__file__).with_name("line_proxy.py")), url.rpartition(":")[2]]
    ended: dict[str, int] = {}
    with subprocess.Popen(
        [*script, "--delay", str(delay), "--cut", str(cut)], stdout=subprocess.PIPE, text=True
    ) as process:
        told = process.stdout
        assert told is not None
        try:
            yield f"http://127.0.0.1:{json.loads(told.readline())['port']}", ended
        finally:
            process.terminate()
            ended |= json.loads(told.readline() or "{}")


@contextlib.contextmanager
def _sandbox(store: Path) -> Iterator[kit.Sandbox]:
    """Run a platform without a catalogue: it takes every item, as it is."""
    command = [sys.executable, "-m", "kiosk.gateway.sandbox", "--store", str(store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=kit.ROOT, text=True) as process:
        try:
            yield kit.Sandbox(json.loads(process.stdout.readline() if process.stdout else "")["url"], store)
        finally:
            process.terminate()
            process.wait(10)


@contextlib.contextmanager
def _place() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="kiosk-line-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _at_least(name: str, value: float, bar: float, unit: str) -> Figure:
    return Figure(name=name, value=value, unit=unit, bar=f">= {bar:g}", passed=value >= bar)


def _silent(event: str, detail: str = "", **more: str) -> None:
    """Write nothing."""


def _close(gateway: PlatformGateway) -> None:
    gateway.close()
