"""One table: which function draws which state."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from kiosk.domain import asks, state
from ui.projection.attract import project_attract
from ui.projection.awaiting import project_awaiting
from ui.projection.capture import project_capture
from ui.projection.done import project_done
from ui.projection.fault import project_card_left, project_card_trouble, project_out_of_service
from ui.projection.farewell import project_farewell
from ui.projection.guide import project_guide
from ui.projection.held import project_held
from ui.projection.home import project_home
from ui.projection.idle import project_idle
from ui.projection.item_list import project_item_list
from ui.projection.materials import project_materials
from ui.projection.offer import project_offer
from ui.projection.printing import project_printing
from ui.projection.promise import project_promise
from ui.projection.rating import project_rating
from ui.projection.reading import project_reading
from ui.projection.review import project_review
from ui.projection.sign import project_sign
from ui.projection.submitting import project_submitting
from ui.projection.take_card import project_take_card

if TYPE_CHECKING:
    from ui.projection.scene import Scene
    from ui.projection.view import View

__all__ = ["project"]


def project(now: state.State, scene: Scene) -> View:
    """Return what the glass says for a state."""
    match now:
        case state.Serving():
            return _step(now, scene)
        case state.Delivering():
            return _receipt(now, scene)
        case state.Choosing():
            return project_item_list(now, scene) if now.category else project_home(now, scene)
        case state.Filing():
            return project_submitting(now, scene)
        case state.OfferingReceipt():
            return project_offer(now, scene)
        case state.TakingCard() | state.Rating() | state.Farewell() | state.IdleWarning():
            return _ending(now, scene)
        case _:
            return _arriving(now, scene)


def _arriving(
    now: state.OutOfService
    | state.Welcoming
    | state.AwaitingCard
    | state.ReadingCard
    | state.CardTrouble
    | state.CardLeft,
    scene: Scene,
) -> View:
    match now:
        case state.OutOfService():
            return project_out_of_service(now, scene)
        case state.Welcoming():
            return project_attract(scene)
        case state.AwaitingCard():
            return project_awaiting(now, scene)
        case state.ReadingCard():
            return project_reading(now, scene)
        case state.CardTrouble():
            return project_card_trouble(now, scene)
        case state.CardLeft():
            return project_card_left(scene)
        case _:
            assert_never(now)


def _step(now: state.Serving, scene: Scene) -> View:
    match now.ask:
        case asks.GuideAsk():
            return project_guide(now.ask, scene, now.fault)
        case asks.MaterialsAsk():
            return project_materials(now.ask, scene, now.fault)
        case asks.CaptureAsk():
            return project_capture(now.ask, scene, now.fault)
        case asks.PromiseAsk():
            return project_promise(now.ask, scene, now.fault)
        case asks.SignAsk():
            return project_sign(now.ask, scene, now.fault)
        case asks.ReviewAsk():
            return project_review(now.run, now.ask, scene, now.fault)
        case _:
            assert_never(now.ask)


def _receipt(now: state.Delivering, scene: Scene) -> View:
    match now.phase:
        case "printing":
            return project_printing(now, scene)
        case "done":
            return project_done(now, scene)
        case "held" | "unknown":
            return project_held(now, scene)
        case _:
            assert_never(now.phase)


def _ending(now: state.TakingCard | state.Rating | state.Farewell | state.IdleWarning, scene: Scene) -> View:
    match now:
        case state.TakingCard():
            return project_take_card(now, scene)
        case state.Rating():
            return project_rating(now, scene)
        case state.Farewell():
            return project_farewell(now, scene)
        case state.IdleWarning():
            return project_idle(now, scene)
        case _:
            assert_never(now)
