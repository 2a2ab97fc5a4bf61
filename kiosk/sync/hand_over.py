"""Bringing one row to the centre: the part of a delivery that waits for the line and touches no store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.gateway.errors import BlobsMissing, GatewayError, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.domain.case import Acknowledgement, Received
    from kiosk.gateway.port import PlatformGateway
    from offline_cache.rows import Enclosed, Queued

__all__ = ["BLOB_LOST", "Outcome", "hand_over"]

BLOB_LOST = "blob-lost"


@dataclass(frozen=True, slots=True, repr=False)
class Outcome:
    """What came of an attempt: what the centre `said` to a case, or the `error` that stood in the way.

    Neither of the two: it has what is no case.
    """

    row: Queued
    said: Acknowledgement | Received | None = None
    error: Exception | None = None


def hand_over(gateway: PlatformGateway, row: Queued, body: Callable[[Enclosed], bytes]) -> Outcome:
    """Enclosures first, the case last: the centre never holds a case without its papers. `body` raises OSError."""
    try:
        if row.lane in {"rating", "telemetry"}:
            (gateway.rate if row.lane == "rating" else gateway.tally)(row.envelope, row.case_id)
            return Outcome(row)
        _put(gateway, row, row.enclosures, body)
        try:
            return Outcome(row, gateway.submit(row.envelope, row.case_id))
        except BlobsMissing as error:
            missing = tuple(one for one in row.enclosures if one.sha256 in error.names)
            if not missing:
                raise
            _put(gateway, row, missing, body)
            return Outcome(row, gateway.submit(row.envelope, row.case_id))
    except GatewayError as error:
        return Outcome(row, error=error)


def _put(
    gateway: PlatformGateway, row: Queued, enclosures: tuple[Enclosed, ...], body: Callable[[Enclosed], bytes]
) -> None:
    for enclosed in enclosures:
        try:
            ciphertext = body(enclosed)
        except OSError:
            raise Refused(BLOB_LOST) from None
        gateway.put_blob(enclosed.sha256, ciphertext, fresh=not row.attempts)
