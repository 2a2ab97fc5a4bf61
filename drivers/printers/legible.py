"""What of a text can be drawn, and how: as letters, as writing whose letters join, or as the number of a character.

A name is a legal fact. A character that no font has, a private one, a control or a half of a pair is never left out
and never shown as a question mark or a blank: its code point stands in a frame, as in the dictionaries of rare
characters, so that a clerk can find it. The same for marks that turn the direction of writing: text cannot lie here.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["JOINED", "MARKS", "Piece", "Way", "one_text", "pieces"]

MARKS = "\u0300-\u036f\u200c\u200d\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef"
"""Inside [] of a pattern: what belongs to the character before it."""

JOINED = (
    "\u0483-\u0489\u0590-\u061b\u061d-\u08ff\u0900-\u0dff\u0e00-\u109f\u1780-\u18af\u1a20-\u1aff\u1dc0-\u1dff"
    "\u202f\ufb1d-\ufdff\ufe70-\ufefc"
)
"""Inside [] of a pattern: writing whose letters change or turn beside each other - Uyghur, Tibetan, Mongolian …"""

_LATIN = "A-Za-z\u00c0-\u024f\u0370-\u0482\u048a-\u052f\u1e00-\u1fff"
_RUN = re.compile(
    rf"(?:[{_LATIN}]+(?=[\u0300-\u036f]))?[{JOINED}\u0300-\u036f](?:[{JOINED}{MARKS}{_LATIN}]"
    rf"|[ \u00a00-9·.،-]+(?=[{JOINED}]))*|.",
    re.DOTALL,
)
_JOINS = re.compile(f"[{JOINED}\u0300-\u036f]")
_BREAKS = re.compile("\r\n|[\r\u0085\u2028\u2029\v\f]")
_SILENT = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_NUMBERED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SPACES = {" ": 0.25, "\u00a0": 0.25, "\u2002": 0.5, "\u2003": 1.0, "\u2009": 0.2, "\u202f": 0.2, "\u3000": 1.0}


class Way(Enum):
    """How a piece of text comes to paper: one glyph, shaped as a whole, a white gap, its number in a frame."""

    GLYPH = "glyph"
    SHAPED = "shaped"
    GAP = "gap"
    NUMBER = "number"


class Piece(NamedTuple):
    """Neighbouring characters that are drawn in one way; all but SHAPED hold one; `gap` in ems."""

    way: Way
    text: str
    gap: float = 0.0


def one_text(text: str) -> str:
    """Return the text with newlines as its only breaks and plain spaces for tabs."""
    return _BREAKS.sub("\n", text).replace("\t", " ")


def pieces(text: str, has: Callable[[str], bool]) -> Iterator[Piece]:
    """Yield the pieces of one line from left to right; `has` says whether a font draws a character."""
    if not _JOINS.search(text):
        yield from (piece for character in text if (piece := _alone(character, has)))
        return
    for found in _RUN.finditer(text):
        run = found[0]
        if _JOINS.search(run) and all(has(character) for character in run if character not in " \u00a0"):
            yield Piece(Way.SHAPED, run)
        else:
            yield from (piece for character in run if (piece := _alone(character, has)))


@lru_cache(maxsize=4096)
def _alone(character: str, has: Callable[[str], bool]) -> Piece | None:
    """Return the piece that a character is by itself, None for one that is only a hint to fonts."""
    if _SILENT.match(character):
        return None
    if character in _SPACES:
        return Piece(Way.GAP, character, _SPACES[character])
    if unicodedata.category(character) in _NUMBERED or not has(character):
        return Piece(Way.NUMBER, character)
    return Piece(Way.GLYPH, character)
