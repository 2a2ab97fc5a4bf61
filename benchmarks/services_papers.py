"""C3: rendered papers of every format under the camera, at several angles, lights and heights: right and wrong ones."""

from __future__ import annotations

import functools
import itertools
import random
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np
from PIL import Image

from benchmarks.figures import Figure, at_most, seen
from config.load import load_services
from drivers.imaging.detect import find_sheet
from drivers.imaging.extent import could_be, measure
from drivers.imaging.looking import look
from drivers.imaging.rectify import even_light, rectify
from drivers.imaging.upright import turned, way_up
from drivers.lab import desk
from drivers.lab.papers import render
from kiosk.domain.paper_doubt import Look, doubt
from tests.camera_bench import noisy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


__all__ = ["ASKED", "TRUE", "View", "figures", "looks", "views"]

STAGE_MM: Final = 336.0
TRUE: Final = {
    "residence-proof": "page",
    "rental-contract": "page",
    "employment-proof": "page",
    "application-form": "page",
    "authorisation": "page",
    "birth-certificate": "page",
    "certificate": "page",
    "half-sheet": "page",
    "id-card": "card",
    "id-card-back": "card",
    "passport": "booklet",
    "id-photo": "photo",
    "id-photo-sheet": "photo",
    "receipt-strip": "strip",
    "telephone": "small",
    "blank": "page",
}
"""The format that each paper of the lab really has."""
ASKED: Final = {
    # what is asked for: formats in which the right paper comes, formats of which the measure knows better
    ("elder-card-joint", "M-RESIDE"): (("page",), ("card", "booklet", "photo", "strip", "small")),
    ("sole-trader-setup", "M-CONSENT"): (("page",), ("card", "booklet", "photo", "strip", "small")),
    ("aged-allowance", "M-POA"): (("page", "card", "booklet"), ("strip",)),
    ("elder-card-joint", "M-PHOTO"): (("photo", "small"), ("card", "booklet", "page")),
}
_CHANGES: Final = 6
_LEAN: Final = 6.0  # degrees


@dataclass(frozen=True, slots=True)
class View:
    """How a paper lies and is seen: degrees on the mat, degrees the camera leans, its light, how high it hangs."""

    turn: int = 0
    tilt: float = 3.0
    lean: tuple[float, float] = (0.0, 0.0)
    light: float = 1.0
    height: float = 1.0
    seed: int = 1

    @property
    def stage_mm(self) -> float:
        """What the long side of the picture covers."""
        return STAGE_MM * self.height

    def picture(self, kind: str) -> NDArray[np.uint8]:
        """Show a paper to the camera of the lab, and bend what it sees."""
        bent = _leant(_scene(kind, self.turn, self.tilt), self.lean, 1 / self.height)
        return noisy(Image.fromarray(cv2.convertScaleAbs(bent, alpha=self.light)), self.seed)


@functools.lru_cache(maxsize=1)
def _scene(kind: str, turn: int, tilt: float) -> NDArray[np.uint8]:
    return np.asarray(desk.lay(render(kind), turn=turn, tilt=tilt))


