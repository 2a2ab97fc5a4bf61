"""The machine readable zone as a key: what is printed on the document opens its chip (ICAO 9303-11 §4.3, §9.7.2).

MRZ information is document number, birth and expiry, each with its check digit. It is a secret about a person:
refusals name the field and never its content.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from drivers.icao.zone import ALLOWED, check_digit, fits, read_zone

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["birth_day", "check_digit", "expiry_day", "key_from_mrz", "mrz_information"]

SHORTEST_NUMBER: Final = 9
LONGEST_NUMBER: Final = 22
VALID_AHEAD_YEARS: Final = 50
_INFORMATION = re.compile(
    rf"([A-Z0-9<]{{{SHORTEST_NUMBER},{LONGEST_NUMBER}}})([0-9])([0-9<]{{6}})([0-9])([0-9<]{{6}})([0-9])"
)
_ONE_LINE = re.compile("C[SD].{28}")
_BETWEEN = re.compile("[,，;；]")
_DATE_MARKS = re.compile(r"[-./\s]")


def mrz_information(number: str, birth: str, expiry: str) -> str:
    """Join the three fields with their check digits; `birth` and `expiry` YYMMDD. Raises ValueError."""
    filled = number.ljust(SHORTEST_NUMBER, "<")
    return "".join(field + check_digit(field) for field in (filled, birth, expiry))


def key_from_mrz(text: str) -> str:
    """Make the MRZ information of what was read or typed.

    Takes a whole MRZ of TD1, TD2, TD3 or a Chinese travel card (with or without line breaks), the single line of
    30 characters of 往来港澳 and 往来台湾, MRZ information itself, or "NUMBER,YYMMDD,YYMMDD" (also YYYYMMDD):
    document number, birth, expiry. Raises ValueError that names the field.
    """
    parts = _BETWEEN.split(text.strip().upper())
    if len(parts) == 3:
        return mrz_information(_number(parts[0]), _yymmdd("birth", parts[1]), _yymmdd("expiry", parts[2]))
    zone = re.sub(r"\s", "", text.upper())
    if ALLOWED.fullmatch(zone) is None:
        raise ValueError("MRZ: a character that no MRZ holds")
    information = _INFORMATION.fullmatch(zone)
    if information is not None and not _ONE_LINE.fullmatch(zone):
        return _checked(information)
    try:
        read = read_zone(zone, composite=False)
    except ValueError:
        if information is None or not _fits(information):
            raise
        return zone  # information of 30 characters that only begins like a single line
    return mrz_information(read.number, read.birth, read.expiry)


def birth_day(yymmdd: str, today: dt.date) -> dt.date | None:
    """Read a day of birth in the newest century that is not in the future; None where it is not wholly known."""
    return _in_century(yymmdd, today, years_ahead=0)


def expiry_day(yymmdd: str, today: dt.date) -> dt.date | None:
    """Read a last day of validity, at most VALID_AHEAD_YEARS ahead; None where it is not wholly known."""
    return _in_century(yymmdd, today, years_ahead=VALID_AHEAD_YEARS)


def _fields(information: re.Match[str]) -> Iterator[tuple[str, bool]]:
    """Return the three fields' names and whether their check digits are right."""
    parts = information.groups()
    for place, field in enumerate(("document number", "birth", "expiry")):
        yield field, fits(parts[2 * place], parts[2 * place + 1])


def _checked(information: re.Match[str]) -> str:
    for field, right in _fields(information):
        if not right:
            raise ValueError(f"{field}: wrong check digit")
    return information.group()


def _fits(information: re.Match[str]) -> bool:
    return all(right for _, right in _fields(information))


def _in_century(yymmdd: str, today: dt.date, *, years_ahead: int) -> dt.date | None:
    if not (yymmdd.isascii() and yymmdd.isdigit() and len(yymmdd) == 6):
        return None
    year, month, day = int(yymmdd[:2]), int(yymmdd[2:4]), int(yymmdd[4:])
    latest = (today.year + years_ahead, today.month, today.day)
    for century in (2000, 1900):
        if (century + year, month, day) <= latest:
            try:
                return dt.date(century + year, month, day)
            except ValueError:  # 29 February of a year that has none, or no day at all
                continue
    return None


def _number(typed: str) -> str:
    number = re.sub(r"\s", "", typed)
    if re.fullmatch(f"[A-Z0-9<]{{1,{LONGEST_NUMBER}}}", number) is None:
        raise ValueError("document number: letters and digits only")
    return number.rstrip("<")


def _yymmdd(field: str, typed: str) -> str:
    digits = _DATE_MARKS.sub("", typed)
    if re.fullmatch("(?:[0-9]{2})?[0-9]{6}", digits) is None:
        raise ValueError(f"{field}: six or eight digits")
    try:
        dt.date(2000 if len(digits) == 6 else int(digits[:4]), int(digits[-4:-2]), int(digits[-2:]))
    except ValueError:
        raise ValueError(f"{field}: no day of the calendar") from None
    return digits[-6:]
