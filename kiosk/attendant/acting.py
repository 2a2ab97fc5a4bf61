"""代办 (F20): the agent's own card first, then the card of whose matter it is; a case carries both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.attendant.events import Back, Leave, Tick
from kiosk.attendant.turn import Context, Table, Turn
from kiosk.domain.errands import FindFiled, Note
from kiosk.domain.reports import CardRemoved
from kiosk.domain.rules.intake import files_a_case
from kiosk.domain.state import Acting, AwaitingCard, ReadingCard, TakingCard, Welcoming
from kiosk.journeys.agency import OF_AGE, open_to
from kiosk.journeys.helping import for_the_citizen_alone

if TYPE_CHECKING:
    from config.schema import ServiceItem
    from kiosk.domain.person import Identity

__all__ = ["TABLE", "act", "told", "told_only"]


def act(cx: Context, item_id: str) -> Turn:
    """Begin with the agent's own card."""
    cx.alone()
    cx.acting = True
    return Turn(Acting(item_id))


def told(cx: Context, state: ReadingCard, identity: Identity) -> Turn | None:
    """Take the first card for the agent's and the second for the other's; None where nobody acts for another."""
    if not cx.acting:
        return None
    if cx.agent is None:
        if identity.age_on(cx.moment().today) < OF_AGE:
            return Turn(Acting(state.item_id, fault="agent-under-age"))
        cx.agent = identity
        return Turn(Acting(state.item_id, identity), (Note(cx.visit, "agent-came", identity.kind),))
    if cx.agent.number == identity.number:
        return Turn(Acting(state.item_id, cx.agent, "agent-same-card"))
    principal = replace(identity, agent=cx.agent)
    checking = ReadingCard(progress=1.0, phase="checking", item_id=state.item_id, identity=principal)
    return Turn(checking, (Note(cx.visit, "agent-acts", identity.kind), FindFiled(cx.visit, principal)))


def told_only(cx: Context, item: ServiceItem, identity: Identity | None) -> bool:
    """Whether this visit only explains the item: nothing is taken now, or it is not for who helps or acts here."""
    helped = identity is not None and bool(identity.helper)
    closed = cx.intake_closed and files_a_case(item)
    return closed or (helped and for_the_citizen_alone(item)) or not open_to(item, identity)


def _back(cx: Context, state: Acting, _event: Back) -> Turn:
    cx.alone()
    return Turn(TakingCard(cx.policy.card_s)) if cx.card_present else Turn(AwaitingCard(state.item_id))


def _leave(cx: Context, _state: Acting, _event: Leave) -> Turn:
    cx.alone()
    return Turn(TakingCard(cx.policy.card_s) if cx.card_present else Welcoming())


def _waited(cx: Context, state: Acting, event: Tick) -> Turn:
    return _leave(cx, state, Leave()) if event.idle_s >= cx.policy.idle_s else Turn(state)


TABLE: Table = {
    (Acting, CardRemoved): lambda _cx, state, _event: Turn(replace(state, fault="")),
    (Acting, Back): _back,
    (Acting, Leave): _leave,
    (Acting, Tick): _waited,
}
