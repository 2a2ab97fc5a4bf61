"""What can be said of a photographed paper without guessing: the formats it may have, and marks that are certain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.imaging.detect import find_sheet
from drivers.imaging.extent import could_be, measure
from drivers.imaging.marks import bears_zone, is_blank, several

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["look"]

_ZONED = frozenset({"booklet", "card"})


def look(
    pixels: NDArray[np.uint8], page: NDArray[np.uint8], stage_mm: float | None, *, printed: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return formats of drivers.imaging.extent.FORMATS, and marks: blank, printed, zone, several.

    `page` is the sheet of the picture `pixels` in even light; `printed` tells that its characters show which way up
    it is. Nothing is said of a sheet that is not seen whole.
    """
    sheet = find_sheet(pixels)
    if sheet is None or not sheet.whole:
        return (), ()
    could = could_be(measure(sheet.quad, (pixels.shape[0], pixels.shape[1]), stage_mm))
    zone = "page" not in could and bool(could & _ZONED) and bears_zone(page)
    if zone:
        could &= _ZONED
    seen = {"blank": is_blank(page), "printed": printed, "zone": zone, "several": several(pixels)}
    return tuple(sorted(could)), tuple(name for name, sure in seen.items() if sure)
