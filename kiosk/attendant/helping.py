"""帮办 (F20, C10): a helper shows their card and steps aside for the citizen's; the citizen alone hands in."""

from __future__ import annotations

from kiosk.attendant.events import Answered, Back, Leave, Tick
from kiosk.attendant.leaving import end
from kiosk.attendant.turn import Context, Table, Turn
from kiosk.domain.answers import Pick
from kiosk.domain.errands import Errand, FileCase, Note
from kiosk.domain.reports import CardRemoved, HelperCame
from kiosk.domain.state import AwaitingCard, Choosing, Confirming, Filing, Helping, ReadingCard, Serving, TakingCard
from kiosk.journeys.helping import AGREED, NOT_YET

__all__ = ["TABLE", "helped"]


def helped(cx: Context, step: str) -> tuple[Errand, ...]:
    """Return the note of a step that was done with help, nothing where nobody helps."""
    return (Note(cx.visit, "step-assisted", step),) if cx.helper else ()


def _came(cx: Context, state: ReadingCard, event: HelperCame) -> Turn:
    cx.helper = event.staff
    return Turn(Helping(event.staff, state.item_id), (Note(cx.visit, "helper-came", f"no-{event.staff}"),))


def _stepped_aside(_cx: Context, state: Helping, _event: CardRemoved) -> Turn:
    return Turn(AwaitingCard(state.item_id) if state.item_id else Choosing())


def _without(cx: Context, _state: Helping, _event: Back | Leave) -> Turn:
    cx.helper = ""
    return Turn(TakingCard(cx.policy.card_s)) if cx.card_present else Turn(Choosing())


def _waited(cx: Context, state: Helping, event: Tick) -> Turn:
    return _without(cx, state, Leave()) if event.idle_s >= cx.policy.idle_s else Turn(state)


def _confirmed(cx: Context, state: Confirming, event: Answered) -> Turn:
    """Hand in by the citizen's own touch, while their own card lies there; whoever came without one cannot."""
    if event.answer == Pick(NOT_YET):
        return _back(cx, state, Back())
    if event.answer != Pick(AGREED):
        return Turn(state)
    if not cx.card_present:
        return Turn(
            Confirming(state.run, "confirm-needs-card"), (Note(cx.visit, "answer-refused", "confirm-needs-card"),)
        )
    return Turn(Filing(state.run), (Note(cx.visit, "citizen-confirmed"), FileCase(cx.visit, state.run)))


def _back(cx: Context, state: Confirming, _event: Back) -> Turn:
    run = cx.walk.back(state.run) or state.run
    return Turn(Serving(run, cx.walk.ask(run, cx.moment())))


TABLE: Table = {
    (ReadingCard, HelperCame): _came,
    (Helping, CardRemoved): _stepped_aside,
    (Helping, Back): _without,
    (Helping, Leave): _without,
    (Helping, Tick): _waited,
    (Confirming, Answered): _confirmed,
    (Confirming, Back): _back,
    (Confirming, Leave): lambda cx, _state, _event: end(cx),
}
