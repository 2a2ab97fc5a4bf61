"""A document camera in the lab: an MJPEG stream of a tray on which papers can be laid by command."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from PIL import Image, ImageOps, UnidentifiedImageError

from drivers.lab import desk
from drivers.lab.mjpeg import MjpegServer
from drivers.lab.papers import KINDS, render
from drivers.lab.reel import Projector

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["LabCamera"]

_A4_LONG = 2339  # pixels of a paper at 200 dpi
_NOISE = b"no picture at all, whatever the header says. "


class _Words(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise ValueError(f"{message}; {self.format_usage().strip()}")


def _grammar() -> _Words:
    words = _Words(prog="camera", add_help=False)
    verbs = words.add_subparsers(dest="verb", required=True)
    show = verbs.add_parser("show", add_help=False)
    show.add_argument("what", metavar=f"FILE|none|{'|'.join(KINDS)}")
    show.add_argument("--turn", type=int, choices=(0, 90, 180, 270), default=0)
    show.add_argument("--tilt", type=float, default=3.0, metavar="DEG")
    show.add_argument("--blur", action="store_true")
    show.add_argument("--glare", action="store_true")
    for verb in ("garbage", "stall", "off", "on"):
        verbs.add_parser(verb, add_help=False)
    return words


class LabCamera:
    """Fits LabDevice. Serves on the loopback; port 0 takes any that is free.

    Commands: `show FILE|KIND|none [--turn 0|90|180|270] [--tilt DEG] [--blur] [--glare]` · `garbage` (parts that are
    no picture) · `stall` (says nothing more) · `off` · `on` (also ends garbage and stall). A file of the frame's
    proportions is the whole picture; any other is laid on the tray as a sheet of A4's length.
    """

    def __init__(self, port: int = 0) -> None:
        self._port = port
        self._projector: Projector | None = None
        self._server: MjpegServer | None = None
        self._showing = "none"
        self._mode = "off"

    def start(self) -> dict[str, str]:
        """Begin to stream the bare tray. Raises OSError when the port is taken."""
        self._projector = Projector()
        self._switch_on()
        return {"camera.url": f"http://127.0.0.1:{self._port}/stream"}

    def command(self, words: Sequence[str]) -> dict[str, object]:
        """Obey one command. Raises ValueError with a usage line."""
        asked = _grammar().parse_args(list(words))
        if self._projector is None:
            raise ValueError("the camera is not started")
        match asked.verb:
            case "show":
                self._projector.show(_scene(asked))
                self._showing = asked.what if asked.what in KINDS or asked.what == "none" else "file"
            case "on":
                self._switch_on()
            case "off":
                self._switch_off()
            case mode:
                self._mode = mode
        return self.state()

    def state(self) -> dict[str, object]:
        """Tell what lies on the tray, whether it is on the stream yet, how the stream behaves and who watches."""
        return {
            "showing": self._showing,
            "ready": self._projector is not None and self._projector.ready,
            "mode": self._mode,
            "clients": self._server.viewers if self._server is not None else 0,
        }

    def stop(self) -> None:
        """End the stream and the painter; harmless when not started."""
        self._switch_off()
        if self._projector is not None:
            self._projector.stop()
            self._projector = None

    def _switch_on(self) -> None:
        self._mode = "on"
        if self._server is None:
            self._server = MjpegServer(self._port, self._part)
            self._port = self._server.server_port

    def _switch_off(self) -> None:
        self._mode = "off"
        if self._server is not None:
            self._server.close()
            self._server = None

    def _part(self) -> bytes | None:
        if self._mode == "garbage":
            return _NOISE + os.urandom(2000).replace(b"\xff", b"\x00")
        return self._projector.frame() if self._mode == "on" and self._projector is not None else None


def _scene(asked: argparse.Namespace) -> Callable[[], desk.Scene | Image.Image | None]:
    """Prepare the painting of what was asked for. Raises ValueError for a file that is no picture."""
    if asked.what == "none":
        return lambda: None
    paper = _open(Path(asked.what)) if asked.what not in KINDS else None
    if paper is not None and abs(paper.width / paper.height * desk.FRAME[1] / desk.FRAME[0] - 1) < 0.01:
        return lambda: paper.resize(desk.FRAME)

    def paint() -> desk.Scene:
        sheet = paper if paper is not None else render(asked.what)
        return desk.Scene(sheet, turn=asked.turn, tilt=asked.tilt, blur=asked.blur, glare=asked.glare)

    return paint


def _open(path: Path) -> Image.Image:
    try:
        with Image.open(path) as file:
            picture = ImageOps.exif_transpose(file).convert("RGB")
    except (OSError, UnidentifiedImageError) as wrong:
        raise ValueError(f"{path.name} is no picture, and no kind of paper ({', '.join(KINDS)})") from wrong
    long = max(picture.size)
    return picture.resize((round(picture.width * _A4_LONG / long), round(picture.height * _A4_LONG / long)))
