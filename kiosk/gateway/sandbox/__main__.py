"""`python -m kiosk.gateway.sandbox --port N --store DIR [--catalogue DIR]`: the platform on this machine alone.

Prints one JSON line {"url": …} when it listens, and ends on SIGTERM or SIGINT.
"""

from __future__ import annotations

import argparse
import json
import socket
import sys
from pathlib import Path

import uvicorn

from kiosk.gateway.sandbox.app import build

__all__ = ["main"]


class _Server(uvicorn.Server):
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and sockets:
            host, port = sockets[0].getsockname()
            sys.stdout.write(json.dumps({"url": f"http://{host}:{port}"}) + "\n")
            sys.stdout.flush()


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m kiosk.gateway.sandbox")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--store", type=Path, required=True, help="folder of the platform's own files")
    parser.add_argument("--catalogue", type=Path, help="folder of service items to publish")
    arguments = parser.parse_args()
    arguments.store.mkdir(parents=True, exist_ok=True)
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named: asyncio then sets NODELAY
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", arguments.port))
    config = uvicorn.Config(
        build(arguments.store, arguments.catalogue),
        http="h11",
        ws="none",
        log_level="critical",
        access_log=False,
        timeout_graceful_shutdown=1,
    )
    _Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
