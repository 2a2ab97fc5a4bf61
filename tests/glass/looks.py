"""Whether two pictures of the glass look the same.

Qt smooths the edges of large glyphs by a shade more or less according to what was drawn before them.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage

GLYPH_EDGES, SHADE = 8_000, 64


def difference(one, other):
    """Count the pixels that differ, and say by how much at most (0…255 in one colour)."""
    flat = (picture.convertToFormat(QImage.Format.Format_RGB32) for picture in (one, other))
    a, b = (np.frombuffer(picture.constBits(), np.uint8).reshape(-1, 4)[:, :3].astype(int) for picture in flat)
    apart = np.abs(a - b).max(axis=1)
    return int((apart > 0).sum()), int(apart.max())


def alike(one, other):
    """Tell whether nothing but edges of glyphs differs."""
    pixels, worst = difference(one, other)
    return pixels <= GLYPH_EDGES and worst <= SHADE
