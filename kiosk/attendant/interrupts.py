"""Interrupts: what happens whatever the step, as a table from interrupt and state to the next state.

Card removed (a reader that is lost counts as that: nobody can prove that the same card still lies there) and idle.
"""

from __future__ import annotations

from kiosk.attendant import arriving, keying
from kiosk.attendant.events import Stay, Tick
from kiosk.attendant.leaving import BUSY, end
from kiosk.attendant.ordering import parting
from kiosk.attendant.turn import Context, Handler, Table, Turn
from kiosk.domain.asks import CaptureAsk
from kiosk.domain.draft import Resuming
from kiosk.domain.errands import OpenCamera
from kiosk.domain.reports import CardInserted, CardRemoved
from kiosk.domain.state import (
    Acting,
    AwaitingCard,
    CardTrouble,
    Choosing,
    Confirming,
    Delivering,
    Farewell,
    Filing,
    IdleWarning,
    Informing,
    KeyingDocument,
    OfferingReceipt,
    Rating,
    ReadingCard,
    Serving,
)

__all__ = ["TABLE", "idle_watched"]

_WATCHED = (
    Serving,
    Choosing,
    Informing,
    OfferingReceipt,
    Delivering,
    AwaitingCard,
    CardTrouble,
    KeyingDocument,
    Confirming,
    Resuming,
)


def _withdrawn(_cx: Context, _state: object, _event: CardRemoved) -> Turn:
    return Turn(Farewell("withdrawn"))


def _serving(cx: Context, state: Serving, event: CardRemoved) -> Turn:
    if state.run.identity.cardless:
        return Turn(state)
    how = parting(state)
    return _withdrawn(cx, state, event) if how == "left" else Turn(Farewell(how))


def _choosing(cx: Context, state: Choosing | Informing, event: CardRemoved) -> Turn:
    return Turn(state) if state.identity is None or state.identity.cardless else _withdrawn(cx, state, event)


def _offering(cx: Context, state: OfferingReceipt, event: CardRemoved) -> Turn:
    return Turn(state) if state.identity.cardless else _withdrawn(cx, state, event)


def _reading(_cx: Context, state: ReadingCard, _event: CardRemoved) -> Turn:
    """Keep what was typed off a document until it is laid back: lifting it too early costs no second typing."""
    if state.identity is not None and state.identity.cardless:
        return Turn(state)
    if state.typed is not None:
        return Turn(KeyingDocument(state.item_id, state.typed, "card-withdrawn", away=True))
    return Turn(CardTrouble("card-withdrawn", state.item_id))


def _trouble(cx: Context, state: CardTrouble, _event: CardRemoved) -> Turn:
    if state.code == "card-withdrawn":
        return Turn(state)
    if cx.acting:
        return Turn(Acting(state.item_id, cx.agent))
    return Turn(AwaitingCard(state.item_id) if state.item_id else Choosing())


def _filing(_cx: Context, state: Filing, _event: CardRemoved) -> Turn:
    """While the row is being written nothing can be said; the answer is milliseconds away."""
    return Turn(state if state.phase == "saving" or state.run.identity.cardless else Farewell("kept"))


def _delivering(cx: Context, state: Delivering, _event: CardRemoved) -> Turn:
    if state.identity.cardless:
        return Turn(state)
    if state.phase in BUSY:
        return Turn(Farewell("printing"))
    if state.phase == "done" and state.identity.helper:
        return Turn(Farewell("done"))
    return Turn(Rating(state.filed.case_id, cx.policy.rating_s) if state.phase == "done" else Farewell("kept"))


def _stay(cx: Context, state: IdleWarning, _event: Stay) -> Turn:
    under = state.under
    if isinstance(under, Serving) and isinstance(under.ask, CaptureAsk):
        return Turn(under, (OpenCamera(cx.visit),))
    return Turn(under)


def _warning_passes(cx: Context, state: IdleWarning, _event: Tick) -> Turn:
    left = cx.policy.warning_s - cx.seconds
    return Turn(IdleWarning(state.under, left)) if left > 0 else end(cx, how=parting(state.under))


def idle_watched(cx: Context, state: object, idle_s: float) -> IdleWarning | None:
    """Return the warning to show when a visit has stood still too long."""
    if not isinstance(state, _WATCHED) or idle_s < cx.policy.idle_s:
        return None
    if isinstance(state, Choosing) and state.identity is None:
        return None
    if isinstance(state, Delivering) and state.phase in BUSY:
        return None
    return IdleWarning(state, cx.policy.warning_s)


_REMOVED: dict[type, Handler] = {
    Choosing: _choosing,
    Informing: _choosing,
    ReadingCard: _reading,
    CardTrouble: _trouble,
    OfferingReceipt: _offering,
    Serving: _serving,
    Confirming: _withdrawn,
    Resuming: _withdrawn,
    Filing: _filing,
    Delivering: _delivering,
}


def _removed_under_warning(cx: Context, state: IdleWarning, event: CardRemoved) -> Turn:
    handler = _REMOVED.get(type(state.under)) or keying.TABLE.get((type(state.under), CardRemoved))
    return handler(cx, state.under, event) if handler else Turn(state.under)


def _inserted_under_warning(cx: Context, state: IdleWarning, event: CardInserted) -> Turn:
    """Take a card that is laid down for the answer to the warning, and to the screen that waits for it."""
    under = (type(state.under), CardInserted)
    handler = arriving.TABLE.get(under) or keying.TABLE.get(under)
    return handler(cx, state.under, event) if handler else Turn(state.under)


TABLE: Table = {
    **{(state, CardRemoved): handler for state, handler in _REMOVED.items()},
    (IdleWarning, CardRemoved): _removed_under_warning,
    (IdleWarning, Stay): _stay,
    (IdleWarning, Tick): _warning_passes,
    (IdleWarning, CardInserted): _inserted_under_warning,
}
