"""没带身份证？ (F19): a code on a telephone, under the camera, in the place of a card."""

from __future__ import annotations

from dataclasses import replace

from kiosk.attendant.events import Again, Answered, Back, Leave, Tick
from kiosk.attendant.turn import Context, Table, Turn
from kiosk.domain.answers import Pick
from kiosk.domain.errands import CloseCamera, FindFiled, Inquire, Note, OpenCamera
from kiosk.domain.reports import CameraFailed, CodeSeen, Inquired
from kiosk.domain.state import AwaitingCard, Informing, ReadingCard, ShowingCode, Welcoming
from kiosk.journeys.identity import IdentityRefused
from kiosk.journeys.nameless import nobody
from kiosk.journeys.phone_code import LONGEST, asked, vouched

__all__ = ["LOOK_S", "TABLE", "show_code"]

LOOK_S = 90
"""How long the camera looks for a code, in seconds: time to find the app, and once more."""


def show_code(cx: Context, item_id: str) -> Turn:
    """Look for a code under the camera, where somebody may say whose it is."""
    return Turn(ShowingCode(item_id), (OpenCamera(cx.visit, codes=True),))


def _seen(cx: Context, state: ShowingCode, event: CodeSeen) -> Turn:
    if state.inquiry is not None:
        return Turn(state)
    if len(event.text) > LONGEST:
        return Turn(replace(state, fault="phone-code-strange"))
    inquiry = asked(event.text)
    return Turn(replace(state, inquiry=inquiry, fault=""), (Inquire(cx.visit, nobody(), inquiry),))


def _answered(cx: Context, state: ShowingCode, event: Inquired) -> Turn:
    if state.inquiry is None or state.inquiry.id != event.found.inquiry.id:
        return Turn(state)
    if event.found.state == "failed":
        return _refused(cx, state, event.found.code)
    moment = cx.moment()
    try:
        vouched_for = vouched(event.found.document, state.inquiry, moment.verifier, moment.now)
    except IdentityRefused as refusal:
        return _refused(cx, state, refusal.code)
    identity = replace(vouched_for, helper=cx.helper)
    checking = ReadingCard(progress=1.0, phase="checking", item_id=state.item_id, identity=identity)
    note = Note(cx.visit, "code-verified", identity.kind)
    return Turn(checking, (CloseCamera(cx.visit), note, FindFiled(cx.visit, identity)))


def _refused(cx: Context, state: ShowingCode, code: str) -> Turn:
    """Say why; the camera goes on looking for another code, the next one is fresh."""
    return Turn(replace(state, inquiry=None, fault=code), (Note(cx.visit, "code-refused", code),))


def _again(cx: Context, state: ShowingCode, _event: Again) -> Turn:
    return Turn(state) if state.inquiry else show_code(cx, state.item_id)


def _back(cx: Context, state: ShowingCode, _event: Back) -> Turn:
    return Turn(AwaitingCard(state.item_id), (CloseCamera(cx.visit),))


def _picked(cx: Context, state: ShowingCode, event: Answered) -> Turn:
    """Go to the item's guide: where it is done without any of this."""
    return Turn(Informing(state.item_id), (CloseCamera(cx.visit),)) if event.answer == Pick("guide") else Turn(state)


def _tick(cx: Context, state: ShowingCode, _event: Tick) -> Turn:
    over = state.inquiry is None and cx.seconds >= LOOK_S
    return Turn(AwaitingCard(state.item_id), (CloseCamera(cx.visit),)) if over else Turn(state)


TABLE: Table = {
    (ShowingCode, CodeSeen): _seen,
    (ShowingCode, Inquired): _answered,
    (ShowingCode, CameraFailed): lambda _cx, state, event: Turn(replace(state, fault=event.code)),
    (ShowingCode, Answered): _picked,
    (ShowingCode, Again): _again,
    (ShowingCode, Back): _back,
    (ShowingCode, Tick): _tick,
    (ShowingCode, Leave): lambda cx, _state, _event: Turn(Welcoming(), (CloseCamera(cx.visit),)),
}
