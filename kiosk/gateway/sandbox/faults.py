"""Levers that make the sandbox misbehave as real lines and platforms do, for demonstrations and tests."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse

from kiosk.gateway.sandbox.problems import Problem

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["IN_DESK", "MODES", "Faults"]

IN_DESK = ("reject", "schema-retired")
"""What the desk for cases does itself when it finds the lever in its scope."""
TWISTED = ("wrong-digest", "wrong-id", "wrong-signature")
MODES = (
    *("normal", "html", "redirect", "slow", "drip", "500", "503", "429", "paused", "in-progress", "lost", "cut"),
    *IN_DESK,
    *TWISTED,
)
LEVERS = "/_sandbox/"


class Faults:
    """ASGI wrapper. POST /_sandbox/faults {"mode", "times"?, "seconds"?, "only"?} pulls a lever.

    For the next `times` requests, whose path begins with `only`. html: a captive portal. slow: the answer comes after
    `seconds`. drip: it comes a byte at a time. reject, schema-retired: cases are refused for good. in-progress: cases
    shall come again. lost: the work is done, but the answer breaks off. cut: no answer at all, and nothing is done.
    wrong-digest, wrong-id, wrong-signature: the answer is about something else, or not the platform's.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._mode, self._times, self._seconds, self._only = "normal", -1, 30.0, ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection event."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"] == f"{LEVERS}faults":
            await (await self._pull(Request(scope, receive)))(scope, receive, send)
        elif scope["path"].startswith(LEVERS) or not scope["path"].startswith(self._only):
            await self._app(scope, receive, send)
        else:
            await self._misbehave(scope, receive, send)

    async def _pull(self, request: Request) -> Response:
        try:
            wish = await request.json()
            mode, times = str(wish["mode"]), int(wish.get("times", -1))
            seconds, only = float(wish.get("seconds", 30.0)), str(wish.get("only", ""))
        except (ValueError, KeyError, TypeError, AttributeError):
            return Problem(400, "urn:kiosk:malformed").response()
        if mode not in MODES:
            return Problem(422, "urn:kiosk:mode", more={"modes": list(MODES)}).response()
        self._mode, self._times, self._seconds, self._only = mode, times, seconds, only
        return JSONResponse({"mode": mode})

    async def _misbehave(self, scope: Scope, receive: Receive, send: Send) -> None:
        mode, self._times = (self._mode if self._times else "normal"), self._times - (self._times > 0)
        if mode == "slow":
            await asyncio.sleep(self._seconds)
        refusal = _refusal(mode, scope["path"], self._seconds)
        if mode == "cut":
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1000")]})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        elif refusal is not None:
            await refusal(scope, receive, send)
        elif mode in {"drip", "lost", *TWISTED}:
            await self._app(scope, receive, _Broken(send, mode, self._seconds))
        else:
            await self._app({**scope, "lever": mode if mode in IN_DESK else ""}, receive, send)


def _refusal(mode: str, path: str, seconds: float) -> Response | None:
    later = {"Retry-After": f"{seconds:.0f}"}
    refusals: dict[str, Response] = {
        "html": HTMLResponse("<!doctype html><title>Network login</title><form>...</form>"),
        "redirect": RedirectResponse("/login"),
        "500": PlainTextResponse("Internal Server Error", 500),
        "503": Problem(503, "urn:kiosk:busy", headers=later).response(),
        "429": PlainTextResponse("Too Many Requests", 429, later),
        "paused": Problem(403, "urn:kiosk:device-revoked").response(),
    }
    if mode == "in-progress" and path.startswith("/v1/cases/"):
        return Problem(409, "urn:kiosk:in-progress").response()
    return refusals.get(mode)


class _Broken:
    """Sends an answer a byte at a time, its first half alone, or with another member than the platform wrote."""

    def __init__(self, send: Send, mode: str, seconds: float) -> None:
        self._send, self._mode, self._pause = send, mode, seconds

    async def __call__(self, message: Message) -> None:
        body: Any = message.get("body", b"")
        if not body:
            await self._send(message)
        elif self._mode == "lost":
            await self._send({**message, "body": body[: len(body) // 2]})
        elif self._mode in TWISTED:
            await self._send({**message, "body": _twisted(body, self._mode)})
        else:
            for byte in body:
                await self._send({**message, "body": bytes((byte,)), "more_body": True})
                await asyncio.sleep(self._pause)
            await self._send({**message, "body": b""})


def _twisted(body: bytes, mode: str) -> bytes:
    """Return the JSON with one value turned around, as long as it was; what is no such answer stays."""
    said = json.loads(body)
    inner = said.get("receipt_sig", {}) if mode == "wrong-signature" else said
    name = {"wrong-digest": "sha256", "wrong-id": "case_id", "wrong-signature": "value"}[mode]
    value = inner.get(name, "") if isinstance(inner, dict) else ""
    return body.replace(value.encode(), value[::-1].encode()) if value else body
