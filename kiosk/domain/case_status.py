"""How a case stands at the centre (办件状态), as it was last told to this terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["CaseState", "CaseStatus"]

CaseState = Literal[
    "received", "accepted", "supplement", "refused", "processing", "suspended", "completed", "returned", "withdrawn"
]
"""收件, 受理, 补正, 不予受理, 在办, 挂起, 办结, 退件, 撤回."""


@dataclass(frozen=True, slots=True, repr=False)
class CaseStatus:
    """The state since `at`, why, what to bring, and by when the citizen must act (None: no day was set).

    `server_no` is "" and `accepted` None as long as the case is not 受理, or when that was not told.
    """

    state: CaseState
    reason: str = ""
    bring: tuple[str, ...] = ()
    until: dt.date | None = None
    server_no: str = ""
    at: dt.datetime | None = None
    accepted: dt.datetime | None = None
