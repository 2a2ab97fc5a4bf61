"""继续刚才的？ (C4): the answer of whoever laid the same card again after the terminal was cut off."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.attendant.arriving import consulting, onward
from kiosk.attendant.events import Answered, Back, Leave
from kiosk.attendant.leaving import end
from kiosk.attendant.serving import show
from kiosk.attendant.turn import Context, Table, Turn
from kiosk.domain.answers import Pick
from kiosk.domain.draft import Resuming
from kiosk.domain.errands import DropDraft, Note
from kiosk.domain.state import Choosing
from kiosk.journeys.resuming import ANEW, RESUME, taken_up

if TYPE_CHECKING:
    from config.schema import ServiceItem
    from kiosk.domain.errands import Errand

__all__ = ["TABLE"]


def _answered(cx: Context, state: Resuming, event: Answered) -> Turn:
    item = next((one for one in cx.catalogue.items if one.id == state.draft.item_id), None)
    match event.answer:
        case Pick(chosen) if chosen == RESUME and item is not None and not state.changed:
            return _go_on(cx, state, item)
        case Pick(chosen) if chosen == ANEW:
            return _begin_anew(cx, state, state.item_id or (item.id if item else ""))
        case _:
            return Turn(state)


def _go_on(cx: Context, state: Resuming, item: ServiceItem) -> Turn:
    run = taken_up(cx.walk, item, state.identity, state.draft, cx.moment())
    if run is None:
        return Turn(replace(state, changed=True), (Note(cx.visit, "draft-outdated", item.id),))
    run = replace(run, filed=state.filed)
    consult: tuple[Errand, ...] = ()
    if not run.consulted:
        run, consult = consulting(cx, run)
    return show(cx, None, run, Note(cx.visit, "draft-resumed", item.id), *consult)


def _begin_anew(cx: Context, state: Resuming, item_id: str) -> Turn:
    cx.drafted = False
    turn = onward(cx, state.identity, state.filed, item_id)
    gone = (Note(cx.visit, "draft-declined", state.draft.item_id), DropDraft(cx.visit, cx.imprint))
    return replace(turn, errands=(*gone, *turn.errands))


TABLE: Table = {
    (Resuming, Answered): _answered,
    (Resuming, Back): lambda _cx, state, _event: Turn(Choosing(state.identity)),
    (Resuming, Leave): lambda cx, _state, _event: end(cx),
}
