"""Who stands in front of the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["Identity"]


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as one office-issued card states them, after the checks of kiosk.journeys.identity.

    `trust` is the value of drivers.types.Trust; `valid_until` None with `long_term` means 长期.
    """

    kind: str
    name: str
    number: str
    sex: str
    birth: dt.date
    trust: str
    ethnicity: str = ""
    address: str = ""
    issuer: str = ""
    valid_until: dt.date | None = None
    long_term: bool = False

    def age_on(self, day: dt.date) -> int:
        """Completed years on `day`; a person born on 29 February ages on 1 March of common years."""
        before_birthday = (day.month, day.day) < (self.birth.month, self.birth.day)
        return day.year - self.birth.year - int(before_birthday)

    def __repr__(self) -> str:
        """Name the kind alone, so that no traceback or log can hold a person."""
        return f"<Identity {self.kind}>"
