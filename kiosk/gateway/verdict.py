"""What an answer of the line means. An answer counts only when it proves to be the centre's own.

2xx and 304: go on. 408 425 429 5xx: Busy. Redirects and whatever does not speak problem+json (RFC 9457): not the
platform. The rest by status and problem type, after the contract in openapi.yaml. A refusal of a case is not believed
here yet: whoever sent the case proves that it is about that case (kiosk.gateway.proofs).
"""

from __future__ import annotations

import datetime as dt
import email.utils
import json
import re
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from kiosk.gateway.errors import (
    BlobsMissing,
    Busy,
    CertificateRefused,
    NotThePlatform,
    NotYet,
    OffsetElsewhere,
    Paused,
    Refused,
    Rejected,
    Revoked,
    SnapshotAsked,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.gateway.errors import GatewayError
    from kiosk.gateway.wire import Answer

__all__ = ["LONGEST_RETRY_AFTER_S", "json_of", "judge", "told_time"]

LONGEST_RETRY_AFTER_S = 3600.0
PAUSING = {401, 403, 404, 405, 407, 410, 426}
LATER = {408, 425, 429}
BLOBS, OFFSET = "urn:kiosk:missing-blobs", "urn:kiosk:offset"
LATER_TYPES = {"urn:kiosk:in-progress", "urn:kiosk:missing-case", BLOBS, OFFSET}
SNAPSHOT, REVOKED, CERTIFICATE = "urn:kiosk:snapshot", "urn:kiosk:device-revoked", "urn:kiosk:certificate"
NAME = re.compile("[0-9a-f]{64}")
MOST_NAMES = 1000
PROBLEM = "application/problem+json"
FINAL_TYPES = {
    f"urn:kiosk:{name}"
    for name in (
        "already-rated",
        "blob-digest",
        "different-content",
        "enclosure",
        "envelope",
        "key-unknown",
        "schema",
        "schema-retired",
        "too-large",
    )
}
"""What the platform says only of what reached it whole; any other answer of 4xx may be the line's doing."""
CASE = "urn:case:"
STALE = "urn:kiosk:signature-stale"


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
    except (ValueError, RecursionError):
        raise NotThePlatform(f"status {answer.status} with broken JSON") from None
    if not isinstance(value, dict):
        raise NotThePlatform(f"status {answer.status} with JSON that is no object")
    return value


def told_time(answer: Answer) -> float | None:
    """Return the centre's time, in seconds since 1970, where it finds our signature of another time; else None."""
    if answer.status != HTTPStatus.UNAUTHORIZED:
        return None
    try:
        said = json_of(answer, PROBLEM)
        return dt.datetime.fromisoformat(said["server_time"]).timestamp() if said.get("type") == STALE else None
    except (NotThePlatform, KeyError, TypeError, ValueError, OverflowError):
        return None


def _speaks(answer: Answer, media: str) -> bool:
    return answer.headers.get("Content-Type", "").partition(";")[0].strip() == media


def _problem(answer: Answer) -> GatewayError:
    said = json_of(answer, PROBLEM) if answer.body or not _speaks(answer, PROBLEM) else {}  # HEAD has no body
    kind = str(said.get("type", ""))
    if answer.status in PAUSING:
        return _pause(answer.status, kind)
    if answer.status == HTTPStatus.CONFLICT and kind in LATER_TYPES:
        return _later(kind, said, answer.headers)
    if kind.startswith(CASE):
        return Rejected(kind.removeprefix(CASE), said)
    if kind not in FINAL_TYPES or answer.status == HTTPStatus.BAD_REQUEST:
        return NotThePlatform(f"status {answer.status}: damaged on the way")
    return Refused(kind)


def _later(kind: str, said: Mapping[str, Any], headers: Mapping[str, str]) -> GatewayError:
    if kind == BLOBS:
        return BlobsMissing(_names(said.get("missing")))
    return OffsetElsewhere(headers) if kind == OFFSET else NotYet(kind)


def _pause(status: int, kind: str) -> GatewayError:
    if (status, kind) == (HTTPStatus.GONE, SNAPSHOT):
        return SnapshotAsked(kind)
    if (status, kind) == (HTTPStatus.FORBIDDEN, REVOKED):
        return Revoked(kind)
    if kind == CERTIFICATE:
        return CertificateRefused(kind)
    return Paused(f"status {status} {kind}")


def _names(told: object) -> tuple[str, ...]:
    """Return the names of enclosures in a list, leaving out what cannot be one."""
    listed = told[:MOST_NAMES] if isinstance(told, list) else []
    return tuple(one for one in listed if isinstance(one, str) and NAME.fullmatch(one))


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
