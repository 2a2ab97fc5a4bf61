"""What people do at the glass, and the passing of time; reports from the devices are kiosk.domain.reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer

__all__ = [
    "Again",
    "Answered",
    "Back",
    "Begin",
    "Browse",
    "Choose",
    "Finish",
    "Intent",
    "Leave",
    "Rated",
    "Stay",
    "TakeList",
    "TakeSheets",
    "Tick",
]


@dataclass(frozen=True, slots=True)
class Begin:
    """The attract screen was touched."""


@dataclass(frozen=True, slots=True)
class Browse:
    """Show home ("") or a list of services: a category, or "all"."""

    category: str


@dataclass(frozen=True, slots=True)
class Choose:
    """This service item is wanted."""

    item_id: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The step on the screen was answered."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating: 5 非常满意 … 1 非常不满意; 0 is skipped."""

    level: int


@dataclass(frozen=True, slots=True)
class Back:
    """One step back."""


@dataclass(frozen=True, slots=True)
class Leave:
    """结束: end the visit."""


@dataclass(frozen=True, slots=True)
class Stay:
    """继续: I am still here."""


@dataclass(frozen=True, slots=True)
class Again:
    """Print the receipt (again), or try once more what did not work."""


@dataclass(frozen=True, slots=True)
class TakeList:
    """Print the list of everything that is missing."""


@dataclass(frozen=True, slots=True)
class TakeSheets:
    """Print the A4 papers of this case."""


@dataclass(frozen=True, slots=True)
class Finish:
    """Everything is done, the card may go."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A second has passed; `idle_s` since anybody touched the glass."""

    idle_s: float


Intent = (
    Begin | Browse | Choose | Answered | Rated | Back | Leave | Stay | Again | TakeList | TakeSheets | Finish | Tick
)
