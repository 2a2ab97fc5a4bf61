"""How a case stands, as it is told to its owner: by the centre now, or by what this terminal heard of it last."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast, get_args

from config.wording import hostile
from kiosk.domain.case_life import CaseState
from kiosk.domain.handover import Handover, read_handover
from kiosk.domain.rules.deadlines import YELLOW, Yellow
from kiosk.domain.rules.lanes import LaneState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.domain.case import Filed

__all__ = ["Change", "Lane", "Owed", "Standing", "read_standings", "standing_of"]

QUERY_CODE: Final = re.compile("[2-9AC-HJKMNP-RT-Y]{8}")
STATES: Final = frozenset(get_args(CaseState))
LANES: Final = frozenset(get_args(LaneState))


@dataclass(frozen=True, slots=True)
class Lane:
    """One office's part of a case, with its promised working days; 0 means at once.

    A part that was refused says why, and `where` the person can go; that leaves the other parts alone.
    """

    name: str
    dept: str
    days: int
    state: LaneState = "open"
    reason: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a case, when, and why."""

    at: dt.datetime
    state: CaseState
    reason: str
    bring: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Owed:
    """A paper that is still to come."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, repr=False)
class Standing:
    """One case. `bring_by` is the last day for what is `owed`; `server_no` "" while it is not 受理.

    `yellow` is from when its office calls its light yellow. `again`: a bad rating was put right, with the office's
    `reply`, and its person is asked once more.
    """

    case_id: str
    receipt_no: str
    server_no: str
    item_id: str
    title: str
    state: CaseState
    received: dt.datetime
    accepted: dt.datetime | None
    lanes: tuple[Lane, ...]
    owed: tuple[Owed, ...]
    bring_by: dt.date | None
    changes: tuple[Change, ...]
    yellow: Yellow = YELLOW
    handover: Handover | None = None
    query_code: str = ""
    again: bool = False
    reply: str = ""

    @property
    def refused(self) -> tuple[Lane, ...]:
        """The parts that were refused for themselves, whatever the whole; a case that came back has its own reason."""
        return tuple(lane for lane in self.lanes if lane.state == "refused" and lane.reason)

    @property
    def added(self) -> tuple[str, ...]:
        """What a later notice (补正) asks for and the first did not: it may be told once only (一次性告知)."""
        told = sorted((one for one in self.changes if one.state == "supplement"), key=lambda change: change.at)
        new = (paper for later in told[1:] for paper in later.bring if paper not in told[0].bring)
        return tuple(dict.fromkeys(new))

    @property
    def last(self) -> Change:
        """The newest change; of two in one moment the one that was told later."""
        return max(reversed(self.changes), key=lambda change: change.at)


def read_standings(document: Mapping[str, Any]) -> tuple[Standing, ...]:
    """Return the cases that the centre told; what is not as agreed, or no citizen should read, is left out."""
    listed = document.get("cases")
    found = (_standing(one) for one in listed if isinstance(one, dict)) if isinstance(listed, list) else ()
    return tuple(one for one in found if one is not None)


def standing_of(filed: Filed) -> Standing:
    """Return what this terminal last heard of a case that was handed in here."""
    status, answer, promise = filed.status, filed.acknowledgement, filed.promise
    changes = [Change(filed.filed, "received", "", ())]
    if answer is not None:
        changes.append(Change(answer.accepted, "accepted", "", ()))
    if status is not None and status.at is not None and status.state not in {"received", "accepted"}:
        changes.append(Change(status.at, status.state, status.reason, status.bring))
    owed = tuple(map(Owed, promise.material_codes, filed.promised_names)) if promise else ()
    return Standing(
        case_id=filed.case_id,
        receipt_no=filed.receipt_no,
        server_no=answer.server_no if answer else "",
        item_id=filed.item_id,
        title=filed.task_name,
        state=status.state if status else "accepted" if answer else "received",
        received=filed.filed,
        accepted=answer.accepted if answer else None,
        lanes=(Lane(filed.task_name, filed.dept_name, 0),),
        owed=owed,
        query_code=filed.query_code,
        bring_by=(status.until if status else None) or (promise.due if promise else None),
        changes=tuple(changes),
    )


def _standing(one: Mapping[str, Any]) -> Standing | None:
    try:
        lanes = tuple(map(_lane, one["lanes"]))
        changes = tuple(_change(change) for change in one["changes"] if change["state"] in STATES)
        received = dt.datetime.fromisoformat(one["received_at"])
        if one["state"] not in STATES:
            return None
        if "received" not in {change.state for change in changes}:
            changes = (Change(received, "received", "", ()), *changes)
        names = ("case_id", "receipt_no", "server_no", "item_id", "title")
        return Standing(
            **{name: str(one[name]) for name in names},
            state=cast("CaseState", one["state"]),
            received=received,
            accepted=dt.datetime.fromisoformat(one["accepted_at"]) if one["accepted_at"] else None,
            lanes=lanes,
            owed=tuple(Owed(str(paper["code"]), str(paper["name"])) for paper in one["missing"]),
            bring_by=dt.date.fromisoformat(one["bring_by"]) if one["bring_by"] else None,
            changes=changes,
            handover=read_handover(one.get("handover")),
            query_code=code if QUERY_CODE.fullmatch(code := str(one.get("query_code", ""))) else "",
            yellow=Yellow(int(yellow["percent"]), int(yellow["days"])) if (yellow := one.get("yellow")) else YELLOW,
            again=one.get("again") is True,
            reply="" if hostile(reply := str(one.get("reply", ""))) else reply,
        )
    except (KeyError, TypeError, ValueError):
        return None


def _lane(one: object) -> Lane:
    """Return a lane; one that says nothing of its state is under way. Raises KeyError, TypeError, ValueError."""
    if not isinstance(one, dict):
        raise TypeError("no lane")
    state = one.get("state", "open")
    if state not in LANES:
        raise ValueError(state)
    words = [str(one.get(name, "")) for name in ("reason", "where")]
    reason, where = ("", "") if any(map(hostile, words)) else words
    return Lane(one["name"], one["dept"], int(one["days"]), cast("LaneState", state), reason, where)


def _change(one: Mapping[str, Any]) -> Change:
    reason = one["reason"] or {"text_zh": "", "bring": []}
    texts = [reason["text_zh"], *(paper["text_zh"] for paper in reason["bring"])]
    if any(hostile(text) for text in texts):
        texts = [""]
    return Change(dt.datetime.fromisoformat(one["at"]), one["state"], texts[0], tuple(texts[1:]))
