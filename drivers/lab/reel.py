"""The film a lab camera plays: the old paper slides out, the new one slides in and lies still under a noisy sensor.

A thread of its own paints each film ahead, so that playing it costs almost nothing.
"""

from __future__ import annotations

import io
import queue
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drivers.lab import desk
from drivers.lab.mjpeg import FPS

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL import Image

__all__ = ["Projector"]

_SLIDE = 6  # frames: 0.4 s
_STILLS = 4  # moments of noise, repeated
_QUALITY = 82
_DROP = 0.94  # frame heights from outside to its place


@dataclass(frozen=True, slots=True)
class _Film:
    """JPEG frames: `moving` once, then `still` round and round; `coming` is the new paper's part of `moving`."""

    moving: tuple[bytes, ...]
    still: tuple[bytes, ...]
    coming: tuple[bytes, ...] = ()
    begun: float = 0.0

    def at(self, now: float) -> bytes:
        """Give the frame of this moment."""
        number = int((now - self.begun) * FPS)
        return self.moving[number] if number < len(self.moving) else self.still[number % len(self.still)]


class Projector:
    """Shows scenes one after another. `show` returns at once; `ready` tells when the last one asked for is playing."""

    def __init__(self) -> None:
        self._film = _Film((), _stills(desk.empty()))
        self._asked: queue.SimpleQueue[Callable[[], desk.Scene | Image.Image | None] | None] = queue.SimpleQueue()
        self._idle = threading.Event()
        self._idle.set()
        self._painter = threading.Thread(target=self._paint, name="lab-camera-painter", daemon=True)
        self._painter.start()

    @property
    def ready(self) -> bool:
        """Whether everything asked for is playing."""
        return self._idle.is_set()

    def frame(self) -> bytes:
        """Give the JPEG of this moment."""
        return self._film.at(time.monotonic())

    def show(self, scene: Callable[[], desk.Scene | Image.Image | None]) -> None:
        """Play a paper that slides in, a whole picture, or (None) the bare mat; `scene` is made by the painter."""
        self._idle.clear()
        self._asked.put(scene)

    def stop(self) -> None:
        """End the painter."""
        self._asked.put(None)
        self._painter.join()

    def _paint(self) -> None:
        while (make := self._asked.get()) is not None:
            going = tuple(reversed(self._film.coming))
            self._film = _develop(make(), going)
            if self._asked.empty():
                self._idle.set()


def _develop(scene: desk.Scene | Image.Image | None, going: tuple[bytes, ...]) -> _Film:
    if isinstance(scene, desk.Scene):
        steps = [(1 - (number + 1) / _SLIDE) ** 2 * _DROP for number in range(_SLIDE)]
        coming = tuple(_jpeg(scene.at(drop), seed) for seed, drop in enumerate(steps))
        return _Film(going + coming, _stills(scene.at()), coming, time.monotonic())
    return _Film(going, _stills(scene or desk.empty()), (), time.monotonic())


def _stills(picture: Image.Image) -> tuple[bytes, ...]:
    return tuple(_jpeg(picture, 100 + moment) for moment in range(_STILLS))


def _jpeg(picture: Image.Image, seed: int) -> bytes:
    out = io.BytesIO()
    desk.noisy(picture, seed).save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
