"""The camera lane's process: reads one camera, shows it, and hands over finished pages. Nothing is ever written.

To the parent: `("preview", width, height, rgb)` at most 15 times a second (RGB888, no padding) ·
`("view", corners, gates, countdown)` with each preview · `("picture", jpeg, width, height, could, marks)` with the
formats that its paper may have and what was surely seen on it, see drivers.imaging.looking ·
`("code", text)` of a QR code, each text once until `codes` is said again · `("failed", code)` once for
each new fault, while it keeps trying · `("well",)` when frames come again.
From the parent: `("take",)` now, whatever the gates say · `("again",)` arm for the sheet that lies there ·
`("codes",)` look for codes instead of sheets, until `again` · `("stop",)`.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from drivers.discovery import open_device
from drivers.errors import DeviceError
from drivers.imaging._cv2 import cv2
from drivers.imaging.capture import AutoCapture
from drivers.imaging.codes import read_qr
from drivers.imaging.detect import LIKELY, find_sheet
from drivers.imaging.encode import encode_jpeg, preview
from drivers.imaging.looking import look
from drivers.imaging.rectify import even_light, rectify
from drivers.imaging.upright import turned, way_up

if TYPE_CHECKING:
    from multiprocessing import connection

    from drivers.types import Frame, Quad

__all__ = ["serve"]

_PREVIEW = 960  # pixels on the long side
_INTERVAL_S = 1 / 15.5  # a camera of 15 frames a second passes whole
_RETRY_S = 0.5
_READ_S = 0.4  # looking for a code where there is none costs 0.1 s, at twice the size 0.4 s


def serve(link: connection.Connection, driver: str, options: dict[str, str]) -> None:
    """Serve until told to stop, or until the parent hangs up."""
    cv2.setNumThreads(1)
    with contextlib.suppress(EOFError, ConnectionError):
        _Worker(link).run(driver, options)


class _Stopped(Exception):
    """The parent wants no more."""


class _Worker:
    def __init__(self, link: connection.Connection) -> None:
        self._link = link
        self._auto = AutoCapture()
        self._fault = ""
        self._take = False
        self._shown = self._read = float("-inf")
        self._codes, self._zoom = False, 2
        self._said: str | None = None
        self._stage: float | None = None

    def run(self, driver: str, options: dict[str, str]) -> None:
        """Keep a camera open; raises EOFError or ConnectionError when the parent is gone."""
        self._stage = float(options["stage_mm"]) if options.get("stage_mm") else None
        with contextlib.suppress(_Stopped):
            while True:
                try:
                    self._watch(driver, options)
                except DeviceError as fault:
                    self._tell(fault.code)
                self._hear(_RETRY_S)

    def _watch(self, driver: str, options: dict[str, str]) -> None:
        camera = open_device("cameras", driver, options)
        with contextlib.closing(camera):
            for frame in camera.frames():
                self._tell("")
                self._hear(0)
                if self._take:
                    self._take = False
                    self._auto.taken()
                    self._hand_over(frame, _best_quad(frame))
                elif frame.taken - self._shown >= _INTERVAL_S:
                    self._shown = frame.taken
                    self._look(frame)

    def _look(self, frame: Frame) -> None:
        if self._codes:
            self._read_code(frame)
            return
        seen = self._auto.see(frame)
        self._link.send(("preview", *preview(frame.pixels, _PREVIEW)))
        self._link.send(("view", seen.corners, seen.gates, seen.countdown))
        if seen.shot is not None:
            self._hand_over(seen.shot.frame, seen.shot.quad)

    def _read_code(self, frame: Frame) -> None:
        self._link.send(("preview", *preview(frame.pixels, _PREVIEW)))
        if frame.taken - self._read < _READ_S:
            return
        self._zoom = 3 - self._zoom  # 1 and 2 in turn: the next frame is never far
        self._read, said = frame.taken, read_qr(frame.pixels, zooms=(self._zoom,))
        if said is not None and said != self._said:
            self._said = said
            self._link.send(("code", said))

    def _hand_over(self, frame: Frame, quad: Quad | None) -> None:
        page = frame.pixels if quad is None else even_light(rectify(frame.pixels, quad))
        turns = way_up(page)
        page = turned(page, turns)
        could, marks = ((), ()) if quad is None else look(frame.pixels, page, self._stage, printed=turns is not None)
        self._link.send(("picture", encode_jpeg(page), page.shape[1], page.shape[0], could, marks))

    def _hear(self, timeout_s: float) -> None:
        """Obey what the parent said; waits up to `timeout_s` for it. Raises _Stopped."""
        while self._link.poll(timeout_s):
            timeout_s = 0
            match self._link.recv():
                case ("take",):
                    self._take = True
                case ("again",):
                    self._codes = False
                    self._auto.again()
                case ("codes",):
                    self._codes, self._said = True, None
                case ("stop",):
                    raise _Stopped

    def _tell(self, code: str) -> None:
        """Report a fault, or its end, once."""
        if code != self._fault:
            self._fault = code
            self._link.send(("failed", code) if code else ("well",))


def _best_quad(frame: Frame) -> Quad | None:
    """Find the sheet even if a gate is shut; None when it leaves the picture or is hardly one."""
    sheet = find_sheet(frame.pixels)
    if sheet is None or sheet.score < LIKELY:
        return None
    height, width = frame.pixels.shape[:2]
    inside = all(0 < x < width - 1 and 0 < y < height - 1 for x, y in sheet.quad.corners)
    return sheet.quad if inside else None
