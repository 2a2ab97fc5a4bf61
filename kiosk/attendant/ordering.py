"""Orders that must not be lost: looked at while they can change, found again with the card, put away when seen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kiosk.attendant.asking import inquiring
from kiosk.attendant.turn import Context, Turn
from kiosk.domain.errands import Errand, Inquire, Note, Settle
from kiosk.domain.inquiry import Found
from kiosk.domain.paying import PayAsk
from kiosk.domain.state import Serving

if TYPE_CHECKING:
    from kiosk.attendant.events import Tick
    from kiosk.domain.inquiry import Inquiry
    from kiosk.domain.person import Identity
    from kiosk.domain.state import Parting

__all__ = ["hands_elsewhere", "looked", "parting", "polled", "resumed", "settled"]

EVERY_S: Final = 3


def polled(cx: Context, state: Serving, _event: Tick) -> Turn:
    """Look at an order again every few seconds."""
    return (looked(cx, state) if cx.seconds % EVERY_S == 0 else None) or Turn(state)


def looked(cx: Context, state: Serving) -> Turn | None:
    """Look at an order now, None where there is none that can change; what was known of it stays on the glass."""
    inquiry = cx.walk.poll(state.run)
    if inquiry is None:
        return None
    before = state.run.found[inquiry.kind]
    run = state.run.learn(Found(inquiry, "asking", before.document, before.code))
    return Turn(replace(state, run=run), (Inquire(cx.visit, run.identity, inquiry),))


def settled(cx: Context, state: Serving) -> tuple[Errand, ...]:
    """Return the errand that puts the note of an order away, once its person has seen how it ended."""
    order_id = cx.walk.settled(state.run)
    return (Settle(cx.visit, order_id),) if order_id else ()


def resumed(cx: Context, identity: Identity, orders: tuple[Inquiry, ...]) -> Turn | None:
    """Return the turn to the oldest order of this person that has not been seen to its end, before anything else."""
    known = {item.id: item for item in cx.catalogue.items}
    for order in orders:
        item = known.get(order.what.get("item", ""))
        run = cx.walk.resumed(item, identity, order, cx.moment()) if item else None
        if run is not None:
            run, errands = inquiring(cx, run)
            note = Note(cx.visit, "order-resumed", run.item.id)
            return Turn(Serving(run, cx.walk.ask(run, cx.moment())), (note, *errands))
    return None


def parting(state: object) -> Parting:
    """Return how to say goodbye to somebody who leaves this step: a payment may be under way, or made."""
    if not isinstance(state, Serving) or not isinstance(state.ask, PayAsk) or state.ask.standing == "closed":
        return "left"
    return "paid" if state.ask.standing == "paid" else "paying"


def hands_elsewhere(state: object) -> bool:
    """Whether the person is at the telephone: not touching the glass then means nothing."""
    return isinstance(state, Serving) and isinstance(state.ask, PayAsk) and state.ask.busy_elsewhere
