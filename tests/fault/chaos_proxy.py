"""A line that fails in every way that lines fail: an HTTP proxy on loopback, in front of a real platform.

    python tests/fault/chaos_proxy.py UPSTREAM_PORT [--seed N] [--rate 0.35] [--kinds a,b] [--slow S]

Prints {"port", "elsewhere"} when it listens, and on SIGTERM what it did. The fault of the n-th exchange follows from
the seed and n alone. `elsewhere` is where redirects lead: it says yes to everything and counts who comes.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import re
import signal
import socket
import struct
import sys
import threading
from collections import Counter

from chaos_kinds import BEFORE, HEAD_END, KINDS, Chaos, flipped, made_up, yes

LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)", re.IGNORECASE)
PIECE = 16


class Proxy:
    """`counts` says how often what happened; `elsewhere_requests` how many followed a redirect."""

    def __init__(self, upstream, plan, slow_s=1.0):
        self.upstream, self.plan, self.slow_s = upstream, plan, slow_s
        self.counts, self.number, self.elsewhere_requests = Counter(), 0, 0
        self.older, self.late = {}, set()
        self.port = self.elsewhere = 0

    async def listen(self):
        servers = [await asyncio.start_server(one, "127.0.0.1", 0, limit=1 << 24) for one in (self._serve, self._away)]
        self.port, self.elsewhere = (one.sockets[0].getsockname()[1] for one in servers)
        return servers

    async def _serve(self, reader, writer):
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
                while await self._exchange(reader, writer):
                    pass
        finally:
            writer.close()

    async def _exchange(self, reader, writer):
        """Carry one request; return whether the connection lives on."""
        first = await reader.readuntil(b"\r\n")
        self.number += 1
        kind, rng = self.plan(self.number, first), random.Random(self.number)
        self.counts[kind or "sound"] += 1
        if kind == "slow-accept":
            await asyncio.sleep(self.slow_s * rng.random())
        if kind == "rst-mid-request":
            await reader.read(rng.randrange(1, 2000))
            return _reset(writer)
        request = first + await _message(reader)
        if kind in BEFORE:
            return await self._instead(kind, request, writer, rng)
        try:
            answer = await self._asked(kind, request, rng)
            older = self._older(request, answer)
        except (OSError, asyncio.IncompleteReadError):
            self.counts["platform down"] += 1
            return _reset(writer)
        return await self._told(kind, older if kind == "stale-answer" else answer, writer, rng)

    def _older(self, request, answer):
        """Return the answer to the last request of the same sort, this one's where there was none; keep this one's."""
        method, path, _ = request.split(b" ", 2)
        sort = (method, *path.split(b"/")[:3])
        older, self.older[sort] = self.older.get(sort, answer), answer
        return older

    async def _asked(self, kind, request, rng):
        """Have the platform work, as often and as late as the fault wants; return its answer."""
        if kind == "flip-request":
            request = flipped(request, rng)
        answer = await self._ask(request)
        if kind == "twice":
            answer = await self._ask(request)
        elif kind == "race":
            answers = await asyncio.gather(*(self._ask(request) for _ in range(3)))
            answer = rng.choice(answers)
        elif kind == "late-again":
            task = asyncio.create_task(self._again(request))
            self.late.add(task)
            task.add_done_callback(self.late.discard)
        return answer

    async def _told(self, kind, answer, writer, rng):
        """Tell the terminal what the platform said, as far as the fault lets it through."""
        head = answer.index(HEAD_END) + len(HEAD_END)
        if kind == "ack-lost":
            return _reset(writer)
        if kind == "hang-after":
            await asyncio.sleep(self.slow_s)
            return _reset(writer)
        if kind in {"cut-head", "cut-body", "rst-mid-answer"}:
            first, last = (1, head) if kind == "cut-head" else (head, len(answer))
            writer.write(answer[: rng.randrange(first, max(first + 1, last))])
            await writer.drain()
            return _reset(writer) if kind == "rst-mid-answer" else False
        if kind in {"drip-head", "drip-body"}:
            await self._drip(answer, writer, 0 if kind == "drip-head" else head)
            return False
        if kind == "flip-answer":
            answer = flipped(answer, rng)
        writer.write(answer)
        await writer.drain()
        return kind not in {"flip-answer", "stale-answer"}

    async def _instead(self, kind, request, writer, rng):
        """Answer for the platform, or not at all."""
        if kind == "rst-before":
            return _reset(writer)
        if kind == "hang-before":
            await asyncio.sleep(self.slow_s)
            return _reset(writer)
        if kind == "cut-request":
            with contextlib.suppress(OSError):
                _, up = await asyncio.open_connection("127.0.0.1", self.upstream)
                up.write(request[: rng.randrange(1, len(request))])
                await up.drain()
                up.close()
            return _reset(writer)
        if kind == "garbage":
            writer.write(rng.randbytes(200))
            await writer.drain()
            return False
        writer.write(made_up(kind, request, f"http://127.0.0.1:{self.elsewhere}"))
        await writer.drain()
        return True

    async def _drip(self, answer, writer, at):
        writer.write(answer[:at])
        for byte in answer[at:]:
            writer.write(bytes((byte,)))
            await writer.drain()
            await asyncio.sleep(self.slow_s / PIECE)

    async def _ask(self, request):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.upstream, limit=1 << 24)
        try:
            writer.write(request)
            await writer.drain()
            return await _message(reader, bodiless=request.startswith(b"HEAD "))
        finally:
            writer.close()

    async def _again(self, request):
        await asyncio.sleep(self.slow_s / 4)
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await self._ask(request)

    async def _away(self, reader, writer):
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                while request := await _message(reader):
                    self.elsewhere_requests += 1
                    writer.write(yes(request))
                    await writer.drain()
        finally:
            writer.close()


async def _message(reader, *, bodiless=False):
    head = await reader.readuntil(HEAD_END)
    length = LENGTH.search(head)
    return head + (await reader.readexactly(int(length[1])) if length and not bodiless else b"")


def _reset(writer):
    linger = struct.pack("ii", 1, 0)
    with contextlib.suppress(OSError):
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    writer.transport.abort()
    return False


class InThread(threading.Thread):
    """A proxy beside a test: `with InThread(upstream, plan) as proxy` has its `port` and `counts`."""

    def __init__(self, upstream, plan, slow_s=0.3):
        super().__init__(daemon=True)
        self.proxy, self._ready, self._loop = Proxy(upstream, plan, slow_s), threading.Event(), None

    def run(self):
        asyncio.run(self._main())

    async def _main(self):
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        servers = await self.proxy.listen()
        self._ready.set()
        await self._over.wait()
        for server in servers:
            server.close()

    def __enter__(self):
        self.start()
        self._ready.wait(10)
        return self.proxy

    def __exit__(self, *_how):
        self._loop.call_soon_threadsafe(self._over.set)
        self.join(10)


async def _serve_for_ever(proxy):
    over = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
    await proxy.listen()
    _say({"port": proxy.port, "elsewhere": proxy.elsewhere})
    await over.wait()
    _say({"elsewhere_requests": proxy.elsewhere_requests, "exchanges": proxy.number, "counts": dict(proxy.counts)})
    os._exit(0)


def _say(line):
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("upstream", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rate", type=float, default=0.35)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--slow", type=float, default=1.0)
    wish = parser.parse_args()
    chaos = Chaos(wish.seed, wish.rate, wish.kinds.split(","))
    asyncio.run(_serve_for_ever(Proxy(wish.upstream, chaos, wish.slow)))


if __name__ == "__main__":
    main()
