"""What a turn means for the draft of the visit: kept as it grows, destroyed when its matter is left, whatever the way.

Only an end that nobody chose leaves one: a power cut, a crash, or a defect that takes the terminal out of service.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.attendant.turn import Context, Turn
from kiosk.domain.draft import Resuming, same_draft
from kiosk.domain.errands import DropDraft, KeepDraft, Note
from kiosk.domain.state import Filing, IdleWarning, OutOfService, ReadingCard, Serving
from kiosk.journeys.resuming import draftable

if TYPE_CHECKING:
    from kiosk.domain.reports import FiledFound
    from kiosk.domain.run import Run
    from kiosk.domain.state import State

__all__ = ["asked", "followed"]


def asked(cx: Context, state: ReadingCard, event: FiledFound) -> Turn | None:
    """Return the turn to the question whether to go on, None where this card left nothing here."""
    if event.draft is None or state.identity is None or cx.intake_closed:
        return None
    cx.drafted = True
    known = {item.id: item.form for item in cx.catalogue.items}
    changed = known.get(event.draft.item_id) != event.draft.item_form
    note = (Note(cx.visit, "draft-outdated", event.draft.item_id),) if changed else ()
    return Turn(Resuming(state.identity, event.draft, event.filed, state.item_id, changed), note)


def followed(cx: Context, before: State, turn: Turn) -> Turn:
    """Return the turn with the errand that keeps or destroys the draft."""
    if isinstance(turn.state, OutOfService):
        cx.drafted, cx.imprint = False, b""
        return turn
    was, run = _run(before), _run(turn.state)
    if run is None or not draftable(run):
        return _left(cx, turn)
    grown = run is not was and (was is None or not same_draft(was, run))
    if grown and cx.imprint and (cx.drafted or cx.walk.back(run) is not None):
        cx.drafted = True
        return replace(turn, errands=(*turn.errands, KeepDraft(cx.visit, run, cx.imprint)))
    return turn


def _left(cx: Context, turn: Turn) -> Turn:
    if not cx.drafted or isinstance(_bare(turn.state), Resuming):
        return turn
    cx.drafted = False
    return replace(turn, errands=(*turn.errands, DropDraft(cx.visit, cx.imprint)))


def _run(state: State) -> Run | None:
    """Return the run that is not handed in yet."""
    state = _bare(state)
    if isinstance(state, Filing):
        return state.run if state.filed is None else None
    return state.run if isinstance(state, Serving) else None


def _bare(state: State) -> State:
    return state.under if isinstance(state, IdleWarning) else state
