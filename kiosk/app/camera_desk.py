"""The camera desk: a process that lives only while a step needs it, so that its pictures die with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.domain.asks import Gate, Viewfinder
from kiosk.domain.case import Captured
from kiosk.domain.paper_doubt import Look
from kiosk.domain.reports import CameraFailed, CodeSeen, Pictured, Viewed
from kiosk.runtime.process_lane import ProcessLane

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from config.schema import DeviceChoice
    from kiosk.domain.errands import CloseCamera, OpenCamera, TakePicture
    from kiosk.domain.reports import Report
    from kiosk.runtime.lanes import Post

__all__ = ["CameraDesk", "serve"]


def serve(link: Any, driver: str, options: dict[str, str]) -> None:  # noqa: ANN401 - multiprocessing hands it over
    """Start the camera's own loop; imported in the child, so that OpenCV never loads in the terminal."""
    from drivers.cameras import worker  # noqa: PLC0415 - see the docstring

    worker.serve(link, driver, options)


class CameraDesk:
    """Starts and stops the camera process; live frames go to `frame`, everything else becomes a report."""

    def __init__(
        self,
        choice: DeviceChoice,
        post: Post,
        tell: Callable[[Report], None],
        now: Callable[[], dt.datetime],
        frame: Callable[[int, int, bytes], None],
    ) -> None:
        self._choice, self._post, self._tell, self._now, self._frame = choice, post, tell, now, frame
        self._lane: ProcessLane | None = None
        self._visit = 0

    def open(self, errand: OpenCamera) -> None:
        """Start the camera, or make a running one ready for another picture."""
        self._visit = errand.visit
        opened = self._lane is None
        if self._lane is None:
            child = (self._choice.driver, dict(self._choice.options))
            self._lane = ProcessLane("camera", self._post, serve, child, heard=self._heard, died=self._died)
        if errand.codes or not opened:
            self._lane.say(("codes",) if errand.codes else ("again",))

    def take(self, _errand: TakePicture) -> None:
        """Take the picture now."""
        if self._lane is not None:
            self._lane.say(("take",))

    def close(self, _errand: CloseCamera | None = None) -> None:
        """Stop the camera; its frames go with its process."""
        lane, self._lane = self._lane, None
        if lane is not None:
            lane.stop()

    def _heard(self, message: Any) -> None:  # noqa: ANN401 - a process pipe carries what it carries
        if self._lane is None:
            return
        match message:
            case ("preview", width, height, rgb):
                self._frame(width, height, rgb)
            case ("view", corners, gates, countdown):
                named = tuple(Gate(name, ok) for name, ok in gates)
                self._tell(Viewed(self._visit, Viewfinder(tuple(corners), named, countdown)))
            case ("picture", jpeg, width, height, could, marks):
                look = Look(frozenset(could), frozenset(marks))
                self._tell(Pictured(self._visit, Captured("", jpeg, width, height, self._now(), look)))
            case ("code", text):
                self._tell(CodeSeen(self._visit, text))
            case ("failed", code):
                self._tell(CameraFailed(self._visit, code))
            case _:
                pass

    def _died(self) -> None:
        self._tell(CameraFailed(self._visit, "camera-gone"))
