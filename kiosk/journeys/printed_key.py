"""From what a person typed off a travel document to the key that its chip asks for (ICAO 9303-11 §4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.icao.mrz import mrz_information
from drivers.types import DocumentKey

if TYPE_CHECKING:
    from kiosk.domain.keying import TypedKey

__all__ = ["printed_key"]


def printed_key(typed: TypedKey | None) -> DocumentKey | None:
    """Return the key with the check digits that nobody has to type; None as long as it is not complete."""
    if typed is None or not typed.complete:
        return None
    if typed.line == "can":
        return DocumentKey(can=typed.can)
    return DocumentKey(mrz=mrz_information(typed.number, typed.birth[2:], typed.expiry[2:]))
