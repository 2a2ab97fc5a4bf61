"""What the document camera tells: what it sees, the picture it took, the code it read, that it cannot serve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.domain.asks import Viewfinder
    from kiosk.domain.case import Captured

__all__ = ["CameraFailed", "CodeSeen", "Pictured", "Viewed"]


@dataclass(frozen=True, slots=True)
class Viewed:
    """What the camera sees now."""

    visit: int
    viewfinder: Viewfinder


@dataclass(frozen=True, slots=True, repr=False)
class Pictured:
    """A sheet was taken and rectified; `captured.material_code` is "" until the step names it."""

    visit: int
    captured: Captured


@dataclass(frozen=True, slots=True)
class CameraFailed:
    """The camera cannot serve; `code` is a fault code."""

    visit: int
    code: str


@dataclass(frozen=True, slots=True, repr=False)
class CodeSeen:
    """A QR code lies under the camera; `text` is what it says, whoever wrote it."""

    visit: int
    text: str
