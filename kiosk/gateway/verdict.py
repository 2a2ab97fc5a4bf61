"""What an answer of the line means. An answer counts only when it proves to be the centre's own.

2xx and 304: go on. 408 425 429 5xx: Busy. Redirects and whatever does not speak problem+json (RFC 9457): not the
platform. The rest by status and problem type, after the contract in openapi.yaml.
"""

from __future__ import annotations

import email.utils
import json
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from kiosk.gateway.errors import Busy, NotThePlatform, Paused, Refused, Rejected

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.gateway.errors import GatewayError
    from kiosk.gateway.wire import Answer

__all__ = ["LONGEST_RETRY_AFTER_S", "json_of", "judge"]

LONGEST_RETRY_AFTER_S = 3600.0
PAUSING = {401, 403, 404, 405, 407, 410, 426}
LATER = {408, 425, 429}
LATER_TYPES = {"urn:kiosk:in-progress", "urn:kiosk:missing-blobs", "urn:kiosk:offset"}
PROBLEM = "application/problem+json"
DAMAGED = "urn:kiosk:digest"
CASE = "urn:case:"


def judge(answer: Answer) -> None:
    """Return when the answer settles the call well. Raises GatewayError otherwise."""
    status = answer.status
    if status == HTTPStatus.NOT_MODIFIED or HTTPStatus(200) <= status < HTTPStatus(300):
        return
    if status in LATER or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise Busy(f"status {status}", _retry_after(answer.headers))
    if status < HTTPStatus.BAD_REQUEST:
        raise NotThePlatform(f"redirect {status}")
    raise _problem(answer)


def json_of(answer: Answer, media: str = "application/json") -> dict[str, Any]:
    """Return the JSON object of an answer. Raises NotThePlatform."""
    if not _speaks(answer, media):
        raise NotThePlatform(f"status {answer.status} without {media}")
    try:
        value = json.loads(answer.body)
    except ValueError:
        raise NotThePlatform(f"status {answer.status} with broken JSON") from None
    if not isinstance(value, dict):
        raise NotThePlatform(f"status {answer.status} with JSON that is no object")
    return value


def _speaks(answer: Answer, media: str) -> bool:
    return answer.headers.get("Content-Type", "").partition(";")[0].strip() == media


def _problem(answer: Answer) -> GatewayError:
    said = json_of(answer, PROBLEM) if answer.body or not _speaks(answer, PROBLEM) else {}  # HEAD has no body
    kind = str(said.get("type", ""))
    if kind == DAMAGED:
        return NotThePlatform("the request was damaged on the way")
    if answer.status in PAUSING:
        return Paused(f"status {answer.status} {kind}")
    if kind in LATER_TYPES:
        return Busy(kind)
    if kind.startswith(CASE):
        return Rejected(kind.removeprefix(CASE))
    return Refused(kind)


def _retry_after(headers: Mapping[str, str]) -> float:
    """Return the seconds the centre asks for, at most an hour; 0 when it does not say."""
    text = headers.get("Retry-After", "")
    if text.isdecimal():
        return min(float(text), LONGEST_RETRY_AFTER_S)
    try:
        moment = email.utils.parsedate_to_datetime(text).timestamp()
    except ValueError:
        return 0.0
    return min(max(moment - time.time(), 0.0), LONGEST_RETRY_AFTER_S)
