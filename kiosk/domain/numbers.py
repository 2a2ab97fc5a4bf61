"""Numbers with check characters: 公民身份号码 (GB 11643-1999) and the terminal's own (ISO 7064)."""

from __future__ import annotations

import datetime as dt
import re
import string
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

__all__ = [
    "CitizenNumber",
    "NumberInvalid",
    "check_mod_11_2",
    "check_mod_37_36",
    "has_check_37_36",
    "read_citizen_number",
]

ALPHABET_36: Final = string.digits + string.ascii_uppercase
CHECKS_11_2: Final = "10X98765432"
WEIGHTS_11_2: Final = tuple(2**place % 11 for place in range(17, 0, -1))


class NumberInvalid(ValueError):
    """Not a citizen number; the message never holds the number."""

    code: ClassVar[str] = "card-number-invalid"


@dataclass(frozen=True, slots=True)
class CitizenNumber:
    """A number whose check character is right, and what it says. The region may no longer exist: it is not judged."""

    text: str
    birth: dt.date
    sex: Literal["男", "女"]

    def __repr__(self) -> str:
        return "<CitizenNumber>"


def read_citizen_number(text: str) -> CitizenNumber:
    """Return the number in its normal form (X in upper case). Raises NumberInvalid."""
    number = text.strip().upper()
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise NumberInvalid("not 17 digits and a check character")
    if check_mod_11_2(number[:17]) != number[17]:
        raise NumberInvalid("the check character does not fit")
    try:
        birth = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise NumberInvalid("the birthday is no day of the calendar") from None
    return CitizenNumber(number, birth, "男" if int(number[16]) % 2 else "女")


def check_mod_11_2(digits: str) -> str:
    """Return the check character of 17 digits (ISO 7064 MOD 11-2): 0-9 or X."""
    return CHECKS_11_2[sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS_11_2, strict=True)) % 11]


def check_mod_37_36(body: str) -> str:
    """Return the check character of digits and capital letters (ISO 7064 MOD 37,36). Raises ValueError for others."""
    product = 36
    for character in body:
        total = (product + ALPHABET_36.index(character)) % 36 or 36
        product = total * 2 % 37
    return ALPHABET_36[(37 - product) % 36]


def has_check_37_36(text: str) -> bool:
    """Whether the last character is the check character of the others; separators are not part of the text."""
    plain = len(text) > 1 and all(character in ALPHABET_36 for character in text)
    return plain and check_mod_37_36(text[:-1]) == text[-1]
