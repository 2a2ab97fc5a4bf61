"""电子监察: the ledger as a stream of steps begun and ended, with the rule behind every alarm (F49, GB/T 39046 表 11).

Whoever follows the stream knows each case as its office does: `replayed` rebuilds it from the signals alone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from kiosk.domain.rules.deadlines import office_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kiosk.domain.case_life import CaseState
    from kiosk.domain.ledger import LedgerRow

__all__ = ["OVER_TIME", "Followed", "Signal", "replayed", "signals"]

OVER_TIME: Final = "time.over_promise"
ENDS: Final = frozenset({"refused", "completed", "returned", "withdrawn"})
_STATES: Final[Mapping[str, CaseState]] = {
    "received": "received",
    "accepted": "accepted",
    "refused": "refused",
    "supplement": "supplement",
    "suspended": "suspended",
    "resumed": "processing",
    "completed": "completed",
    "returned": "returned",
    "withdrawn": "withdrawn",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A step of a case begins or ends, or something is the matter with it; `number` is the ledger's row.

    `step` is a state of the case; `operator` a room or a device; `rule` what an alarm rests on, "" for none.
    """

    number: int
    at: str
    case_id: str
    item_id: str
    kind: Literal["begin", "end", "alarm"]
    step: str
    operator: str
    rule: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Followed:
    """A case as the stream tells it. `accepted` is the moment of 受理, `due` the promised day; "" for none."""

    state: CaseState
    received: str
    accepted: str
    due: str
    alarms: tuple[str, ...] = ()


def signals(rows: Iterable[LedgerRow]) -> Iterator[Signal]:
    """Yield what oversight hears of these rows, which come in their order from the first on.

    A step ends when the next one begins. Late: an end after the promised day, whatever the end says.
    """
    steps: dict[str, CaseState] = {}
    for row in rows:
        before = steps.get(row.case_id, "")
        if row.event == "illegal-move":
            yield _signal(row, "alarm", before, row.rule)
        step = _STATES.get(row.event)
        if step is None:
            continue
        if before:
            yield _signal(row, "end", before)
        steps[row.case_id] = step
        yield _signal(row, "begin", step)
        if step in ENDS and row.due and office_day(dt.datetime.fromisoformat(row.at)).isoformat() > row.due:
            yield _signal(row, "alarm", step, OVER_TIME)


def replayed(stream: Iterable[Signal]) -> dict[str, Followed]:
    """Return every case that the stream tells of, as it stands at the stream's end."""
    found: dict[str, Followed] = {}
    for signal in stream:
        known = found.get(signal.case_id)
        if signal.kind == "alarm" and known:
            told = Followed(known.state, known.received, known.accepted, known.due, (*known.alarms, signal.rule))
            found[signal.case_id] = told
        if signal.kind == "begin":
            step = _STATES["resumed" if signal.step == "processing" else signal.step]
            accepted = signal.at if step == "accepted" and not (known and known.accepted) else ""
            found[signal.case_id] = Followed(
                step,
                known.received if known else signal.at,
                accepted or (known.accepted if known else ""),
                signal.due or (known.due if known else ""),
                known.alarms if known else (),
            )
    return found


def _signal(row: LedgerRow, kind: Literal["begin", "end", "alarm"], step: str, rule: str = "") -> Signal:
    return Signal(
        number=row.number,
        at=row.at,
        case_id=row.case_id,
        item_id=row.item_id,
        kind=kind,
        step=step,
        operator=row.actor,
        rule=rule,
        due=row.due if kind == "begin" else "",
    )
