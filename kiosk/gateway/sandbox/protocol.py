"""HTTP/1.1 as uvicorn speaks it, but even what is no HTTP at all is answered as a problem."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from kiosk.gateway.sandbox.problems import MEDIA, Problem

if TYPE_CHECKING:
    import asyncio

    from starlette.types import Receive, Scope, Send

__all__ = ["PlatformProtocol"]


class PlatformProtocol(H11Protocol):
    """Fits uvicorn's `http` setting. Over TLS a request's scope says who the client's certificate is for."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
        """Note the name in the certificate; "" where none was shown."""
        super().connection_made(transport)
        if transport.get_extra_info("sslcontext") is None:
            return
        shown = transport.get_extra_info("peercert") or {}
        names = [value for part in shown.get("subject", ()) for key, value in part if key == "commonName"]
        app, name = self.app, names[0] if names else ""

        async def knowing(scope: Scope, receive: Receive, send: Send) -> None:
            await app({**scope, "certified": name}, receive, send)

        self.app = knowing

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
