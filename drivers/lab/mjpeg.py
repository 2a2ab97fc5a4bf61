"""An MJPEG server as document cameras have one: multipart/x-mixed-replace over HTTP, one thread for each viewer."""

from __future__ import annotations

import contextlib
import http.server
import select
import socket
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["FPS", "MjpegServer"]

FPS = 15
_PATIENCE_S = 2.0  # for a viewer that does not read


class _Viewer(http.server.BaseHTTPRequestHandler):
    """One viewer of the stream."""

    server: MjpegServer
    timeout = _PATIENCE_S

    def do_GET(self) -> None:
        """Send one part each 1/15 s until the viewer leaves or the camera is switched off."""
        if self.path != "/stream":
            self.send_error(http.HTTPStatus.NOT_FOUND)
            return
        self.send_response(http.HTTPStatus.OK)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        with self.server.viewing(), contextlib.suppress(OSError):
            due = time.monotonic()
            while not self.server.ended.wait(max(0.0, due - time.monotonic())) and not self._left():
                due = max(due + 1 / FPS, time.monotonic())
                part = self.server.part()
                if part is not None:
                    head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(part)}\r\n\r\n"
                    self.wfile.write(head.encode() + part + b"\r\n")

    def _left(self) -> bool:
        readable, _, _ = select.select([self.connection], [], [], 0)
        return bool(readable) and not self.connection.recv(1, socket.MSG_PEEK)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the standard library
        """Keep quiet: the lab prints nothing while it serves."""


class MjpegServer(http.server.ThreadingHTTPServer):
    """Serves `/stream` on the loopback; `part` gives the bytes of the moment, or None to send nothing.

    Raises OSError when the port is taken.
    """

    daemon_threads = False  # closing waits for the viewers' threads
    block_on_close = True

    def __init__(self, port: int, part: Callable[[], bytes | None]) -> None:
        super().__init__(("127.0.0.1", port), _Viewer)
        self.part = part
        self.ended = threading.Event()
        self.viewers = 0
        self._count = threading.Lock()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), name="lab-camera", daemon=True)
        self._thread.start()

    @contextlib.contextmanager
    def viewing(self) -> Iterator[None]:
        """Count one viewer while the stream is sent."""
        with self._count:
            self.viewers += 1
        try:
            yield
        finally:
            with self._count:
                self.viewers -= 1

    def close(self) -> None:
        """Hang up on every viewer and give the port back."""
        self.ended.set()
        self.shutdown()
        self._thread.join()
        self.server_close()
