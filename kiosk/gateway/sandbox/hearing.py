"""Reading a request: not more than the limit, of the right kind, and as JSON the contract describes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kiosk.gateway.sandbox.contract import conforms
from kiosk.gateway.sandbox.problems import Problem

if TYPE_CHECKING:
    from starlette.requests import Request

__all__ = ["ENVELOPE", "JSON", "NOTHING", "PIECE", "Kind", "read_body", "read_json"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of body: its media type ("": none is sent) and how many bytes it may have."""

    media: str
    limit: int


NOTHING = Kind("", 64 * 1024)
JSON = Kind("application/json", 1024 * 1024)
ENVELOPE = Kind("application/vnd.kiosk.envelope+json", 4 * 1024 * 1024)
PIECE = Kind("application/octet-stream", 4 * 1024 * 1024)


async def read_body(request: Request, kind: Kind) -> bytes:
    """Return the whole body. Raises Problem: 413 too large, 415 of another kind."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind.media and media not in {"", kind.media}:
        raise Problem(415, "urn:kiosk:media-type", headers={"Accept": kind.media})
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > kind.limit:
            raise Problem(413, "urn:kiosk:too-large", headers={"Connection": "close"})
    return bytes(body)


def read_json(body: bytes, schema: str) -> dict[str, Any]:
    """Return the object that this component of the contract describes. Raises Problem 400."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise Problem(400, "urn:kiosk:malformed") from None
    if not conforms(said, schema):
        raise Problem(400, "urn:kiosk:malformed")
    found: dict[str, Any] = said
    return found
