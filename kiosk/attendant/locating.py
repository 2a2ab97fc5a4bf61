"""附近办事点: the map, a place on it, and the way there on paper; for anybody, with or without a card."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.attendant.asking import PAPERS
from kiosk.attendant.turn import Context, Table, Turn
from kiosk.domain.answers import Pick, Print
from kiosk.domain.errands import Note, PrintPaper
from kiosk.domain.reports import PrintEnded
from kiosk.domain.state import Choosing
from kiosk.journeys.places import reach, route_slip

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer

__all__ = ["TABLE", "located"]


def located(cx: Context, state: Choosing, answer: Answer) -> Turn:
    """Show the way to a place, or print it."""
    when = cx.moment()
    if isinstance(answer, Pick) and reach(answer.id, when):
        return Turn(replace(state, place=answer.id, listing=""))
    shown = reach(state.place, when)
    if not isinstance(answer, Print) or shown is None or state.listing == "printing":
        return Turn(state)
    return Turn(replace(state, listing="printing"), (PrintPaper(cx.visit, route_slip(shown, when), cx.large),))


def _printed(cx: Context, state: Choosing, event: PrintEnded) -> Turn:
    if event.paper != "paper":
        return Turn(state)
    listing = "done" if event.outcome == "confirmed" else event.code
    shown = replace(state, listing=listing) if state.listing == "printing" else state
    return Turn(shown, (Note(cx.visit, PAPERS[event.outcome]),))


TABLE: Table = {(Choosing, PrintEnded): _printed}
