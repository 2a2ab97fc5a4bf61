"""Keying: a travel document's chip opens with what is printed on it, and a person types that.

The document may be taken in hand meanwhile, for its lines cannot be read while it lies face down: it is read again
when it is laid back. What was typed lives in the state and goes with the visit.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.attendant.arriving import read
from kiosk.attendant.events import Again, Answered, Back, Browse, Leave
from kiosk.attendant.leaving import end
from kiosk.attendant.turn import Context, Table, Turn
from kiosk.domain.answers import Go, Point, Press
from kiosk.domain.reports import CardInserted, CardRemoved
from kiosk.domain.state import Choosing, KeyingDocument

__all__ = ["TABLE"]


def _answered(cx: Context, state: KeyingDocument, event: Answered) -> Turn:
    match event.answer:
        case Press(key):
            return Turn(replace(state, typed=state.typed.pressed(key), fault=""))
        case Point(line):
            return Turn(replace(state, typed=state.typed.at(line)))
        case Go():
            return _go(cx, state)
        case _:
            return Turn(state)


def _go(cx: Context, state: KeyingDocument) -> Turn:
    if not state.typed.complete:
        return Turn(replace(state, typed=state.typed.onward()))
    if not cx.card_present:
        return Turn(state)
    return read(cx, state.item_id, typed=state.typed)


def _laid_back(cx: Context, state: KeyingDocument, event: CardInserted) -> Turn:
    """Read whatever lies there now: the document with its key, or another card that needs none."""
    return read(cx, state.item_id, mute=event.mute, typed=state.typed)


TABLE: Table = {
    (KeyingDocument, Answered): _answered,
    (KeyingDocument, Again): lambda cx, state, _event: _go(cx, state),
    (KeyingDocument, Back): lambda _cx, _state, _event: Turn(Choosing()),
    (KeyingDocument, Browse): lambda _cx, _state, _event: Turn(Choosing()),
    (KeyingDocument, Leave): lambda cx, _state, _event: end(cx),
    (KeyingDocument, CardInserted): _laid_back,
    (KeyingDocument, CardRemoved): lambda _cx, state, _event: Turn(replace(state, away=True)),
}
