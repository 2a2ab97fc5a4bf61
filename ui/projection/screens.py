"""One table: which function draws which state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.domain import asks, state
from kiosk.journeys.places import item_of
from ui.projection.agency import project_acting
from ui.projection.attract import project_attract
from ui.projection.awaiting import project_awaiting
from ui.projection.capture import project_capture
from ui.projection.commit import project_commit
from ui.projection.done import project_done
from ui.projection.farewell import project_farewell
from ui.projection.fault import project_card_left, project_card_trouble, project_out_of_service
from ui.projection.form import project_form
from ui.projection.guide import project_guide
from ui.projection.held import project_held
from ui.projection.helping import project_confirming, project_helping
from ui.projection.home import project_home
from ui.projection.idle import project_idle
from ui.projection.informing import project_informing
from ui.projection.item_list import project_item_list
from ui.projection.keying import project_keying
from ui.projection.materials import project_materials
from ui.projection.offer import project_offer
from ui.projection.pay import project_pay
from ui.projection.pick import project_pick
from ui.projection.places import project_places
from ui.projection.printing import project_printing
from ui.projection.promise import project_promise
from ui.projection.questions import project_questions
from ui.projection.rating import project_rate, project_rating
from ui.projection.reading import project_reading
from ui.projection.result import project_result
from ui.projection.resuming import project_resuming
from ui.projection.review import project_review
from ui.projection.searching import SEARCH, project_searching
from ui.projection.sheets_coming import project_sheets
from ui.projection.showing_code import project_showing_code
from ui.projection.sign import project_sign
from ui.projection.submitting import project_submitting
from ui.projection.take_card import project_take_card
from ui.projection.tell import project_tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.projection.scene import Scene
    from ui.projection.view import View

__all__ = ["STATES", "STEPS", "project"]


def project(now: state.State, scene: Scene) -> View:
    """Return what the glass says for a state."""
    return STATES[type(now)](now, scene)


def _choosing(now: state.Choosing, scene: Scene) -> View:
    if now.category == SEARCH:
        return project_searching(now, scene)
    if item_of(now.category) is not None:
        return project_places(now, scene)
    return project_item_list(now, scene) if now.category else project_home(now, scene)


def _serving(now: state.Serving, scene: Scene) -> View:
    return STEPS[type(now.ask)](now, scene)


def _delivering(now: state.Delivering, scene: Scene) -> View:
    if now.phase == "printing":
        return project_printing(now, scene)
    if now.phase == "sheets":
        return project_sheets(now, scene)
    return project_done(now, scene) if now.phase == "done" else project_held(now, scene)


STEPS: dict[type, Callable[[Any, Scene], View]] = {
    asks.GuideAsk: lambda now, scene: project_guide(now.ask, scene, now.fault),
    asks.QuestionsAsk: lambda now, scene: project_questions(now.ask, scene, now.fault),
    asks.MaterialsAsk: lambda now, scene: project_materials(now.ask, scene, now.fault),
    asks.CommitAsk: lambda now, scene: project_commit(now.ask, scene, now.fault),
    asks.CaptureAsk: lambda now, scene: project_capture(now.ask, scene, now.fault),
    asks.PromiseAsk: lambda now, scene: project_promise(now.ask, scene, now.fault),
    asks.SignAsk: lambda now, scene: project_sign(now.ask, scene, now.fault),
    asks.ReviewAsk: lambda now, scene: project_review(now.run, now.ask, scene, now.fault),
    asks.PayAsk: lambda now, scene: project_pay(now.ask, scene, now.fault, now.listing),
    asks.RateAsk: lambda now, scene: project_rate(now.ask, scene),
    asks.FormAsk: lambda now, scene: project_form(now.ask, scene, now.fault),
    asks.PickAsk: lambda now, scene: project_pick(now.ask, scene, now.fault, now.listing),
    asks.ResultAsk: lambda now, scene: project_result(now.ask, scene, now.fault, now.listing),
    asks.TellAsk: lambda now, scene: project_tell(now.ask, scene, now.fault, now.listing),
}
STATES: dict[type, Callable[[Any, Scene], View]] = {
    state.OutOfService: project_out_of_service,
    state.Welcoming: lambda _now, scene: project_attract(scene),
    state.Choosing: _choosing,
    state.Informing: project_informing,
    state.AwaitingCard: project_awaiting,
    state.ShowingCode: project_showing_code,
    state.Helping: project_helping,
    state.Acting: project_acting,
    state.Confirming: project_confirming,
    state.Resuming: project_resuming,
    state.ReadingCard: project_reading,
    state.KeyingDocument: project_keying,
    state.CardTrouble: project_card_trouble,
    state.OfferingReceipt: project_offer,
    state.Serving: _serving,
    state.Filing: project_submitting,
    state.Delivering: _delivering,
    state.TakingCard: project_take_card,
    state.Rating: project_rating,
    state.Farewell: project_farewell,
    state.CardLeft: lambda _now, scene: project_card_left(scene),
    state.IdleWarning: project_idle,
}
