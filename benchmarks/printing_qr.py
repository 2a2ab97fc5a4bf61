"""Bar 6: how many codes of a receipt a camera still reads, clean and after what a hand-held photograph does to them.

The worn set: blur, noise, rotation, perspective and 0.5 to 1.3 of the printer's dots, drawn anew for each trial from a
fixed seed. OpenCV's decoder is shown a worn picture once; clean ones are read as the terminal's own camera reads them,
by OpenCV's two detectors. The payloads are as long as those of signed receipts; the bar for worn codes is for paper of
80 mm, where modules of 8 dots have room.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, TypeVar

import cv2
import numpy as np

from benchmarks.figures import Figure, seen
from drivers.imaging.codes import read_qr
from drivers.printers.document import Code, CodeBlock, Document
from drivers.printers.qr import qr_modules
from drivers.printers.strip import page_pixels
from drivers.printers.typeset import ensure_gui, typeset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from drivers.types import Page

__all__ = ["figures", "worn"]

_SITE = "https://zwfw.example/q#7K3M9QX4."
_TRIALS, _QUICK_TRIALS = 240, 60
_WORN_BAR = 65.0
_Thing = TypeVar("_Thing")


def figures(*, quick: bool) -> Iterator[Figure]:
    """Decode clean codes of every length, then worn ones of a receipt's."""
    kept = ensure_gui()
    trials = _QUICK_TRIALS if quick else _TRIALS
    yield from _clean(trials)
    for label, width, bar in (("80 mm", 576, _WORN_BAR), ("58 mm", 384, None)):
        pages = [typeset(Document((_block(number),)), width) for number in range(8)]
        module = pages[0].codes[0].side / len(qr_modules(pages[0].codes[0].payload))
        note = f"{trials} trials, module {module:g} dots, {len(pages[0].codes[0].payload)} characters"
        name, share = f"worn receipt codes read, {label}", _worn_share(pages, trials)
        yield seen(name, share, "%", note) if bar is None else _share(name, share, bar, note)
    short = [typeset(Document((Code(f"{_SITE}{n}"),))) for n in range(8)]
    yield seen("worn short codes read, module 8", _worn_share(short, trials), "%")
    del kept


def _clean(trials: int) -> Iterator[Figure]:
    random = np.random.default_rng(1)
    at_once, read = [], []
    for number in range(trials):
        digits = "".join(map(str, random.integers(0, 10, int(random.integers(1, 280)))))
        page = typeset(Document((Code(f"{_SITE}{digits}"),)), (576, 384)[number % 2])
        sharp, payload = page_pixels(page), page.codes[0].payload
        at_once.append(_decoded(sharp) == payload)
        read.append(read_qr(sharp) == payload)
    note = f"{trials} payloads of 33 to 311 characters; {_percent(at_once)} % by the first detector at the first look"
    yield _share("clean codes read, both widths", _percent(read), 100.0, note)


def _block(number: int) -> CodeBlock:
    digits = "".join(map(str, np.random.default_rng(number).integers(0, 10, 263)))
    return CodeBlock(f"{_SITE}{digits}", "扫码看进度、验真伪", "查询码", "7K3M9QX4")


def _worn_share(pages: list[Page], trials: int) -> float:
    return _percent(_worn(_cut_out(page), n) == page.codes[0].payload for n, page in _trials(pages, trials))


def _cut_out(page: Page) -> NDArray[np.uint8]:
    code = page.codes[0]
    return page_pixels(page)[code.top : code.top + code.side, code.left : code.left + code.side]


def _worn(pixels: NDArray[np.uint8], number: int) -> str:
    return _decoded(worn(pixels, np.random.default_rng(1000 + number)))


def worn(pixels: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    """Return a code as a phone might see it: held askew, too near or too far, out of focus, in poor light."""
    side = len(pixels)
    canvas = np.pad(pixels, side // 4, constant_values=255)
    size = len(canvas)
    turn = cv2.getRotationMatrix2D((size / 2, size / 2), random.uniform(-20, 20), random.uniform(0.5, 1.3))
    turned = cv2.warpAffine(canvas, turn, (size, size), borderValue=255, flags=cv2.INTER_AREA)
    corners = np.array([[0, 0], [size, 0], [size, size], [0, size]], np.float32)
    askew = corners + random.uniform(-0.06, 0.06, (4, 2)).astype(np.float32) * size
    seen_askew = cv2.warpPerspective(turned, cv2.getPerspectiveTransform(corners, askew), (size, size), borderValue=255)
    blurred = cv2.GaussianBlur(seen_askew, (0, 0), random.uniform(0.5, 1.6)).astype(np.float32)
    light = 40 + blurred * (170 / 255) + random.normal(0, random.uniform(4, 14), blurred.shape)
    return np.clip(light, 0, 255).astype(np.uint8)


def _decoded(pixels: NDArray[np.uint8]) -> str:
    try:
        return str(cv2.QRCodeDetector().detectAndDecode(np.ascontiguousarray(pixels))[0])
    except cv2.error:
        return ""


def _trials(things: list[_Thing], trials: int) -> Iterator[tuple[int, _Thing]]:
    return zip(range(trials), itertools.cycle(things), strict=False)


def _percent(read: Iterable[object]) -> float:
    results = [bool(one) for one in read]
    return round(100 * sum(results) / len(results), 1)


def _share(name: str, value: float, bar: float, note: str) -> Figure:
    return Figure(name=name, value=value, unit="%", bar=f">= {bar:g}", passed=value >= bar, note=note)
