"""The lines that are printed on a travel document and open its chip, while a person types them.

Number, birth and expiry (the check digits of ICAO 9303-3 §4.9 are the terminal's affair), or the 6-digit CAN instead.
It is a secret about a person: it lives in the state of one visit, and nothing here shows itself in a repr.
"""

from __future__ import annotations

import datetime as dt
import re
import string
from dataclasses import dataclass, replace
from typing import Final, Literal

__all__ = ["ERASE", "LINES", "Line", "TypedKey"]

Line = Literal["number", "birth", "expiry", "can"]

LINES: Final[tuple[Line, ...]] = ("number", "birth", "expiry")
ERASE: Final = "erase"
NUMBER: Final = re.compile("[A-Z0-9]{5,11}")
LONGEST: Final[dict[Line, int]] = {"number": 11, "birth": 8, "expiry": 8, "can": 6}


@dataclass(frozen=True, slots=True, repr=False)
class TypedKey:
    """What was typed so far and the line that is being typed; dates are YYYYMMDD, as people write them."""

    number: str = ""
    birth: str = ""
    expiry: str = ""
    can: str = ""
    line: Line = "number"

    def pressed(self, key: str) -> TypedKey:
        """Return this with one key more: a digit, in the number also a letter, or ERASE. Other keys change nothing.

        A date or a CAN that is whole leads to the next line that is not.
        """
        before = self.of(self.line)
        if key == ERASE:
            return self._written(before[:-1])
        known = string.digits + (string.ascii_uppercase if self.line == "number" else "")
        if len(key) != 1 or key not in known or len(before) >= LONGEST[self.line]:
            return self
        typed = self._written(before + key)
        return typed.onward() if self.line != "number" and typed.whole(self.line) else typed

    def at(self, line: Line) -> TypedKey:
        """Return this with another line to type."""
        return replace(self, line=line)

    def onward(self) -> TypedKey:
        """Return this at the next line that is still to be typed; where it is, when nothing is."""
        if self.line == "can":
            return self
        place = LINES.index(self.line)
        ahead = (*LINES[place + 1 :], *LINES[:place])
        return self.at(next((line for line in ahead if not self.whole(line)), self.line))

    def of(self, line: Line) -> str:
        """Return what was typed in a line."""
        return {"number": self.number, "birth": self.birth, "expiry": self.expiry, "can": self.can}[line]

    def whole(self, line: Line) -> bool:
        """Whether a line holds what its document may hold: a number, a day of the calendar, six digits."""
        text = self.of(line)
        if line == "number":
            return NUMBER.fullmatch(text) is not None
        return len(text) == LONGEST[line] and (line == "can" or _is_day(text))

    def mistaken(self, line: Line) -> bool:
        """Whether a line is full and yet not right: a day that no calendar has."""
        return len(self.of(line)) == LONGEST[line] and not self.whole(line)

    @property
    def complete(self) -> bool:
        """Whether the chip may be tried: the CAN where that is being typed, else all three lines."""
        return self.whole("can") if self.line == "can" else all(self.whole(line) for line in LINES)

    def _written(self, text: str) -> TypedKey:
        match self.line:
            case "number":
                return replace(self, number=text)
            case "birth":
                return replace(self, birth=text)
            case "expiry":
                return replace(self, expiry=text)
            case "can":
                return replace(self, can=text)


def _is_day(text: str) -> bool:
    try:
        dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return True
