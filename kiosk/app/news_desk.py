"""The news desk: one thread that fetches what the centre publishes and reads what is kept; it holds up nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.runtime.lanes import Lane

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from kiosk.journeys.catalogue import Catalogue
    from kiosk.runtime.lanes import Post
    from kiosk.sync.feed_rounds import FeedRounds
    from kiosk.sync.published import Published

__all__ = ["NewsDesk"]


class NewsDesk:
    """`opened` builds the rounds inside the lane's thread; `told` hears on the main loop of what is published."""

    def __init__(
        self,
        post: Post,
        told: Callable[[Published], None],
        now: Callable[[], dt.datetime],
        opened: Callable[[], FeedRounds],
    ) -> None:
        self._told, self._now, self._opened = told, now, opened
        self._lane = Lane("news", post)
        self._rounds: FeedRounds | None = None
        self._busy = False

    def round(self) -> None:
        """Tell what is kept, if it is new; then fetch what is due. Called again and again."""
        if not self._busy:
            self._busy = True
            self._lane.run(lambda: self._room().news(), self._news, self._stayed)

    def prepare(self, catalogue: Catalogue) -> None:
        """Have a catalogue ready to be searched before anybody looks for something in it."""
        self._lane.run(catalogue.prepare, lambda _done: None, self._stayed)

    def close(self) -> None:
        """Let the call at hand end."""
        self._lane.close(5, self._shut)

    def _news(self, published: Published | None) -> None:
        if published is not None:
            self._told(published)
        self._lane.run(lambda: self._room().step(self._now()), self._went, self._stayed)

    def _went(self, _trouble: object) -> None:
        """Go on: what stood in the way is in the audit journal, or the courier met it too."""
        self._busy = False

    def _stayed(self, why: Exception) -> None:
        self._busy = False
        if not hasattr(why, "code"):
            raise why

    def _room(self) -> FeedRounds:
        if self._rounds is None:
            self._rounds = self._opened()
        return self._rounds

    def _shut(self) -> None:
        if self._rounds is not None:
            self._rounds.close()
