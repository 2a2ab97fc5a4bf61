"""Asking the centre while the citizen waits, and the papers that a step offers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.attendant.turn import Context, Turn
from kiosk.domain.errands import Errand, Inquire, PrintPaper
from kiosk.domain.inquiry import Found
from kiosk.domain.state import Serving

if TYPE_CHECKING:
    from kiosk.domain.reports import Inquired
    from kiosk.domain.run import Run

__all__ = ["PAPERS", "inquired", "inquiring", "print_paper", "retried"]

PAPERS = {"confirmed": "paper-printed", "held": "paper-held", "unknown": "paper-unknown"}


def inquiring(cx: Context, run: Run) -> tuple[Run, tuple[Errand, ...]]:
    """Return the run with what its step wants of the centre under way, and the errand that asks it."""
    inquiry = cx.walk.inquiry(run, cx.moment())
    if inquiry is None:
        return run, ()
    return run.learn(Found(inquiry)), (Inquire(cx.visit, run.identity, inquiry),)


def inquired(cx: Context, state: Serving, event: Inquired) -> Turn:
    """Take what the centre said; an answer to an inquiry that is no longer open is dropped."""
    open_now = state.run.found.get(event.found.inquiry.kind)
    if open_now is None or open_now.inquiry.id != event.found.inquiry.id:
        return Turn(state)
    found = event.found if event.found.document else replace(event.found, document=open_now.document)
    run, errands = inquiring(cx, state.run.learn(found))
    told = state.fault if event.found.inquiry.quiet else event.found.code
    return Turn(Serving(run, cx.walk.ask(run, cx.moment()), told, state.listing), errands)


def retried(run: Run) -> Run:
    """Return the run with what failed to be asked again, under its old id."""
    found = {kind: replace(one, state="asking") for kind, one in run.found.items() if one.state == "failed"}
    return replace(run, found={**run.found, **found})


def print_paper(cx: Context, state: Serving) -> Turn:
    """Print what the step offers, once at a time."""
    printout = cx.walk.printout(state.run, cx.moment())
    if printout is None or state.listing == "printing":
        return Turn(state)
    return Turn(replace(state, listing="printing"), (PrintPaper(cx.visit, printout, cx.large),))
