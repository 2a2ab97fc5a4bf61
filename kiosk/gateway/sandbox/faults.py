"""Levers that make the sandbox misbehave as real lines and platforms do, for demonstrations and tests."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse

from kiosk.gateway.sandbox.problems import Problem

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["MODES", "Faults"]

MODES = ("normal", "html", "redirect", "slow", "drip", "500", "429", "paused", "reject", "lost")
LEVERS = "/_sandbox/"


class Faults:
    """ASGI wrapper. POST /_sandbox/faults {"mode", "times"?, "seconds"?} pulls a lever, for the next `times` requests.

    html: a captive portal. slow: the answer comes after `seconds`. drip: it comes a byte at a time.
    reject: cases are refused for good. lost: the work is done, but the answer breaks off.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._mode, self._times, self._seconds = "normal", -1, 30.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection event."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"] == f"{LEVERS}faults":
            await (await self._pull(Request(scope, receive)))(scope, receive, send)
        elif scope["path"].startswith(LEVERS):
            await self._app(scope, receive, send)
        else:
            await self._misbehave(scope, receive, send)

    async def _pull(self, request: Request) -> Response:
        wish = await request.json()
        if wish.get("mode") not in MODES:
            return Problem(422, "urn:kiosk:mode", " ".join(MODES)).response()
        self._mode, self._times = wish["mode"], int(wish.get("times", -1))
        self._seconds = float(wish.get("seconds", 30.0))
        return JSONResponse({"mode": self._mode})

    async def _misbehave(self, scope: Scope, receive: Receive, send: Send) -> None:
        mode, self._times = (self._mode if self._times else "normal"), max(self._times - 1, -1)
        if mode == "slow":
            await asyncio.sleep(self._seconds)
        refusal = _refusal(mode, scope["method"], scope["path"], self._seconds)
        if refusal is not None:
            await refusal(scope, receive, send)
        elif mode in {"drip", "lost"}:
            await self._app(scope, receive, _Broken(send, mode, self._seconds))
        else:
            await self._app(scope, receive, send)


def _refusal(mode: str, method: str, path: str, seconds: float) -> Response | None:
    refusals: dict[str, Response] = {
        "html": HTMLResponse("<!doctype html><title>Network login</title><form>...</form>"),
        "redirect": RedirectResponse("/login"),
        "500": PlainTextResponse("Internal Server Error", 500),
        "429": PlainTextResponse("Too Many Requests", 429, {"Retry-After": f"{seconds:.0f}"}),
        "paused": Problem(403, "urn:kiosk:device-revoked").response(),
    }
    if mode == "reject" and method == "PUT" and path.startswith("/v1/cases/"):
        return Problem(422, "urn:case:not-eligible", "演示：本事项不予受理").response()
    return refusals.get(mode)


class _Broken:
    """Sends an answer a byte at a time, or its first half alone."""

    def __init__(self, send: Send, mode: str, seconds: float) -> None:
        self._send, self._mode, self._pause = send, mode, seconds

    async def __call__(self, message: Message) -> None:
        body: Any = message.get("body", b"")
        if not body:
            await self._send(message)
        elif self._mode == "lost":
            await self._send({**message, "body": body[: len(body) // 2]})
        else:
            for byte in body:
                await self._send({**message, "body": bytes((byte,)), "more_body": True})
                await asyncio.sleep(self._pause)
            await self._send({**message, "body": b""})
