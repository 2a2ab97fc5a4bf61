"""In which formats a paper may lie under the camera: the one place that reads meaning out of the catalogue's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from config.schema import Material

__all__ = ["formats_asked", "formats_said"]

_SAID: Final = {
    "photo": re.compile("寸|照片|相片"),
    "card": re.compile("卡|证"),
    "page": re.compile(r"[AB][345]|16\s*开"),
    "strip": re.compile("小票|凭条|凭据|发票|票据"),
}
_DOCUMENTS: Final = frozenset({"card", "booklet", "photo", "small"})
"""证件 come as cards, booklets and leaves of any small size."""
_INSIDE: Final = (
    ("photo", re.compile("照片|相片")),
    ("card", re.compile("卡|簿|户口本|[执护证]照|证(?!明)")),
    ("strip", re.compile("小票|凭条|凭据|发票|票据")),
)


def formats_said(page_format: str) -> frozenset[str]:
    """Return the formats that these words name, of drivers.imaging.extent.FORMATS; none where one is not understood."""
    found: set[str] = set()
    for way in page_format.split("或"):
        named = {name for name, words in _SAID.items() if words.search(way)}
        if not named:
            return frozenset()
        found |= named
    return frozenset(found)


def formats_asked(material: Material) -> frozenset[str]:
    """Return every format in which this paper can be the right one; none where that cannot be said.

    Where a copy will do, the original does as well, in whatever format it has. What a paper's name mentions besides
    (授权委托书和受托人居民身份证) may lie there too, and a photograph may be shown on a telephone.
    """
    said = formats_said(material.page_format)
    if not said or material.original_num < 1:
        return frozenset()
    asked = said | {name for name, words in _INSIDE if words.search(material.material_name)}
    if "photo" in asked:
        asked |= {"small", "strip"}
    if "card" in asked:
        asked |= _DOCUMENTS
    if "card" in said and material.copy_num:
        asked |= {"page"}
    return asked
