"""A case (办件) from what the citizen gave to what the centre answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.domain.paper_doubt import Look

if TYPE_CHECKING:
    import datetime as dt

    from kiosk.domain.case_status import CaseStatus
    from kiosk.domain.paper_doubt import Doubt

__all__ = [
    "Acknowledgement",
    "Captured",
    "Committed",
    "Filed",
    "Holding",
    "Missing",
    "Promise",
    "Received",
    "Signature",
]


@dataclass(frozen=True, slots=True)
class Holding:
    """A licence that an office already holds on this person (电子证照); `trust` A to D of 国办函〔2016〕108号.

    A its office issued, B a clerk compared with the original, C the holder uploaded, D the holder made.
    """

    license_type: str
    source: str
    as_of: dt.date
    trust: str = "A"


@dataclass(frozen=True, slots=True, repr=False)
class Captured:
    """One photographed page: rectified JPEG, upright; trust level C of 国办函〔2016〕108号.

    `look` is what was measured of it. `doubt` is why it does not look like the paper asked for, "" where nothing
    speaks against it; whoever uses it all the same says so, and a person looks at it (就是这个，交人工看).
    """

    material_code: str
    jpeg: bytes
    width: int
    height: int
    taken: dt.datetime
    look: Look = field(default_factory=Look)
    doubt: Doubt = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """容缺承诺: the materials that follow, and by when (None where no calendar of that year is held)."""

    material_codes: tuple[str, ...]
    days: int
    due: dt.date | None


@dataclass(frozen=True, slots=True)
class Committed:
    """告知承诺 given: `text_sha256` is of the very text that was shown, `ticked` how many of its terms were ticked."""

    id: str
    text_sha256: str
    dwell_ms: int
    ticked: int


@dataclass(frozen=True, slots=True, repr=False)
class Signature:
    """Strokes of a finger: each stroke a tuple of (x, y, ms) in pad pixels; `png` is the drawn picture."""

    strokes: tuple[tuple[tuple[float, float, int], ...], ...]
    png: bytes
    signed: dt.datetime


@dataclass(frozen=True, slots=True, repr=False)
class Missing:
    """一次性告知: everything that this person still lacks for an item, before a case is taken.

    `form` is the item's text as the visit began with it, item@version.
    """

    item_id: str
    material_codes: tuple[str, ...]
    applicant: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """收件 by the centre: it has the case and has not decided. Never printed or said as 受理."""

    case_id: str
    received: dt.datetime


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """受理: the centre's answer to one case. `due` is the promise date counted by the centre, if any."""

    case_id: str
    server_no: str
    accepted: dt.datetime
    due: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """收件: a committed outbox row, with all that a receipt needs and nothing that names a person in full.

    `receipt_no` is the terminal's own number, `query_code` eight characters whose last is a check character,
    `copies` the receipts already sent to paper, `acknowledgement` None until the centre accepted (受理).
    `form` is the item's text as the case began with it, item@version; `status` what the centre told since.
    `members` has a line for each part of a joint matter: who has it, or why it does not go on.
    """

    case_id: str
    receipt_no: str
    query_code: str
    item_id: str
    task_name: str
    dept_name: str
    masked_name: str
    materials: tuple[str, ...]
    filed: dt.datetime
    promise: Promise | None
    promised_names: tuple[str, ...]
    next_steps: tuple[str, ...]
    copies: int = 0
    printed: bool = False
    acknowledgement: Acknowledgement | None = None
    form: str = ""
    status: CaseStatus | None = None
    members: tuple[str, ...] = ()
