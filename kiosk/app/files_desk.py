"""The desk of a terminal without a line: batches go into a folder and come out of it; nobody waits for an answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kiosk.domain.inquiry import Found
from kiosk.domain.reports import Consulted, DeliveryFailed, Inquired, LineChanged
from kiosk.runtime.lanes import Lane

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from kiosk.domain.errands import Consult, Deliver, Inquire
    from kiosk.domain.reports import Report
    from kiosk.runtime.lanes import Post
    from kiosk.sync.file_drop.watched import Round, WatchedFolder

__all__ = ["FilesDesk"]

PATIENCE_S = 5
NO_ANSWER = "platform-unreachable"


class FilesDesk:
    """Stands in the place of the CourierDesk. `opened` builds the folder's keeper inside the lane's thread.

    Nothing is said of the line while the folder is well: there is none to be well.
    """

    def __init__(
        self,
        post: Post,
        tell: Callable[[Report], None],
        now: Callable[[], dt.datetime],
        opened: Callable[[], WatchedFolder],
    ) -> None:
        self._post, self._tell, self._now, self._opened = post, tell, now, opened
        self._lane = Lane("files", post)
        self._folder: WatchedFolder | None = None
        self._busy = self._down = False

    def deliver(self, errand: Deliver) -> None:
        """Say at once that no answer comes within the visit: the paper says 收件, and the case goes with a batch."""
        self._post(partial(self._tell, DeliveryFailed(errand.visit, errand.case_id, NO_ANSWER)))

    def consult(self, errand: Consult) -> None:
        """Say at once that nobody can be asked."""
        self._post(partial(self._tell, Consulted(errand.visit, (), reached=False)))

    def inquire(self, errand: Inquire) -> None:
        """Say at once that nobody can be asked."""
        self._post(partial(self._tell, Inquired(errand.visit, Found(errand.inquiry, "failed", code=NO_ANSWER))))

    def round(self) -> None:
        """Look at the folder; called again and again, so a missed call costs nothing."""
        if not self._busy:
            self._busy = True
            self._lane.run(self._look, self._looked, self._stayed)

    def close(self) -> None:
        """Let the look at hand end."""
        self._lane.close(PATIENCE_S, self._shut)

    def _look(self) -> Round:
        if self._folder is None:
            self._folder = self._opened()
        return self._folder.step(self._now())

    def _looked(self, found: Round) -> None:
        self._busy = False
        self._say(down=bool(found.code))

    def _stayed(self, why: Exception) -> None:
        self._busy = False
        self._say(down=True)
        if not hasattr(why, "code"):
            raise why

    def _say(self, *, down: bool) -> None:
        if down != self._down:
            self._down = down
            self._tell(LineChanged(online=not down))

    def _shut(self) -> None:
        if self._folder is not None:
            self._folder.close()
