"""HTTP/1.1 as uvicorn speaks it, but even what is no HTTP at all is answered as a problem."""

from __future__ import annotations

import json

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from kiosk.gateway.sandbox.problems import MEDIA, Problem

__all__ = ["PlatformProtocol"]


class PlatformProtocol(H11Protocol):
    """Fits uvicorn's `http` setting."""

    def send_400_response(self, msg: str) -> None:
        """Answer what cannot be parsed, and hang up."""
        del msg
        problem = Problem(400, "urn:kiosk:malformed")
        body = json.dumps(problem.body(), ensure_ascii=False).encode()
        fields = [
            (b"content-type", MEDIA.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
        ]
        for event in (h11.Response(status_code=400, headers=fields), h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
