"""How the parts of a whole guide are laid on pages: nothing is scrolled, no part is torn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.wording import columns

if TYPE_CHECKING:
    from ui.projection.guide_elements import Part

__all__ = ["leaves_of"]

_ROOM, _ROOM_ELDER = 1160, 1130
_TEXT, _TEXT_ELDER = (34, 30), (44, 36)  # px of text and label
_WIDTH = 920
_GAP = 26
_LINE, _LABEL_LINE = 1.36, 1.3
_SLACK = 1.08  # Latin letters are wider than half a Han character


def leaves_of(parts: tuple[Part, ...], *, elder: bool) -> list[tuple[Part, ...]]:
    """Fill page after page; a part is never torn."""
    leaves: list[tuple[Part, ...]] = []
    leaf: list[Part] = []
    left = float(room := _ROOM_ELDER if elder else _ROOM)
    for part in parts:
        need = _height(part, elder=elder)
        if leaf and need > left:
            leaves.append(tuple(leaf))
            leaf, left = [], float(room)
        leaf.append(part)
        left -= need
    return [*leaves, tuple(leaf)]


def _height(part: Part, *, elder: bool) -> float:
    """Return the pixels that a part takes at most."""
    text_px, label_px = _TEXT_ELDER if elder else _TEXT
    lines = sum(_lines(line, text_px) for line in part.text.split("\n")) if part.text else 0
    return _lines(part.label, label_px) * label_px * _LABEL_LINE + lines * text_px * _LINE + _GAP


def _lines(text: str, px: int) -> int:
    return max(1, -(-int(columns(text) * _SLACK * px / 2) // _WIDTH))
