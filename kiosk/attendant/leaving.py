"""Leaving: the receipt, the card, the rating, and the calm end."""

from __future__ import annotations

from dataclasses import replace

from kiosk.attendant.arriving import read
from kiosk.attendant.events import Again, Finish, Leave, Rated, TakeSheets, Tick
from kiosk.attendant.ordering import parting
from kiosk.attendant.turn import Context, Table, Turn
from kiosk.domain.errands import Errand, Note, PrintReceipt, PrintSheets, Rate
from kiosk.domain.reports import ExitChanged, PrintEnded, PrintProgress, PrintWaits
from kiosk.domain.state import (
    CardTrouble,
    Choosing,
    Delivering,
    Farewell,
    Informing,
    OfferingReceipt,
    Parting,
    Rating,
    Serving,
    TakingCard,
    Welcoming,
)

__all__ = ["BUSY", "TABLE", "end"]

BUSY = frozenset({"printing", "sheets"})
"""Phases in which a paper of this person is coming out."""

_SHEETS = {"confirmed": "sheets-printed", "held": "sheets-held", "unknown": "sheets-unknown"}
_EVENTS = {"confirmed": "receipt-printed", "held": "receipt-held", "unknown": "receipt-unproven"}


def end(cx: Context, *errands: Errand, how: Parting = "left") -> Turn:
    """End a visit that filed nothing new: the card first, if it still lies there."""
    if cx.card_present:
        return Turn(TakingCard(cx.policy.card_s, how=how), errands)
    return Turn(Farewell(how), errands)


def _leave(cx: Context, state: Choosing | Informing | Serving | OfferingReceipt | CardTrouble, _event: Leave) -> Turn:
    return end(cx, how=parting(state))


def _nobody(cx: Context, state: Choosing, event: Tick) -> Turn:
    """Home goes dark by itself where nobody is known; a card that was of no use is asked for first."""
    if state.identity is not None or event.idle_s < cx.policy.idle_s:
        return Turn(state)
    return end(cx) if cx.card_present else Turn(Welcoming())


def _leave_home(cx: Context, state: Choosing | Informing, event: Leave) -> Turn:
    return _leave(cx, state, event) if state.identity or cx.card_present else Turn(Welcoming())


def _print(cx: Context, state: Delivering | OfferingReceipt, _event: Again) -> Turn:
    if isinstance(state, Delivering) and state.phase in BUSY:
        return Turn(state)
    return Turn(Delivering(state.identity, state.filed, "printing"), (PrintReceipt(cx.visit, state.filed, cx.large),))


def _printing(_cx: Context, state: Delivering, event: PrintProgress) -> Turn:
    if state.phase != "printing":
        return Turn(state)
    return Turn(replace(state, progress=event.progress, copy=event.copy))


def _print_sheets(cx: Context, state: Delivering, _event: TakeSheets) -> Turn:
    if state.phase != "done" or state.filed.acknowledgement is None:
        return Turn(state)
    return Turn(replace(state, phase="sheets", code=""), (PrintSheets(cx.visit, state.filed),))


def _waiting(_cx: Context, state: Delivering, event: PrintWaits) -> Turn:
    return Turn(replace(state, code=event.code) if state.phase == "sheets" else state)


def _printed(cx: Context, state: Delivering, event: PrintEnded) -> Turn:
    if event.paper == "sheets":
        sheets = "done" if event.outcome == "confirmed" else event.code
        return Turn(replace(state, phase="done", code="", sheets=sheets), (_note(cx, event),))
    if event.paper != "receipt":
        return Turn(state)
    note = _note(cx, event)
    if event.outcome == "confirmed":
        filed = replace(state.filed, printed=True, copies=event.copy)
        return Turn(replace(state, filed=filed, phase="done", progress=1.0, copy=event.copy, code=""), (note,))
    return Turn(replace(state, phase=event.outcome, code=event.code, copy=event.copy), (note,))


def _taken_back(_cx: Context, state: Delivering, event: ExitChanged) -> Turn:
    if event.where == "taken" or state.phase != "done":
        return Turn(state)
    return Turn(replace(state, phase="retracted", code="receipt-retracted"))


def _note(cx: Context, event: PrintEnded) -> Note:
    return Note(cx.visit, (_SHEETS if event.paper == "sheets" else _EVENTS)[event.outcome], event.code)


def _printed_behind(cx: Context, state: Farewell, event: PrintEnded) -> Turn:
    if state.how != "printing" or event.paper in {"list", "paper"}:
        return Turn(state)
    note = _note(cx, event)
    if cx.card_present:
        cx.visit += 1
        turn = read(cx, "")
        return Turn(turn.state, (note, *turn.errands))
    in_hand = event.paper == "sheets" or event.outcome == "confirmed"
    return Turn(Farewell("done" if in_hand else "kept"), (note,))


def _finish(cx: Context, state: Delivering, _event: Finish | Leave) -> Turn:
    if state.phase in BUSY:
        return Turn(state)
    case_id = "" if state.identity.helper else state.filed.case_id  # a helper does not see what the citizen thinks
    if cx.card_present:
        return Turn(TakingCard(cx.policy.card_s, case_id, how="left" if case_id else "done"))
    return Turn(Rating(case_id, cx.policy.rating_s)) if case_id else Turn(Farewell("done"))


def _rated(cx: Context, state: Rating, event: Rated) -> Turn:
    if event.level == 0 or not state.case_id:
        return Turn(Farewell("done"))
    return Turn(Farewell("done", rated=True), (Rate(cx.visit, state.case_id, event.level), Note(cx.visit, "rated")))


def _rating_wait(cx: Context, state: Rating, _event: Tick) -> Turn:
    left = cx.policy.rating_s - cx.seconds
    return Turn(replace(state, left_s=left)) if left > 0 else Turn(Farewell("done"))


def _farewell_wait(cx: Context, state: Farewell, _event: Tick) -> Turn:
    return Turn(Welcoming()) if state.how != "printing" and cx.seconds >= cx.policy.farewell_s else Turn(state)


TABLE: Table = {
    (Choosing, Leave): _leave_home,
    (Choosing, Tick): _nobody,
    (Informing, Leave): _leave_home,
    (Serving, Leave): _leave,
    (OfferingReceipt, Leave): _leave,
    (OfferingReceipt, Finish): _leave,
    (OfferingReceipt, Again): _print,
    (CardTrouble, Leave): _leave,
    (Delivering, Again): _print,
    (Delivering, PrintProgress): _printing,
    (Delivering, PrintEnded): _printed,
    (Delivering, ExitChanged): _taken_back,
    (Delivering, TakeSheets): _print_sheets,
    (Delivering, PrintWaits): _waiting,
    (Delivering, Finish): _finish,
    (Delivering, Leave): _finish,
    (Rating, Rated): _rated,
    (Rating, Leave): lambda _cx, _state, _event: Turn(Farewell("done")),
    (Rating, Tick): _rating_wait,
    (Farewell, Tick): _farewell_wait,
    (Farewell, Leave): lambda _cx, state, _event: Turn(state if state.how == "printing" else Welcoming()),
    (Farewell, PrintEnded): _printed_behind,
}
