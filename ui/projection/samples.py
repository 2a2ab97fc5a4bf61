"""Which sample picture stands for a paper; the one place that reads meaning out of the catalogue's free words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from config.schema import Material

__all__ = ["sample_of", "wants_stamp"]

_PORTRAIT = ("寸", "照片")
_CARD = ("卡", "证件")


def sample_of(material: Material) -> Literal["page", "portrait", "card"]:
    """Judge by the format that the office asks for."""
    if any(word in material.page_format for word in _PORTRAIT):
        return "portrait"
    if any(word in material.page_format for word in _CARD):
        return "card"
    return "page"


def wants_stamp(material: Material) -> bool:
    """Tell whether the paper is worth nothing without its seal."""
    return "章" in material.note
