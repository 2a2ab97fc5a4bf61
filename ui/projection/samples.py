"""Which sample picture stands for a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from config.paper_formats import formats_said

if TYPE_CHECKING:
    from config.schema import Material

__all__ = ["errors_of", "sample_of", "wants_stamp"]

_ERRORS = {"complete": ("半页", "首页", "半张", "缺角"), "sharp": ("糊", "模糊"), "glare": ("反光",)}


def sample_of(material: Material) -> Literal["page", "portrait", "card"]:
    """Judge by the format that the office asks for."""
    said = formats_said(material.page_format)
    return "portrait" if "photo" in said else "card" if "card" in said else "page"


def errors_of(material: Material, gate: str = "") -> tuple[str, ...]:
    """Return the paper's own common errors; with the gate of a camera, those that this gate looks for."""
    words = _ERRORS.get(gate, ())
    return tuple(said for said in material.common_errors if not gate or any(word in said for word in words))


def wants_stamp(material: Material) -> bool:
    """Tell whether the paper is worth nothing without its seal."""
    return "章" in material.note
