"""无否决权 (F35, F64): from a dead end straight to 办不成的事, with what stopped the person already written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.attendant.asking import inquiring
from kiosk.attendant.turn import Context, Turn
from kiosk.domain.answers import Escalate
from kiosk.domain.asks import GuideAsk
from kiosk.domain.complaints import STUCK, STUCK_ITEM
from kiosk.domain.errands import CloseCamera, Note
from kiosk.domain.plain_asks import TellAsk
from kiosk.domain.rules.intake import files_a_case
from kiosk.domain.state import AwaitingCard, Informing, OfferingReceipt, Serving

if TYPE_CHECKING:
    from kiosk.attendant.events import Answered
    from kiosk.domain.person import Identity

__all__ = ["escalate", "why"]


def escalate(cx: Context, state: Serving | Informing | OfferingReceipt, event: Answered) -> Turn:
    """Begin the complaint or question about the item in hand; what is said on the way needs no second telling."""
    item_id, identity = _about(state)
    known = {item.id: item for item in cx.catalogue.items}
    stuck = known.get(STUCK_ITEM)
    if stuck is None or item_id == STUCK_ITEM:
        return Turn(state)
    if not stuck.steps or (cx.intake_closed and files_a_case(stuck)):
        return Turn(Informing(STUCK_ITEM, identity=identity))
    if identity is None:
        return Turn(AwaitingCard(STUCK_ITEM))
    about = known[item_id].short_name if item_id in known else item_id
    run = cx.walk.start(stuck, identity, cx.moment())
    kind = event.answer.kind if isinstance(event.answer, Escalate) else STUCK
    because = _because(state) if kind == STUCK else ""
    run = run.fill(kind=kind, matter=item_id, about=about, rule=why(state), because=because)
    run, asked = inquiring(cx, run)
    shown = Serving(run, cx.walk.ask(run, cx.moment()))
    noted = (Note(cx.visit, "escalated", item_id),) if kind == STUCK else ()
    return Turn(shown, (*noted, *asked, CloseCamera(cx.visit)))


def why(state: Serving | Informing | OfferingReceipt) -> str:
    """Return what stopped the person: the rules that say no, else the fault on the screen, else where they stood."""
    if isinstance(state, Informing):
        return "window"
    if isinstance(state, OfferingReceipt):
        return f"case:{state.filed.status.state if state.filed.status else 'received'}"
    if isinstance(state.ask, GuideAsk) and not state.ask.eligible:
        return " ".join(verdict.rule_id for verdict in state.ask.judgement.against)
    if isinstance(state.ask, TellAsk) and state.ask.rule:
        return state.ask.rule
    open_now = (one for one in state.run.found.values() if one.state == "failed" and not one.inquiry.quiet)
    failed = next((found.code for found in open_now), "")
    fault = state.fault or failed
    return f"fault:{fault}" if fault else f"step:{state.run.step.kind}"


def _because(state: Serving | Informing | OfferingReceipt) -> str:
    """Say the rules in their own words, "" where no rule said no."""
    if not isinstance(state, Serving) or not isinstance(state.ask, GuideAsk):
        return ""
    return "；".join(verdict.text for verdict in state.ask.judgement.against)


def _about(state: Serving | Informing | OfferingReceipt) -> tuple[str, Identity | None]:
    match state:
        case Serving(run):
            return run.item.id, run.identity
        case Informing(item_id):
            return item_id, state.identity
        case OfferingReceipt(identity, filed):
            return filed.item_id, identity
