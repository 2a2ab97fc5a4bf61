"""How a page goes over the wire: as dots, equal to the preview in each, or in the printer's own characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.printers.hybrid import hybrid_pieces
from drivers.printers.raster import raster_bands

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drivers.types import Page

__all__ = ["ENCODINGS", "pieces"]

ENCODINGS = ("raster", "hybrid")
"""Dots for USB and Ethernet; hybrid for RS-232, where dots take seconds."""


def pieces(page: Page, encoding: str) -> Iterator[bytes]:
    """Yield a page as complete pieces of ESC/POS, top first: after each a request for proof may follow.

    No piece holds the look of a real-time command. A page that is only a picture goes as dots whatever is asked.
    Raises ValueError for an encoding that is none of ENCODINGS.
    """
    if encoding not in ENCODINGS:
        raise ValueError(f"a page is sent as one of {ENCODINGS}")
    if encoding == "hybrid" and (page.runs or page.codes):
        return hybrid_pieces(page)
    return raster_bands(page)
