"""The card that should leave and does not: it is asked for, then called for, and no visit begins before it is gone.

A reader that is lost meanwhile proves nothing: only an empty reader does.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.attendant.events import Tick
from kiosk.attendant.turn import Context, Table, Turn
from kiosk.domain.errands import Errand, Note
from kiosk.domain.reports import CardRemoved
from kiosk.domain.state import CardLeft, Farewell, Rating, TakingCard, Welcoming

__all__ = ["TABLE", "call", "checked"]


def call(cx: Context, *errands: Errand) -> Turn:
    """Begin to call for a card that nobody took."""
    return Turn(CardLeft(), (*errands, Note(cx.visit, "card-left")))


def checked(cx: Context, turn: Turn) -> Turn:
    """Let nobody be welcomed while a card of somebody else still lies there, whatever way led here."""
    if isinstance(turn.state, Welcoming) and cx.card_present:
        return call(cx, *turn.errands)
    return turn


def _gone(cx: Context) -> bool:
    return not cx.card_present and not cx.reader_lost


def _taken(cx: Context, state: TakingCard, _event: CardRemoved | Tick) -> Turn:
    if not _gone(cx):
        return Turn(state)
    return Turn(Rating(state.case_id, cx.policy.rating_s) if state.case_id else Farewell(state.how))


def _card_wait(cx: Context, state: TakingCard, event: Tick) -> Turn:
    if _gone(cx):
        return _taken(cx, state, event)
    left = cx.policy.card_s - cx.seconds
    return Turn(replace(state, left_s=left)) if left > 0 else call(cx)


def _cleared(cx: Context, state: CardLeft, _event: CardRemoved | Tick) -> Turn:
    if _gone(cx):
        return Turn(Welcoming(), (Note(cx.visit, "card-taken"),))
    if cx.seconds < state.calls * cx.policy.card_s:
        return Turn(state)
    return Turn(CardLeft(state.calls + 1), (Note(cx.visit, "card-left", str(state.calls + 1)),))


TABLE: Table = {
    (TakingCard, Tick): _card_wait,
    (TakingCard, CardRemoved): _taken,
    (CardLeft, Tick): _cleared,
    (CardLeft, CardRemoved): _cleared,
}
