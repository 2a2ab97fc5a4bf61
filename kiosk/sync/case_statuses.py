"""What the centre says of cases that were filed here: learnt from its changes, told to whom the card of a case names.

Changes may come twice, late or in another order; the newest by its own moment stands. Words that no citizen should be
shown are left out with everything they belong to: the window then says why.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from typing import TYPE_CHECKING, Any, Final, get_args

from config.wording import hostile
from kiosk.domain.case_status import CaseState, CaseStatus
from offline_cache.case_status import CaseStatusTable, StatusRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.gateway.port import CaseChange, Changes
    from offline_cache.store import Store

__all__ = ["CaseStatuses", "refused"]

STATES: Final = frozenset(get_args(CaseState))
TEXT_LENGTH: Final = 200
MOST_BRINGS: Final = 20


class CaseStatuses:
    """The statuses of one Store, for one thread. Methods raise StoreError."""

    def __init__(self, store: Store) -> None:
        self._table = CaseStatusTable(store)

    @property
    def cursor(self) -> str:
        """How far the centre's changes are known; "" from the beginning."""
        return self._table.cursor()

    def learn(self, changes: Changes) -> None:
        """Keep these changes and their cursor, at once; what no contract knows is passed over."""
        told = _moment(changes.issued) or dt.datetime.fromtimestamp(0, dt.UTC)
        rows = [row for change in changes.cases if (row := _row(change, told)) is not None]
        self._table.take(rows, changes.cursor, time.time_ns() // 1_000_000)

    def of(self, case_id: str) -> CaseStatus | None:
        """Return how this case stands at the centre, None when it told nothing."""
        row = self._table.of(case_id)
        if row is None:
            return None
        reason = _kept(row.reason)
        known = {"until": _date(row.until), "at": _moment(row.at), "accepted": _moment(row.accepted)}
        return _status(row.state, reason, server_no=row.server_no, **known)


def refused(reason: Mapping[str, Any]) -> CaseStatus:
    """Return the status of a case that the centre refused at its arrival, for this reason."""
    return _status("refused", reason if _plain(reason) else None)


def _row(change: CaseChange, told: dt.datetime) -> StatusRow | None:
    at = _moment(change.at)
    if at is None or change.state not in STATES:
        return None
    reason = change.reason if change.reason is not None and _plain(change.reason) else None
    return StatusRow(
        case_id=change.case_id,
        state=change.state,
        server_no=change.server_no,
        reason=json.dumps(reason, ensure_ascii=False) if reason else "",
        until=change.until if _date(change.until) else "",
        at=at.isoformat(),
        at_us=_us(at),
        told_us=_us(told),
    )


def _status(state: Any, reason: Mapping[str, Any] | None, **known: Any) -> CaseStatus:  # noqa: ANN401 - one of STATES
    return CaseStatus(
        state=state,
        reason=reason["text_zh"] if reason else "",
        bring=tuple(one["text_zh"] for one in reason["bring"]) if reason else (),
        **known,
    )


def _kept(text: str) -> Mapping[str, Any] | None:
    """Return a reason as it was kept, None for none, or where a damaged page has come between."""
    try:
        reason = json.loads(text or "null")
    except ValueError:
        return None
    return reason if isinstance(reason, dict) and _plain(reason) else None


def _plain(reason: Mapping[str, Any]) -> bool:
    """Whether a reason is as agreed, and all its words may be shown."""
    listed = reason.get("bring")
    if not isinstance(listed, list) or len(listed) > MOST_BRINGS or not all(isinstance(one, dict) for one in listed):
        return False
    texts = [reason.get("text_zh"), *(one.get("text_zh") for one in listed)]
    return all(isinstance(text, str) and 0 < len(text) <= TEXT_LENGTH and not hostile(text) for text in texts)


def _moment(text: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _us(moment: dt.datetime) -> int:
    return (moment - dt.datetime.fromtimestamp(0, dt.UTC)) // dt.timedelta(microseconds=1)