def _leant(scene: NDArray[np.uint8], lean: tuple[float, float], zoom: float) -> NDArray[np.uint8]:
    """See the mat from a camera that leans by these degrees about both axes and hangs higher (`zoom` under 1)."""
    height, width = scene.shape[:2]
    focal = 1.25 * max(height, width)
    (sin_a, sin_b), (cos_a, cos_b) = np.sin(np.deg2rad(lean)), np.cos(np.deg2rad(lean))
    about = ((cos_b, 0, sin_b), (0, 1, 0), (-sin_b, 0, cos_b)), ((1, 0, 0), (0, cos_a, -sin_a), (0, sin_a, cos_a))
    turn = np.array(about[0]) @ about[1]
    centred = np.array(((zoom, 0, -zoom * width / 2), (0, zoom, -zoom * height / 2), (0, 0, 1)))
    seen_from = np.column_stack((turn[:, 0], turn[:, 1], (0, 0, focal)))
    lens = np.array(((focal, 0, width / 2), (0, focal, height / 2), (0, 0, 1)))
    warp, size = lens @ seen_from @ centred, (width, height)
    bent = cv2.warpPerspective(scene, warp, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(bent, np.uint8)


def views(count: int, seed: int) -> Iterator[View]:
    """Return so many views, the same each time: of each way to lie, _CHANGES ways to be seen."""
    chance = random.Random(seed)
    for number in range(count):
        if number % _CHANGES == 0:
            lying = chance.choice((0, 90, 180, 270)), chance.uniform(-40, 40)
        lean = chance.uniform(-_LEAN, _LEAN), chance.uniform(-_LEAN, _LEAN)
        yield View(*lying, lean, chance.uniform(0.55, 1.05), chance.uniform(1.0, 1.4), number)


def looks(kind: str, view: View) -> tuple[Look, Look] | None:
    """Look at a paper as the camera process does, on a measured stage and on another; None where it is not whole."""
    pixels = view.picture(kind)
    sheet = find_sheet(pixels)
    if sheet is None or not sheet.whole:
        return None
    page = even_light(rectify(pixels, sheet.quad))
    turns = way_up(page)
    page = turned(page, turns)
    could, marks = look(pixels, page, view.stage_mm, printed=turns is not None)
    known = Look(frozenset(could), frozenset(marks))
    elsewhere = could_be(measure(sheet.quad, (pixels.shape[0], pixels.shape[1])))
    if "zone" in marks:
        could, marks = look(pixels, page, None, printed=turns is not None)
        return known, Look(frozenset(could), frozenset(marks))
    return known, Look(elsewhere, known.marks)


def figures(*, quick: bool) -> Iterator[Figure]:
    """Yield how often the true format is kept, wrong papers are noticed, and right ones contradicted: never."""
    items = load_services()
    asked = {key: items[key[0]].material(key[1]) for key in ASKED}
    rightly = {one for formats, _ in ASKED.values() for one in formats}
    seen_whole, kept, told = Counter[str](), 0, Counter[tuple[str, bool, bool]]()
    shown = 0
    for place, (kind, true) in enumerate(TRUE.items()):
        for view in views(6 if quick else 40, place):
            shown += 1
            both = looks(kind, view)
            if both is None:
                continue
            seen_whole[kind] += 1
            kept += true in both[0].could
            for measured, (key, material) in itertools.product((True, False), asked.items()):
                said = doubt(material, both[0 if measured else 1])
                right, wrong = ASKED[key]
                if kind == "blank":
                    told["blank", measured, said == "blank"] += 1
                elif true in right:
                    told["right", measured, said != ""] += 1
                elif true in wrong:
                    told["wrong", measured, said != ""] += 1
    whole = seen_whole.total()
    yield seen("papers shown, each in its own view", shown)
    yield seen("seen whole; of the others nothing is said", whole, "", f"fewest: {seen_whole.most_common()[-1]}")
    count = sum(seen_whole[kind] for kind, true in TRUE.items() if true in rightly and kind != "blank")
    yield seen("of them right for one of four papers asked for", count)
    yield seen("the true format is not ruled out", round(100 * kept / whole, 2), "%")
    false, right_ones = told["right", True, True] + told["right", False, True], _all(told, "right")
    yield at_most("false contradictions of right papers", false, 0, "", f"of {right_ones} comparisons")
    for measured, name in ((True, "measured"), (False, "not measured")):
        for what, title in (("wrong", "wrong papers noticed"), ("blank", "blank sides noticed")):
            yes, no = told[what, measured, True], told[what, measured, False]
            yield seen(f"{title}, stage {name}", round(100 * yes / (yes + no), 1), "%", f"of {yes + no}")


def _all(told: Counter[tuple[str, bool, bool]], what: str) -> int:
    return sum(count for (name, _, _), count in told.items() if name == what)
