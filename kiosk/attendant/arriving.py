"""Arriving: from the attract screen to a person with a service item."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.attendant import acting, answering, drafting, locating
from kiosk.attendant.escalating import escalate
from kiosk.attendant.events import Again, Answered, Back, Begin, Browse, Choose, Leave, Tick
from kiosk.attendant.ordering import resumed
from kiosk.attendant.phoning import show_code
from kiosk.attendant.turn import Context, Table, Turn
from kiosk.attendant.vault import brought
from kiosk.domain.answers import Escalate, Pick, Press, ReadAnswer
from kiosk.domain.complaints import STUCK_ITEM
from kiosk.domain.errands import CloseCamera, Consult, FindFiled, Note, ReadCard
from kiosk.domain.keying import ERASE, TypedKey
from kiosk.domain.reports import CardFailed, CardHint, CardInserted, CardRead, FiledFound, ReadingProgress
from kiosk.domain.state import (
    Acting,
    AwaitingCard,
    CardTrouble,
    Choosing,
    Delivering,
    Farewell,
    Informing,
    KeyingDocument,
    OfferingReceipt,
    OutOfService,
    Rating,
    ReadingCard,
    Serving,
    ShowingCode,
    Welcoming,
)
from kiosk.journeys.agency import FOR_ANOTHER, open_to_agents
from kiosk.journeys.nameless import PHONE_CODE, WITHOUT_CARD, known, nobody, open_to_nobody
from kiosk.journeys.places import item_of
from kiosk.journeys.printed_key import printed_key

if TYPE_CHECKING:
    from kiosk.domain.case import Filed
    from kiosk.domain.errands import Errand
    from kiosk.domain.person import Identity
    from kiosk.domain.run import Run
    from kiosk.domain.state import State

__all__ = ["TABLE", "consulting", "onward", "read"]

REPEATED = frozenset({"supplement", STUCK_ITEM})
"""Each paper is brought by itself, and whoever complained once may complain again."""
_OUT_OF_SERVICE_S = 20
_SEARCH = "search"
_LONGEST = 12  # letters
_NEWS = ({"supplement"}, {"refused", "returned", "suspended"}, {"processing", "completed", "withdrawn"})
_OVER = {"refused", "returned", "withdrawn"}


def read(cx: Context, item_id: str, *, mute: bool = False, typed: TypedKey | None = None) -> Turn:
    """Begin to read the card that was laid down, with what was `typed` off it, if that is complete."""
    if mute:
        return Turn(CardTrouble("card-mute", item_id, typed), (Note(cx.visit, "card-failed", "card-mute"),))
    return Turn(ReadingCard(item_id=item_id, typed=typed), (ReadCard(cx.visit, printed_key(typed)),))


def _begin(cx: Context, _state: Welcoming, _event: Begin) -> Turn:
    return read(cx, "") if cx.card_present else Turn(Choosing())


def _browse(_cx: Context, state: Choosing, event: Browse) -> Turn:
    return Turn(Choosing(state.identity, event.category))


def _browse_from(_cx: Context, state: OfferingReceipt | Delivering | Informing, event: Browse) -> Turn:
    return Turn(Choosing(known(state.identity), event.category))


def _looked_for(cx: Context, state: Choosing, event: Answered) -> Turn:
    if item_of(state.category) is not None:
        return locating.located(cx, state, event.answer)
    if state.category != _SEARCH or not isinstance(event.answer, Press):
        return Turn(state)
    key = event.answer.key
    typed = state.typed[:-1] if key == ERASE else f"{state.typed}{key}"[:_LONGEST]
    return Turn(replace(state, typed=typed, found=tuple(item.id for item in cx.catalogue.search(typed))))


def _from_list(cx: Context, state: Choosing, _event: Back) -> Turn:
    """From a way back to the map; from the map of an item back to the item; from any other list home."""
    item_id = item_of(state.category)
    if state.place:
        return Turn(replace(state, place="", listing=""))
    if item_id and any(item.id == item_id for item in cx.catalogue.items):
        return _choose(cx, state, Choose(item_id))
    return Turn(Choosing(state.identity))


def _home(_cx: Context, _state: AwaitingCard | CardTrouble, event: Back | Browse) -> Turn:
    return Turn(Choosing(category=event.category if isinstance(event, Browse) else ""))


def _choose(cx: Context, state: Choosing, event: Choose) -> Turn:
    item = cx.catalogue.item(event.item_id)
    if not item.steps or acting.told_only(cx, item, state.identity):
        return Turn(Informing(item.id, identity=state.identity), (Note(cx.visit, "item-chosen", item.id),))
    if state.identity is None:
        return read(cx, item.id) if cx.card_present else Turn(AwaitingCard(item.id))
    checking = ReadingCard(progress=1.0, phase="checking", item_id=item.id, identity=state.identity)
    return Turn(checking, (Note(cx.visit, "item-chosen", item.id), FindFiled(cx.visit, state.identity)))


def _without_card(cx: Context, state: AwaitingCard, event: Answered) -> Turn:
    """Show a code instead, act for another, or begin an item that is open to nobody in particular."""
    if event.answer == Pick(FOR_ANOTHER) and open_to_agents(cx.catalogue.item(state.item_id)):
        return acting.act(cx, state.item_id)
    if event.answer == Pick(PHONE_CODE) and cx.moment().verifier:
        return show_code(cx, state.item_id)
    if event.answer != Pick(WITHOUT_CARD) or not open_to_nobody(cx.catalogue.item(state.item_id)):
        return Turn(state)
    return _start(cx, state.item_id, nobody(), ())


def _more(cx: Context, state: Informing, event: Answered) -> Turn:
    if isinstance(event.answer, Escalate):
        return escalate(cx, state, event)
    if isinstance(event.answer, ReadAnswer):
        return Turn(state, answering.opened(cx, state.item_id, event.answer.question_id))
    return Turn(replace(state, page="materials"))


def _stuck(cx: Context, state: OfferingReceipt, event: Answered) -> Turn:
    return escalate(cx, state, event) if isinstance(event.answer, Escalate) else Turn(state)


def _less(_cx: Context, state: Informing, _event: Back) -> Turn:
    return Turn(replace(state, page="guide") if state.page == "materials" else Choosing(known(state.identity)))


def _inserted(cx: Context, state: State, event: CardInserted) -> Turn:
    if isinstance(state, Farewell) and state.how == "printing":
        return Turn(state)
    if not isinstance(state, Acting | CardTrouble):
        cx.acting, cx.agent = False, None
    item_id = state.item_id if isinstance(state, AwaitingCard | CardTrouble | ShowingCode | Acting) else ""
    turn = read(cx, item_id, mute=event.mute)
    camera = (CloseCamera(cx.visit),) if isinstance(state, ShowingCode) else ()
    return replace(turn, errands=(*camera, *turn.errands))


def _retry(cx: Context, state: CardTrouble, _event: Again) -> Turn:
    return read(cx, state.item_id, typed=state.typed) if cx.card_present else _prompt(state)


def _prompt(state: CardTrouble) -> Turn:
    return Turn(AwaitingCard(state.item_id) if state.item_id else Choosing())


def _progress(_cx: Context, state: ReadingCard, event: ReadingProgress) -> Turn:
    if state.identity is not None:
        return Turn(state)
    return Turn(replace(state, progress=event.progress, phase="reading"))


def _hinted(_cx: Context, state: ReadingCard, event: CardHint) -> Turn:
    return Turn(state) if state.identity is not None else Turn(replace(state, hint=event.hint))


def _read(cx: Context, state: ReadingCard, event: CardRead) -> Turn:
    agency = acting.told(cx, state, event.identity)
    if agency is not None:
        return agency
    identity = replace(event.identity, helper=cx.helper)
    checking = ReadingCard(progress=1.0, phase="checking", item_id=state.item_id, identity=identity)
    cx.imprint = b"" if cx.helper else event.imprint
    return Turn(checking, (Note(cx.visit, "card-read", identity.kind), FindFiled(cx.visit, identity, cx.imprint)))


def _failed(cx: Context, state: ReadingCard, event: CardFailed) -> Turn:
    note = Note(cx.visit, "card-failed", event.code)
    if event.code == "card-key-wrong":
        return Turn(KeyingDocument(state.item_id, state.typed or TypedKey(), event.code), (note,))
    if event.code == "card-needs-key":
        return _ask_for_key(cx, state)
    return Turn(CardTrouble(event.code, state.item_id, state.typed), (note,))


def _ask_for_key(cx: Context, state: ReadingCard) -> Turn:
    """Ask for the printed lines; of a chip that does not take the CAN, for the three others."""
    if state.typed is None:
        return Turn(KeyingDocument(state.item_id), (Note(cx.visit, "key-asked"),))
    if not state.typed.complete:
        return Turn(KeyingDocument(state.item_id, state.typed))
    return Turn(KeyingDocument(state.item_id, state.typed.at("number"), "card-needs-key"))


def _found(cx: Context, state: ReadingCard, event: FiledFound) -> Turn:
    if state.identity is None:
        return Turn(state)
    own = state.identity.agent is None
    first = (resumed(cx, state.identity, event.orders) or drafting.asked(cx, state, event)) if own else None
    return first or onward(cx, state.identity, event.filed, state.item_id)


def onward(cx: Context, identity: Identity, cases: tuple[Filed, ...], item_id: str) -> Turn:
    """Offer a receipt that is owed, or begin what was chosen, or show home."""
    filed = _to_offer(cx, cases, item_id)
    if filed is not None:
        return Turn(OfferingReceipt(identity, filed, item_id))
    return _start(cx, item_id, identity, cases) if item_id else Turn(Choosing(identity))


def _to_offer(cx: Context, filed: tuple[Filed, ...], item_id: str) -> Filed | None:
    """Offer a receipt that is owed first, then what the centre says, most urgent first.

    The same item on the same day is a reprint, not a second application, unless the centre will not have the first;
    and neither is an item of which papers are still asked for.
    """
    if not item_id:
        owed = next((case for case in filed if not case.printed), None)
        return owed or min((case for case in filed if _urgency(case) < len(_NEWS)), key=_urgency, default=None)
    if item_id in REPEATED:
        return None
    today = cx.moment().now.date()
    same = (case for case in filed if case.item_id == item_id)
    return next((case for case in same if _stands(case) and (case.filed.date() == today or _urgency(case) == 0)), None)


def _urgency(case: Filed) -> int:
    """Return how soon its owner should hear how a case stands, 0 first; the last for what the receipt says already."""
    state = case.status.state if case.status else ""
    if state == "accepted" and case.status and case.status.reason:
        return len(_NEWS) - 1
    return next((place for place, states in enumerate(_NEWS) if state in states), len(_NEWS))


def _stands(case: Filed) -> bool:
    return case.status is None or case.status.state not in _OVER


def _start(cx: Context, item_id: str, identity: Identity, filed: tuple[Filed, ...]) -> Turn:
    item = cx.catalogue.item(item_id)
    if acting.told_only(cx, item, identity):
        return Turn(Informing(item_id, identity=identity))
    run = brought(cx.kept, replace(cx.walk.start(cx.catalogue.item(item_id), identity, cx.moment()), filed=filed))
    run, consult = consulting(cx, run)
    return Turn(Serving(run, cx.walk.ask(run, cx.moment())), consult)


def consulting(cx: Context, run: Run) -> tuple[Run, tuple[Errand, ...]]:
    """Return the run with its look at the licence store, and the errand that looks."""
    wanted = tuple(dict.fromkeys(m.license_type for m in run.item.materials if m.license_type))
    run = replace(run, look=str(uuid.uuid4()) if wanted else "")
    return run, (Consult(cx.visit, run.identity, wanted, run.item.id, run.look),) if wanted else ()


def _trouble_passes(cx: Context, state: CardTrouble, _event: Tick) -> Turn:
    return Turn(Choosing()) if cx.seconds >= cx.policy.trouble_s and not cx.card_present else Turn(state)


def _mended(cx: Context, state: OutOfService, _event: Tick) -> Turn:
    """Try again after a while: what is still broken says so at the next touch."""
    return Turn(Welcoming()) if cx.seconds >= _OUT_OF_SERVICE_S else Turn(state)


TABLE: Table = {
    **locating.TABLE,
    (Welcoming, Begin): _begin,
    (Choosing, Browse): _browse,
    (Choosing, Back): _from_list,
    (Choosing, Choose): _choose,
    (Choosing, Answered): _looked_for,
    (OfferingReceipt, Browse): _browse_from,
    (OfferingReceipt, Answered): _stuck,
    (AwaitingCard, Answered): _without_card,
    (AwaitingCard, Back): _home,
    (AwaitingCard, Browse): _home,
    (AwaitingCard, Leave): lambda _cx, _state, _event: Turn(Welcoming()),
    (CardTrouble, Back): _home,
    (CardTrouble, Browse): _home,
    (CardTrouble, Again): _retry,
    (CardTrouble, Tick): _trouble_passes,
    (ReadingCard, ReadingProgress): _progress,
    (ReadingCard, CardHint): _hinted,
    (ReadingCard, CardRead): _read,
    (ReadingCard, CardFailed): _failed,
    (ReadingCard, FiledFound): _found,
    (OutOfService, Tick): _mended,
    (Delivering, Browse): _browse_from,
    (Informing, Browse): _browse_from,
    (Informing, Answered): _more,
    (Informing, Back): _less,
    **{
        (state, CardInserted): _inserted
        for state in (Welcoming, Choosing, Informing, AwaitingCard, ShowingCode, Acting, CardTrouble, Rating, Farewell)
    },
}
