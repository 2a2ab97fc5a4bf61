"""The tray under the camera: lays a paper on the dark mat and shows what an overhead camera would see.

The camera sees 1440 x 1920 pixels of a tray 252 x 336 mm: about 145 dots an inch over a sheet of A4.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from drivers.lab.ink import PX_PER_MM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["FRAME", "Scene", "empty", "lay", "noisy"]

FRAME = (1440, 1920)
_SCALE = FRAME[0] / 252 / PX_PER_MM  # camera pixels for one pixel of a paper at 200 dpi
_KEYSTONE = np.array((0.02, -0.05))  # the camera looks down a little askew
_SHADOW = (14, 18)
_GRAIN = 97  # pixels by which the field of noise is larger than the frame
_ZERO = 128


class Scene:
    """A paper (RGB) with its contact shadow, ready to slide over the mat; `corners` are in frame pixels.

    `turn` (0, 90, 180, 270 degrees, else ValueError) and `tilt` (degrees more) are clockwise; `blur` puts the camera
    out of focus; `glare` mirrors a lamp in the middle of the picture.
    """

    def __init__(
        self, paper: Image.Image, *, turn: int = 0, tilt: float = 3.0, blur: bool = False, glare: bool = False
    ) -> None:
        if turn % 90:
            raise ValueError("turn is 0, 90, 180 or 270")
        upright = paper.convert("RGB").rotate(-turn, expand=True)
        self.corners = _corners(upright.size, tilt)
        warp = _warp(self.corners, upright.size)
        self._paper = upright.transform(FRAME, Image.Transform.PERSPECTIVE, warp, Image.Resampling.BICUBIC)
        self._blur, self._glare = blur, glare
        self._mask = _polygon(self.corners)
        self._shade = self._mask.resize((360, 480)).filter(ImageFilter.GaussianBlur(5)).resize(FRAME)

    def at(self, drop: float = 0.0) -> Image.Image:
        """Show the paper `drop` frame heights below its place (0 = lying still)."""
        down = round(drop * FRAME[1])
        picture = _mat().copy()
        dark = self._shade.point([level * 6 // 10 for level in range(256)])
        picture.paste((4, 4, 5), (_SHADOW[0], _SHADOW[1] + down), dark)
        picture.paste(self._paper, (0, down), self._mask)
        picture = ImageChops.multiply(picture, _light())
        if self._glare:
            picture = _mirror_lamp(picture)
        return picture.filter(ImageFilter.GaussianBlur(4.5)) if self._blur else picture


def lay(
    paper: Image.Image, *, turn: int = 0, tilt: float = 3.0, blur: bool = False, glare: bool = False
) -> Image.Image:
    """Show a paper lying on the mat; see Scene."""
    return Scene(paper, turn=turn, tilt=tilt, blur=blur, glare=glare).at()


def empty() -> Image.Image:
    """Show the bare mat."""
    return ImageChops.multiply(_mat(), _light())


def noisy(picture: Image.Image, seed: int, *, sigma: float = 1.6) -> Image.Image:
    """Add the sensor's noise of one moment to a picture no larger than FRAME."""
    x, y = np.random.default_rng(seed).integers(_GRAIN, size=2).tolist()
    grain = _grain(sigma).crop((x, y, x + picture.width, y + picture.height))
    return ImageChops.add(picture, Image.merge("RGB", [grain] * 3), offset=-_ZERO)


def _mirror_lamp(picture: Image.Image) -> Image.Image:
    spot = Image.new("L", (360, 480), 0)
    ImageDraw.Draw(spot).ellipse((130, 150, 250, 230), fill=255)
    white = spot.filter(ImageFilter.GaussianBlur(14)).resize(picture.size)
    return Image.composite(Image.new("RGB", picture.size, "white"), picture, white)


def _corners(size: tuple[int, int], tilt: float) -> NDArray[np.float64]:
    """Where the corners of a paper of `size` fall: clockwise from its own top left, shape (4, 2)."""
    half = np.array(size) * _SCALE / 2
    angle = np.deg2rad(tilt)
    turn = np.array(((np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))))
    flat = (np.array(((-1, -1), (1, -1), (1, 1), (-1, 1))) * half) @ turn.T
    seen = flat / (1 + flat @ _KEYSTONE / (FRAME[0] / 2))[:, None]
    room = 0.9 * np.array(FRAME) / np.ptp(seen, axis=0)
    middle = (seen.max(axis=0) + seen.min(axis=0)) / 2
    return np.asarray((seen - middle) * min(1.0, *room) + np.array(FRAME) / 2)


def _warp(corners: NDArray[np.float64], size: tuple[int, int]) -> Sequence[float]:
    """Coefficients that Pillow's PERSPECTIVE wants: from frame pixels back to paper pixels."""
    w, h = size
    rows = []
    for (x, y), (u, v) in zip(corners, ((0, 0), (w, 0), (w, h), (0, h)), strict=True):
        rows += [(x, y, 1, 0, 0, 0, -u * x, -u * y, u), (0, 0, 0, x, y, 1, -v * x, -v * y, v)]
    system = np.array(rows)
    return [float(value) for value in np.linalg.solve(system[:, :8], system[:, 8])]


def _polygon(corners: NDArray[np.float64]) -> Image.Image:
    """Coverage of the sheet with soft edges: drawn at twice the size, then halved."""
    big = Image.new("L", (FRAME[0] * 2, FRAME[1] * 2), 0)
    ImageDraw.Draw(big).polygon([(float(x) * 2, float(y) * 2) for x, y in corners], fill=255)
    return big.resize(FRAME, Image.Resampling.BOX)


@functools.cache
def _grain(sigma: float) -> Image.Image:
    """One field of noise around _ZERO, larger than the frame; each moment sees another part of it."""
    field = np.random.default_rng(11).standard_normal((FRAME[1] + _GRAIN, FRAME[0] + _GRAIN), np.float32)
    field *= sigma
    return Image.fromarray((field + (_ZERO + 0.5)).astype(np.uint8))


@functools.cache
def _mat() -> Image.Image:
    rng = np.random.default_rng(7)
    weave = rng.normal(0, 2.2, (FRAME[1] // 2, FRAME[0] // 2, 1)).astype(np.float32)
    base = np.array((42, 43, 47), np.float32) + weave
    return Image.fromarray(np.clip(base, 0, 255).astype(np.uint8)).resize(FRAME)


@functools.cache
def _light() -> Image.Image:
    """Light from a lamp at the upper left: full there, three quarters in the far corner."""
    y, x = np.mgrid[0:48, 0:36].astype(np.float32) / 48
    fall = 250 - 62 * np.hypot(x - 0.2, y - 0.15)
    return Image.merge("RGB", [Image.fromarray(fall.astype(np.uint8)).resize(FRAME, Image.Resampling.BICUBIC)] * 3)
