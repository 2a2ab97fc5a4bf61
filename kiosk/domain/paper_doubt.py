"""What was measured of a photographed paper, and whether it clearly contradicts what was asked for (C3).

No class is guessed. A doubt is spoken only where every format in which the paper could be the right one is ruled out,
or where nothing at all stands on it; an unsure measure says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from config.paper_formats import formats_asked

if TYPE_CHECKING:
    from config.schema import Material

__all__ = ["Doubt", "Look", "doubt"]

Doubt = Literal["", "blank", "card", "passport", "strip", "page", "unlike"]


@dataclass(frozen=True, slots=True)
class Look:
    """`could` are the formats that are not ruled out, none where nothing was measured; `marks` what was surely seen.

    Marks: blank, printed (characters that stand upright), zone (machine readable), several (things on the mat).
    """

    could: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()


def doubt(material: Material, look: Look) -> Doubt:
    """Return why this is clearly not the paper asked for, "" where it may well be."""
    if "blank" in look.marks:
        return "blank"
    asked = formats_asked(material)
    if "photo" in asked and "printed" not in look.marks:
        asked |= {"page"}  # printed large at home
    if not asked or not look.could or asked & look.could:
        return ""
    if "zone" in look.marks:
        return "passport"
    return _named(look.could)


def _named(could: frozenset[str]) -> Doubt:
    if could == {"card"}:
        return "card"
    if could == {"strip"}:
        return "strip"
    return "page" if could == {"page"} else "unlike"
