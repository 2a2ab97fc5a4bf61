"""Serving: the steps of a journey, the camera they need, and the filing at their end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.attendant.answering import opened
from kiosk.attendant.asking import PAPERS, inquired, inquiring, print_paper, retried
from kiosk.attendant.escalating import escalate
from kiosk.attendant.evaluating import evaluated
from kiosk.attendant.events import Again, Answered, Back, Browse, Rated, TakeList, Tick
from kiosk.attendant.helping import helped
from kiosk.attendant.leaving import end
from kiosk.attendant.ordering import looked, parting, polled, settled
from kiosk.attendant.turn import Context, Table, Turn
from kiosk.attendant.vault import put_by
from kiosk.domain.answers import Answer, Escalate, Pick, Print, ReadAnswer, Retake, Scan, Take
from kiosk.domain.asks import CaptureAsk, GuideAsk, RateAsk
from kiosk.domain.case import Missing
from kiosk.domain.errands import (
    CloseCamera,
    Deliver,
    Errand,
    FileCase,
    Note,
    OpenCamera,
    PrintMissing,
    PrintReceipt,
    TakePicture,
)
from kiosk.domain.paper_doubt import doubt
from kiosk.domain.reports import (
    Acknowledged,
    CameraFailed,
    CaseReceived,
    CaseRefused,
    CodeSeen,
    Consulted,
    DeliveryFailed,
    FiledCase,
    FilingFailed,
    Inquired,
    Pictured,
    PrintEnded,
    PrintWaits,
    Viewed,
)
from kiosk.domain.state import Choosing, Confirming, Delivering, Farewell, Filing, OfferingReceipt, Serving
from kiosk.journeys.nameless import known
from kiosk.journeys.pictures import drop, keep
from kiosk.journeys.places import item_of
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.standing import lacking, settle

if TYPE_CHECKING:
    from kiosk.domain.case import Acknowledgement, Filed
    from kiosk.domain.run import Run

__all__ = ["TABLE", "show"]

_LISTS = {"confirmed": "list-printed", "held": "list-held", "unknown": "list-unknown"}
_EVENTS = {"capture": "paper-captured", "promise": "promised", "sign": "signed"}


def show(cx: Context, before: Run | None, run: Run, *errands: Errand) -> Turn:
    """Show the step that `run` stands at; the camera runs only while a step needs it."""
    had = before is not None and cx.walk.needs_camera(before)
    needs = cx.walk.needs_camera(run)
    camera: tuple[Errand, ...] = ()
    if needs:
        camera = (OpenCamera(cx.visit, cx.walk.scans(run)),)
    elif had:
        camera = (CloseCamera(cx.visit),)
    run, asked = inquiring(cx, run)
    return Turn(Serving(run, cx.walk.ask(run, cx.moment())), (*errands, *asked, *camera))


def _answered(cx: Context, state: Serving, event: Answered) -> Turn:
    answer: Answer = event.answer
    match answer:
        case Take():
            return Turn(state, (TakePicture(cx.visit),))
        case Print():
            return print_paper(cx, state)
        case Escalate():
            return escalate(cx, state, event)
        case ReadAnswer(question_id):
            return Turn(state, opened(cx, state.run.item.id, question_id))
        case Retake():
            run = drop(state.run, state.run.step.options.get("material", ""))
            doubted = state.ask.doubt if isinstance(state.ask, CaptureAsk) else ""
            return show(cx, None, replace(run, retakes=run.retakes + 1, doubted=doubted))
        case _:
            return _forward(cx, state, answer)


def _forward(cx: Context, state: Serving, answer: Answer) -> Turn:
    try:
        run = cx.walk.forward(state.run, answer, cx.moment())
    except NotAccepted as refusal:
        return Turn(replace(state, fault=refusal.code), (Note(cx.visit, "answer-refused", refusal.code),))
    if cx.walk.over(run) and run.identity.helper:
        return Turn(Confirming(run), (CloseCamera(cx.visit), *helped(cx, state.run.step.kind)))
    if cx.walk.over(run):
        return Turn(Filing(run), (CloseCamera(cx.visit), FileCase(cx.visit, run)))
    seen = settled(cx, state)
    if cx.walk.ended(run):
        return end(cx, *seen, how=parting(state))
    event_name = _EVENTS.get(state.run.step.kind)
    notes = (Note(cx.visit, event_name, run.item.id),) if event_name else ()
    run, rating = evaluated(cx, run)
    return show(cx, state.run, run, *seen, *notes, *rating, *helped(cx, state.run.step.kind))


def _rated(cx: Context, state: Serving, event: Rated) -> Turn:
    return _forward(cx, state, Pick(str(event.level))) if isinstance(state.ask, RateAsk) else Turn(state)


def _back(cx: Context, state: Serving, _event: Back) -> Turn:
    earlier = cx.walk.back(state.run)
    if earlier is None:
        return Turn(Choosing(known(state.run.identity)), (CloseCamera(cx.visit),))
    return show(cx, state.run, earlier, *settled(cx, state))


def _browse(_cx: Context, state: Serving, event: Browse) -> Turn:
    """Look from the guide for another place; further on, going away would lose what was given."""
    if not isinstance(state.ask, GuideAsk) or item_of(event.category) is None:
        return Turn(state)
    return Turn(Choosing(known(state.run.identity), event.category))


def _again(cx: Context, state: Serving, _event: Again) -> Turn:
    return looked(cx, state) or show(cx, None, retried(state.run))


def _consulted(cx: Context, state: Serving, event: Consulted) -> Turn:
    run = settle(replace(state.run, consulted=event.reached, holdings=event.holdings))
    if isinstance(state.ask, CaptureAsk):
        return Turn(replace(state, run=run))
    return Turn(Serving(run, cx.walk.ask(run, cx.moment()), state.fault))


def _viewed(_cx: Context, state: Serving, event: Viewed) -> Turn:
    if not isinstance(state.ask, CaptureAsk) or state.ask.taken:
        return Turn(state)
    return Turn(replace(state, ask=replace(state.ask, viewfinder=event.viewfinder), fault=""))


def _pictured(cx: Context, state: Serving, event: Pictured) -> Turn:
    if not isinstance(state.ask, CaptureAsk) or state.ask.taken:
        return Turn(state)
    material = state.ask.material
    doubted = doubt(material, event.captured.look)
    run = keep(state.run, replace(event.captured, material_code=material.material_code, doubt=doubted))
    return Turn(Serving(run, cx.walk.ask(run, cx.moment())))


def _scanned(cx: Context, state: Serving, event: CodeSeen) -> Turn:
    return _forward(cx, state, Scan(event.text)) if cx.walk.scans(state.run) else Turn(state)


def _camera_failed(_cx: Context, state: Serving, event: CameraFailed) -> Turn:
    return Turn(replace(state, fault=event.code)) if isinstance(state.ask, CaptureAsk) else Turn(state)


def _list(cx: Context, state: Serving, _event: TakeList) -> Turn:
    codes = tuple(material.material_code for material in lacking(state.run))
    if not codes or state.listing == "printing":
        return Turn(state)
    missing = Missing(state.run.item.id, codes, state.run.identity.name, state.run.item.form)
    return Turn(replace(state, listing="printing"), (PrintMissing(cx.visit, missing),))


def _listed(cx: Context, state: Serving, event: PrintEnded) -> Turn:
    notes = {"list": _LISTS, "paper": PAPERS}.get(event.paper)
    if notes is None:
        return Turn(state)
    listing = "done" if event.outcome == "confirmed" else event.code
    seen = settled(cx, state) if event.outcome == "confirmed" else ()
    return Turn(replace(state, listing=listing, fault=""), (Note(cx.visit, notes[event.outcome]), *seen))


def _waiting(_cx: Context, state: Serving, event: PrintWaits) -> Turn:
    """Say what the A4 printer waits for; the end of the job takes it away again."""
    return Turn(replace(state, fault=event.code) if state.listing == "printing" else state)


def _filed(cx: Context, state: Filing, event: FiledCase) -> Turn:
    note = Note(cx.visit, "case-filed", state.run.item.id)
    deliver = Deliver(cx.visit, event.filed.case_id)
    if not cx.stays(state.run.identity):
        return Turn(Farewell("kept"), (note, deliver))
    cx.kept = put_by(cx.kept, state.run)
    return Turn(replace(state, phase="delivering", filed=event.filed), (note, deliver))


def _not_filed(cx: Context, state: Filing, event: FilingFailed) -> Turn:
    if not cx.stays(state.run.identity):
        return Turn(Farewell("withdrawn"))
    run = cx.walk.back(state.run) or state.run
    return Turn(Serving(run, cx.walk.ask(run, cx.moment()), event.code))


def _deliver(cx: Context, state: Filing, acknowledgement: Acknowledgement | None) -> Turn:
    filed: Filed | None = state.filed
    if filed is None:
        return Turn(state)
    filed = replace(filed, acknowledgement=acknowledgement)
    notes = (Note(cx.visit, "case-acknowledged", filed.item_id),) if acknowledgement else ()
    printing = Delivering(state.run.identity, filed, "printing")
    return Turn(printing, (*notes, PrintReceipt(cx.visit, filed, cx.large)))


def _acknowledged(cx: Context, state: Filing, event: Acknowledged) -> Turn:
    if state.filed is None or event.acknowledgement.case_id != state.filed.case_id:
        return Turn(state)
    return _deliver(cx, state, event.acknowledgement)


def _undecided(cx: Context, state: Filing, event: CaseReceived | DeliveryFailed) -> Turn:
    if state.filed is None or event.case_id != state.filed.case_id:
        return Turn(state)
    return _deliver(cx, state, None)


def _refused(_cx: Context, state: Filing, event: CaseRefused) -> Turn:
    """Say at once why it is not taken and what to bring, as the card will say later; the slip may still be had."""
    if state.filed is None or event.case_id != state.filed.case_id:
        return Turn(state)
    return Turn(OfferingReceipt(state.run.identity, replace(state.filed, status=event.status)))


def _waited(cx: Context, state: Filing, _event: Tick) -> Turn:
    if state.phase == "delivering" and cx.seconds >= cx.policy.acknowledge_s:
        return _deliver(cx, state, None)
    return Turn(state)


TABLE: Table = {
    (Serving, Answered): _answered,
    (Serving, Rated): _rated,
    (Serving, Back): _back,
    (Serving, Browse): _browse,
    (Serving, Again): _again,
    (Serving, Consulted): _consulted,
    (Serving, Inquired): inquired,
    (Serving, Tick): polled,
    (Serving, Viewed): _viewed,
    (Serving, Pictured): _pictured,
    (Serving, CodeSeen): _scanned,
    (Serving, CameraFailed): _camera_failed,
    (Serving, TakeList): _list,
    (Serving, PrintEnded): _listed,
    (Serving, PrintWaits): _waiting,
    (Filing, FiledCase): _filed,
    (Filing, FilingFailed): _not_filed,
    (Filing, Acknowledged): _acknowledged,
    (Filing, CaseReceived): _undecided,
    (Filing, CaseRefused): _refused,
    (Filing, DeliveryFailed): _undecided,
    (Filing, Tick): _waited,
}
