"""The way from where somebody stands to another place that serves them: a button's words, and a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.asks import GuideAsk
from kiosk.domain.rules.places import nearest, told
from kiosk.domain.state import (
    AwaitingCard,
    CardTrouble,
    Choosing,
    Delivering,
    Informing,
    OfferingReceipt,
    Serving,
)
from kiosk.journeys.places import PLACES, distance
from ui.projection.spoken import spoken
from ui.projection.view import Line

if TYPE_CHECKING:
    from kiosk.domain.rules.places import Reach
    from kiosk.domain.state import State
    from ui.projection.scene import Scene

__all__ = ["near_button", "near_line", "near_places"]

_BUSY = {"printing", "sheets"}


def near_button(state: State, scene: Scene) -> tuple[str, str]:
    """Return the words of the button that shows the map, and the list it opens; "" where nobody can go there.

    Where this terminal has no paper, the nearest that has is named at once.
    """
    if not _may_go(state) or not scene.moment.town.here:
        return "", ""
    item_id = _item(state)
    category = f"{PLACES}/{item_id}" if item_id else PLACES
    first = next((one for one in near_places(scene, item_id) if one.now and one.place.terminal_id), None)
    if scene.health.printer and first is not None:
        live = told(first.place, scene.now)
        if live is not None and live.printing:
            return scene.tr("换一台（{metres} 米，有纸）", metres=first.metres), category
        return scene.tr("换一台（{metres} 米）", metres=first.metres), category
    return scene.tr("附近办事点"), category


def near_line(scene: Scene, item_id: str = "") -> Line | None:
    """Return the nearest place that is open now and serves the item, as one line."""
    one = next((one for one in near_places(scene, item_id) if one.now and (item_id or one.place.items)), None)
    if one is None:
        return None
    name = one.place.name_en if scene.prefs.english else one.place.name
    return Line("map-pin", name, spoken(scene, distance(one)), "ok")


def near_places(scene: Scene, item_id: str) -> tuple[Reach, ...]:
    """Return where this item is served nearby, the best first."""
    when = scene.moment
    return nearest(when.town, item_id, when.now, when.workdays)


def _may_go(state: State) -> bool:
    if isinstance(state, Serving):
        return isinstance(state.ask, GuideAsk)
    if isinstance(state, Choosing):
        return not state.category.startswith(PLACES)
    if isinstance(state, Delivering):
        return state.phase not in _BUSY
    return isinstance(state, Informing | AwaitingCard | CardTrouble | OfferingReceipt)


def _item(state: State) -> str:
    if isinstance(state, Serving):
        return state.run.item.id
    if isinstance(state, Delivering | OfferingReceipt):
        return state.filed.item_id
    return getattr(state, "item_id", "")
