"""Problem details (RFC 9457): how the sandbox says no, to programs and, in Chinese, to people."""

from __future__ import annotations

import http
import sqlite3
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

__all__ = ["HANDLERS", "MEDIA", "WORDS", "Problem"]

MEDIA = "application/problem+json"
WORDS: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
OF_STATUS = {404: "urn:kiosk:not-found", 405: "urn:kiosk:method", 413: "urn:kiosk:too-large"}
RETRY_S = "2"


class Problem(Exception):
    """One refusal: HTTP status, problem type (a URN of problems.toml), and whatever else the answer says.

    `zh` says more to people than the type's own sentence; `more` are further members of the answer.
    """

    def __init__(
        self,
        status: int,
        kind: str,
        zh: str = "",
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(kind)
        self.status, self.kind, self.headers, self.more = status, kind, headers, dict(more or {})
        self.zh = zh or WORDS[kind]["zh"]

    def body(self) -> dict[str, Any]:
        """Return the members of the answer."""
        title = WORDS[self.kind]["title"]
        said = {"type": self.kind, "title": title, "status": self.status, "detail": self.zh, "detail_zh": self.zh}
        return {**said, **self.more}

    def response(self) -> JSONResponse:
        """Return the answer to send."""
        headers = dict(self.headers) if self.headers else None
        return JSONResponse(self.body(), self.status, headers, media_type=MEDIA)


async def _problem(_request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, Problem):
        raise error
    return error.response()


async def _http(_request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    kind = OF_STATUS.get(error.status_code, "urn:kiosk:malformed")
    return Problem(error.status_code, kind, headers=error.headers).response()


async def _busy(_request: Request, _error: Exception) -> JSONResponse:
    return Problem(503, "urn:kiosk:busy", headers={"Retry-After": RETRY_S}).response()


async def _mistake(_request: Request, _error: Exception) -> JSONResponse:
    return Problem(int(http.HTTPStatus.INTERNAL_SERVER_ERROR), "urn:kiosk:internal").response()


HANDLERS: dict[Any, Any] = {
    Problem: _problem,
    HTTPException: _http,
    sqlite3.OperationalError: _busy,
    Exception: _mistake,
}
