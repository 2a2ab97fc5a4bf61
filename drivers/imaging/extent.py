"""How large a sheet is, and of which formats it can be: never which one it is, only which ones are not ruled out.

With the stage measured (`stage_mm`, what the long side of the picture covers on the mat) a size is known to a few
hundredths. Without, it is known that a document camera sees a whole sheet of A4 and hardly more than A2: enough to
tell a card from a page, not a page from its half.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from drivers.imaging.rectify import proportion

if TYPE_CHECKING:
    from drivers.types import Quad

__all__ = ["FORMATS", "STAGES", "Extent", "could_be", "measure"]

FORMATS: Final = ("page", "card", "booklet", "photo", "strip", "small")
"""Pages from B6 up, ID-1 (ISO/IEC 7810), pages of a booklet (ID-3, 户口簿), photographs, receipts of a roll, none."""
STAGES: Final = (297.0, 600.0)
"""What the long side of the picture covers, in mm, where nobody measured it."""
_OFF = 0.07  # of a size on a measured stage: a leaning camera, a thick booklet nearer to it
_ASKEW = 0.06  # of a proportion: a leaning camera
_CARD = (85.6, 85.6 / 53.98)
_PAGE = (176.0, 120.0)  # mm: no page is shorter and narrower
_BOOKLET = (100.0, 215.0)
_PHOTO = 160.0
_SQUARISH = (1.1, 1.53)  # photographs and booklets, long side by short side
_ROLL = (50.0, 90.0)
_NARROW = 2.5  # telephones are not: 20:9 and their rim


@dataclass(frozen=True, slots=True)
class Extent:
    """The long side lies between `least` and `most` mm, and is `ratio` times the short one."""

    least: float
    most: float
    ratio: float


def measure(quad: Quad, shape: tuple[int, int], stage_mm: float | None = None) -> Extent:
    """Measure a sheet in a picture of this height and width, seen whole."""
    corners = np.array(quad.corners)
    top, right, bottom, left = np.hypot(*(np.roll(corners, -1, axis=0) - corners).T)
    ratio = proportion(quad, shape)
    share = float(max((top + bottom) / 2, (left + right) / 2)) / max(shape)
    low, high = STAGES if stage_mm is None else (stage_mm * (1 - _OFF), stage_mm * (1 + _OFF))
    return Extent(share * low, share * high, max(ratio, 1 / ratio))


def could_be(extent: Extent) -> frozenset[str]:
    """Return every format of FORMATS that this sheet may have; "small" alone for what is too small for a page."""
    short = (extent.least / extent.ratio, extent.most / extent.ratio)
    squarish = _SQUARISH[0] * (1 - _ASKEW) <= extent.ratio <= _SQUARISH[1]
    card_size, card_ratio = _CARD
    found = {
        "page": extent.most >= _PAGE[0] and short[1] >= _PAGE[1],
        "card": abs(extent.ratio / card_ratio - 1) <= _ASKEW and extent.least <= card_size <= extent.most,
        "booklet": squarish and extent.most >= _BOOKLET[0] and extent.least <= _BOOKLET[1],
        "photo": squarish and extent.least <= _PHOTO,
        "strip": extent.ratio >= _NARROW and short[0] <= _ROLL[1] and short[1] >= _ROLL[0],
    }
    return frozenset(name for name, fits in found.items() if fits) or frozenset({"small"})
