"""The line between the terminal and the sandbox platform: a TCP relay on loopback that can be cut, slowed or bitten."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence

__all__ = ["USAGE", "LabLine"]

_T = TypeVar("_T")

USAGE = "platform up | down | slow [MS] | drop-next"
SLOW_MS = 800
_CHUNK = 64 * 1024
_PATIENCE_S = 5.0


@dataclass(slots=True)
class _Condition:
    """How the line is now; read and written on the relay's own loop alone."""

    up: bool = True
    slow_ms: int = 0
    drop_next: bool = False
    relayed: int = 0


class LabLine:
    """A relay in a thread of its own. A cut line resets what is open and every new connection at once.

    `target` is the base URL that the line leads to; `slow` holds every piece back by the given milliseconds in each
    direction; `drop-next` lets the next request arrive and loses its answer.
    """

    def __init__(self, target: str = "") -> None:
        self._target = target
        self._condition = _Condition()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

    def start(self, target: str = "") -> dict[str, str]:
        """Listen on a free port of loopback; return the address that stands for the platform's."""
        self._target = target or self._target
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="lab-line", daemon=True)
        self._thread.start()
        port = self._ask(self._listen())
        return {"platform.base_url": f"http://127.0.0.1:{port}"}

    def command(self, words: Sequence[str]) -> dict[str, object]:
        """Obey `up`, `down`, `slow [MS]`, `drop-next`; return the state. Raises ValueError with the usage."""
        match list(words):
            case ["up"]:
                self._ask(self._become(_Condition()))
            case ["down"]:
                self._ask(self._become(_Condition(up=False)))
            case ["drop-next"]:
                self._ask(self._become(_Condition(drop_next=True)))
            case ["slow", *rest] if len(rest) <= 1 and all(word.isdecimal() for word in rest):
                self._ask(self._become(_Condition(slow_ms=int(rest[0]) if rest else SLOW_MS)))
            case _:
                raise ValueError(USAGE)
        return self.state()

    def state(self) -> dict[str, object]:
        """How the line is: `up`, `slow_ms`, `drop_next`, `relayed` connections, `open` ones, and where it leads."""
        now = self._condition
        return {
            "up": now.up,
            "slow_ms": now.slow_ms,
            "drop_next": now.drop_next,
            "relayed": now.relayed,
            "open": len(self._open),
            "target": self._target,
        }

    def stop(self) -> None:
        """Close everything; a stopped line does not start again."""
        if self._thread is None or self._loop is None:
            return
        self._ask(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_PATIENCE_S)
        self._loop.close()
        self._thread = self._loop = None

    def _ask(self, work: Coroutine[object, object, _T]) -> _T:
        if self._loop is None:
            work.close()
            raise ValueError("the line is not started")
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE_S)

    async def _listen(self) -> int:
        self._server = await asyncio.start_server(self._relay, "127.0.0.1", 0)
        return int(self._server.sockets[0].getsockname()[1])

    async def _become(self, condition: _Condition) -> None:
        condition.relayed = self._condition.relayed
        self._condition = condition
        if not condition.up:
            self._cut()

    def _cut(self) -> None:
        for writer in tuple(self._open):
            writer.transport.abort()

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()
        self._cut()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection of the terminal until either side ends it."""
        ends = [writer]
        self._open.add(writer)
        try:
            if not self._condition.up:
                raise ConnectionRefusedError
            goal = urlsplit(self._target)
            far_reader, far_writer = await asyncio.open_connection(goal.hostname, goal.port)
            ends.append(far_writer)
            self._open.add(far_writer)
            self._condition.relayed += 1
            await asyncio.gather(self._forth(reader, far_writer), self._back(far_reader, writer))
        except OSError:
            for end in ends:
                end.transport.abort()
        finally:
            self._open.difference_update(ends)
            for end in ends:
                end.close()

    async def _forth(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while piece := await source.read(_CHUNK):
            await self._pass_on(piece, sink)
        sink.write_eof()

    async def _back(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        """Bring the answers; raises ConnectionAbortedError for the one that is to be lost."""
        while piece := await source.read(_CHUNK):
            if self._condition.drop_next:
                self._condition.drop_next = False
                raise ConnectionAbortedError
            await self._pass_on(piece, sink)
        sink.write_eof()

    async def _pass_on(self, piece: bytes, sink: asyncio.StreamWriter) -> None:
        if self._condition.slow_ms:
            await asyncio.sleep(self._condition.slow_ms / 1000)
        if not self._condition.up:
            raise ConnectionAbortedError
        sink.write(piece)
        await sink.drain()
