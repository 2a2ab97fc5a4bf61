"""What a screen depends on besides the state: the world around the visit, and how the person wants to read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kiosk.domain.workdays import Workdays
from kiosk.journeys.protocol import Moment
from ui.i18n import translator

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from config.published import GuideCard, Notice
    from config.schema import Fault, Profile, ServiceItem
    from kiosk.domain.state import Health
    from ui.i18n import Translate

__all__ = ["Prefs", "Scene"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefs:
    """How one visitor reads; `sheet` names the explanation that lies over the screen, "" for none."""

    elder: bool = False
    contrast: bool = False
    low: bool = False
    english: bool = False
    sheet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """`reveal` is true only while a finger holds 看; `simulated` names the parts that are not real.

    `notices` are what the centre wants everybody to know, `guides` its answers to what people ask about an item;
    `around` is the map and the working days.
    """

    health: Health
    items: tuple[ServiceItem, ...]
    faults: Mapping[str, Fault]
    profile: Profile
    now: dt.datetime
    prefs: Prefs = field(default_factory=Prefs)
    reveal: bool = False
    simulated: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    guides: Mapping[str, GuideCard] = field(default_factory=dict)
    around: Moment | None = None

    @property
    def moment(self) -> Moment:
        """When and where: the map and the working days that the terminal knows, at the time of this picture."""
        return replace(self.around, now=self.now) if self.around else Moment(self.now, Workdays({}))

    @property
    def tr(self) -> Translate:
        """The translator for this visitor."""
        return translator(english=self.prefs.english, region=self.profile.region_code)

    def item(self, item_id: str) -> ServiceItem | None:
        """Return the service item with this id, if the catalogue holds it."""
        return next((item for item in self.items if item.id == item_id), None)
