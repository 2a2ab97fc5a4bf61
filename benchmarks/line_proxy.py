"""A line in a process of its own: each direction `--delay` seconds long, cut after `--cut` bytes sent by the terminal.

    python benchmarks/line_proxy.py PORT [--delay 0.025] [--cut 1048576]

Prints {"port": …}, and at the end {"sent": bytes from the terminal that the line carried, "cuts": …}.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import socket
import struct
import sys

__all__ = ["Line"]

_AT_ONCE = 16 * 1024
_RESET = struct.pack("ii", 1, 0)


class Line:
    """Carries every connection to `port` of this machine."""

    def __init__(self, port: int, delay_s: float, cut: int) -> None:
        self._port, self._delay_s, self._cut = port, delay_s, cut
        self.sent = self.cuts = 0

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection until either end, or the line, has had enough."""
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self._port)
        ways = (self._way(reader, there_writer, self._cut), self._way(there_reader, writer, 0))
        tasks = [asyncio.ensure_future(way) for way in ways]
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if any(task.exception() is None and task.result() for task in done):
            self.cuts += 1
            for one in (writer, there_writer):
                one.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        for task in tasks:
            task.cancel()
        for one in (writer, there_writer):
            one.close()

    async def _way(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, cut: int) -> bool:
        """Carry one direction; return whether the line was cut."""
        clock = asyncio.get_running_loop().time
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        arriving = asyncio.ensure_future(self._arrive(under_way, writer))
        carried = 0
        try:
            while data := await reader.read(min(_AT_ONCE, cut - carried) if cut else _AT_ONCE):
                carried += len(data)
                if cut:
                    self.sent += len(data)
                under_way.put_nowait((clock() + self._delay_s, data))
                if carried == cut:
                    return True
        finally:
            arriving.cancel()
        return False

    async def _arrive(self, under_way: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter) -> None:
        clock = asyncio.get_running_loop().time
        while True:
            due, data = await under_way.get()
            await asyncio.sleep(max(0.0, due - clock()))
            writer.write(data)
            await writer.drain()


async def _serve(port: int, delay_s: float, cut: int) -> Line:
    line, over = Line(port, delay_s, cut), asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
    server = await asyncio.start_server(line.carry, "127.0.0.1", 0)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    await over.wait()
    return line


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("--delay", type=float, default=0.0)
    parser.add_argument("--cut", type=int, default=0)
    wish = parser.parse_args()
    ended = asyncio.run(_serve(wish.port, wish.delay, wish.cut))
    print(json.dumps({"sent": ended.sent, "cuts": ended.cuts}), flush=True)
    sys.exit(0)
