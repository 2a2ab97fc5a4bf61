"""Problem details (RFC 9457): how the sandbox says no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from starlette.requests import Request

__all__ = ["Problem", "answer_problem"]


class Problem(Exception):
    """One refusal: HTTP status, problem type (a URN of openapi.yaml), words for people, header fields."""

    def __init__(self, status: int, kind: str, detail: str = "", headers: dict[str, str] | None = None) -> None:
        super().__init__(kind)
        self.status, self.kind, self.detail, self.headers = status, kind, detail, headers

    def response(self) -> JSONResponse:
        """Return the answer to send."""
        body = {"type": self.kind, "title": self.kind.rpartition(":")[2], "status": self.status, "detail": self.detail}
        return JSONResponse(body, self.status, self.headers, media_type="application/problem+json")


async def answer_problem(_request: Request, problem: Exception) -> JSONResponse:
    """Answer a raised Problem: the exception handler of the application."""
    if not isinstance(problem, Problem):
        raise problem
    return problem.response()
