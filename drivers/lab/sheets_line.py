"""The HTTP side of the lab's A4 printer, and the manners in which it may answer."""

from __future__ import annotations

import http.server
import sys
import threading
from typing import TYPE_CHECKING

from drivers.ipp.encode import encode
from drivers.ipp.parse import parse
from drivers.ipp.stream import IppGarbled
from drivers.lab.sheets_answers import answer

if TYPE_CHECKING:
    from drivers.lab.sheets_jobs import SheetPress

__all__ = ["MANNERS", "SheetServer"]

MANNERS = ("talk", "silent", "garbage", "refuse", "deaf")
_LIMIT = 64 << 20


class SheetServer(http.server.ThreadingHTTPServer):
    """Answers for `press` in the way that `manner` says."""

    daemon_threads = True

    def __init__(self, port: int, press: SheetPress) -> None:
        self.press = press
        self.manner = "talk"
        self.stopped = threading.Event()
        super().__init__(("127.0.0.1", port), _Caller)

    def handle_error(self, request: object, client_address: object) -> None:
        """Let a terminal go away in the middle: one that was killed says no farewell."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type] # the base's own arguments


class _Caller(http.server.BaseHTTPRequestHandler):
    server: SheetServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_POST(self) -> None:
        """Answer one IPP request in the manner that was set; `deaf` obeys and its answer is lost."""
        length = int(self.headers.get("Content-Length", "0"))
        body = self.rfile.read(length) if length <= _LIMIT else b""
        manner = self.server.manner
        if len(body) < length or manner == "silent":
            self.server.stopped.wait(0 if len(body) < length else 60)
            self.close_connection = True
            return
        try:
            said = encode(answer(parse(body), self.server.press))
        except IppGarbled:
            self.send_error(400)
            return
        if manner == "deaf":
            self.close_connection = True
            return
        if manner == "garbage":
            said = b"\x02\x00" + said[4:40] + b"\xff\x47\x99"
        self.send_response(503 if manner == "refuse" else 200)
        self.send_header("Content-Type", "application/ipp")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its base's name
        """Keep quiet: a line would name the job."""
