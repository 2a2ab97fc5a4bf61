"""一键审批 (F38): when nothing is left to ask or to bring, the guide leads straight to the signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.rules.eligibility import DELIVERY
from kiosk.journeys.delivering import meant
from kiosk.journeys.filling import entries
from kiosk.journeys.standing import rows

if TYPE_CHECKING:
    import datetime as dt

    from kiosk.domain.run import Run

__all__ = ["ONE_TAP", "at_one_tap"]

ONE_TAP: Final = "one_tap"
HELD: Final = frozenset({"on_file", "captured"})
UNASKED: Final = frozenset({"form", "materials", "commit", "capture", "promise", "sign", "review", "receipt"})


def at_one_tap(run: Run, today: dt.date) -> bool:
    """Whether the licence store was asked, holds everything, nothing is unclear, and no step has more to ask.

    Offline nothing is known to be held: then it is the ordinary way.
    """
    further = {step.kind for step in run.item.steps[run.index + 1 :]} - _not_now(run)
    return (
        run.consulted
        and bool(run.item.materials)
        and all(row.standing in HELD for row in rows(run, today))
        and not run.unsure
        and all(one.given or not one.field.required or one.field.kind == "given" for one in entries(run))
        and "receipt" in further
        and further <= UNASKED
    )


def _not_now(run: Run) -> set[str]:
    """Return the kinds of steps that ask nothing as things stand: the free way is meant, no number was left."""
    return ({DELIVERY} if meant(run) else set()) | (set() if run.form.get("phone") else {"notice"})
