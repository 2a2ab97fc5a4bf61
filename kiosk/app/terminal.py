"""One terminal, put together: the attendant, the desks it sends errands to, and the beat of the clock."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from kiosk.app.desks import Desks
from kiosk.attendant import Attendant, Policy
from kiosk.domain import errands
from kiosk.domain.state import Welcoming
from kiosk.domain.workdays import Workdays
from kiosk.journeys.protocol import Moment
from kiosk.journeys.walk import Walk

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from kiosk.app.desks import Surface, Told
    from kiosk.domain.state import Health, State
    from kiosk.runtime.lanes import Post
    from kiosk.sync.published import Published

__all__ = ["Terminal"]

_ROUND_S = 2


class Terminal:
    """Runs on the main loop. Built with nothing attached, so that the glass can show itself first; then opened.

    `now` is the wall clock, aware and in the terminal's own zone. What the attendant sends before the desks are open
    waits for them.
    """

    def __init__(self, told: Told, now: Callable[[], dt.datetime]) -> None:
        self._told, self._now = told, now
        self._surface: Surface | None = None
        self._desks: Desks | None = None
        self._early: list[errands.Errand] = [errands.Note(0, "started")]
        self._beats = 0
        self._published: Published | None = None
        self._workdays, self._town = told.workdays, told.town
        profile = told.profile
        self.attendant = Attendant(
            told.catalogue,
            Walk.of_all_kinds(),
            self.moment,
            send=self._send,
            publish=self._show,
            clock=time.monotonic,
            policy=Policy(idle_s=profile.idle_s, warning_s=profile.idle_warning_s, acknowledge_s=profile.acknowledge_s),
        )

    def moment(self) -> Moment:
        """Return when and where something is asked now."""
        profile = self._told.profile
        return Moment(self._now(), self._workdays, profile.region_name, self._town, profile.verifier)

    def open(self, surface: Surface, post: Post) -> None:
        """Attach glass and devices; `post` brings the lanes' results to the main loop."""
        self._surface = surface
        self._desks = Desks(self._told, self.attendant, surface, post, self._now, published=self._hear)
        for errand in self._early:
            self._desks.send(errand)
        self._round(self._desks)
        self._desks.news.prepare(self._told.catalogue)

    def beat(self) -> None:
        """Count one second."""
        self._beats += 1
        self.attendant.tick()
        if self._desks is not None and self._beats % _ROUND_S == 0:
            self._round(self._desks)

    def _round(self, desks: Desks) -> None:
        desks.records.round()
        desks.news.round()
        desks.courier.round()

    def close(self) -> None:
        """Stop every desk; what was begun is finished."""
        if self._desks is not None:
            self._desks.close()

    def _send(self, errand: errands.Errand) -> None:
        if self._desks is None:
            self._early.append(errand)
        else:
            self._desks.send(errand)

    def _show(self, state: State, health: Health) -> None:
        if self._surface is not None:
            self._surface.show(state, health)
            self._renew()

    def _hear(self, published: Published) -> None:
        self._published = published
        self._renew()

    def _renew(self) -> None:
        """Take over what the centre published, while nobody is here: a visit goes on with what it began with."""
        if self._published is None or self._surface is None or not isinstance(self.attendant.state, Welcoming):
            return
        published, self._published = self._published, None
        catalogue = published.catalogue or published.priced(self._told.catalogue)
        self._workdays = Workdays(published.calendars) if published.calendars else self._told.workdays
        if published.town.places:
            self._town = published.town.seen_from(self._told.profile.terminal_id)
        self.attendant.renew(catalogue)
        if self._desks is not None:
            self._desks.news.prepare(catalogue)
        self._surface.offer(catalogue.items, published.notices, published.guides, self.moment())
