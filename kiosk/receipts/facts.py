"""What a receipt may say of a filed case: the facts of the subject `case` in paper_facts.toml."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.receipts.writing import local

if TYPE_CHECKING:
    from kiosk.domain.case import Filed

__all__ = ["HOTLINE", "Place", "case_facts"]

HOTLINE = "12345"
"""政务服务便民热线."""

_SILENCE_DAYS = 5
_STEPS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Which terminal prints, where it stands, and for whom: `issuer` is the line above the title, 示范市政务服务."""

    terminal_id: str
    site: str
    issuer: str

    def facts(self, copy: int, now: dt.datetime) -> dict[str, object]:
        """Return what every paper says of itself: a copy above 1 tells when it was made."""
        return {
            "issuer": self.issuer,
            "terminal_id": self.terminal_id,
            "site": self.site,
            "copy": copy,
            "reprinted": now if copy > 1 else None,
        }


def case_facts(filed: Filed, copy: int, place: Place, proof: str, now: dt.datetime) -> dict[str, object]:
    """Return the facts of copy number `copy` printed at `now`; `proof` is the text of its QR code.

    A day stands there only after 受理, because the working days are counted from it; the centre's goes before ours.
    """
    accepted, promise = filed.acknowledgement, filed.promise
    due = (accepted.due or promise.due) if accepted and promise else None
    unsaid = not any(HOTLINE in step for step in filed.next_steps[:_STEPS])
    return place.facts(copy, now) | {
        "task_name": filed.task_name,
        "dept_name": filed.dept_name,
        "applicant": filed.masked_name,
        "materials": filed.materials,
        "members": filed.members,
        "filed": filed.filed,
        "receipt_no": filed.receipt_no,
        "server_no": accepted.server_no if accepted else "",
        "query_code": filed.query_code,
        "proof": proof,
        "promised": filed.promised_names if promise else (),
        "promise_days": promise.days if promise else 0,
        "due": due,
        "due_open": promise is not None and due is None,
        "next_steps": filed.next_steps[: _STEPS - unsaid],
        "hotline_unsaid": unsaid,
        "silence": local(filed.filed).date() + dt.timedelta(days=_SILENCE_DAYS),
    }
