"""How a fact is written on paper, by its type; what is somebody's comes out masked, whatever the template says."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from kiosk.privacy import mask_name, mask_number, mask_phone
from kiosk.receipts.errors import PaperRefused

if TYPE_CHECKING:
    from collections.abc import Callable

    from config.paper_schema import FactType, PaperFact

__all__ = ["local", "plain", "write"]

_BEIJING: Final = ZoneInfo("Asia/Shanghai")
_WEEKDAYS: Final = "一二三四五六日"
_EN_SPACE: Final = "\u2002"
_BREAKS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_DIRECTIONS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SHOWN: Final = 6  # characters of an address that say a city, not a door


def write(fact: PaperFact, value: object, form: str = "") -> str:
    """Return the words for a fact. Raises PaperRefused, naming the fact alone, when the value is not of its type."""
    try:
        return _WRITERS[fact.type](value, form)
    except (KeyError, TypeError, AttributeError, ValueError):
        raise PaperRefused(f"{fact.name} is no {fact.type}") from None


def plain(text: object) -> str:
    """Return a text in one line of one direction: a fact never changes the shape of its paper. Raises TypeError."""
    if not isinstance(text, str):
        raise TypeError("expected text")
    return _DIRECTIONS.sub("", _BREAKS.sub(" ", text)).strip()


def local(moment: dt.datetime) -> dt.datetime:
    """Return the moment in Beijing time; one without a zone is taken as it is."""
    return moment.astimezone(_BEIJING) if moment.tzinfo else moment


def _list(value: object, _form: str) -> str:
    if not isinstance(value, tuple):
        raise TypeError("expected a tuple")
    return "、".join(plain(entry) for entry in value)


def _count(value: object, _form: str) -> str:
    if not isinstance(value, int):
        raise TypeError("expected a whole number")
    return str(value)


def _date(value: object, form: str) -> str:
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise TypeError("expected a day")
    year = f"{value.year} 年 " if form == "year" else ""
    return f"{year}{value.month} 月 {value.day} 日"


def _moment(value: object, form: str) -> str:
    if not isinstance(value, dt.datetime):
        raise TypeError("expected a moment")
    when = local(value)
    if form:
        return when.strftime({"stamp": "%Y-%m-%d %H:%M", "second": "%Y-%m-%d %H:%M:%S", "day": "%Y-%m-%d"}[form])
    return f"{when:%Y-%m-%d}{_EN_SPACE}星期{_WEEKDAYS[when.weekday()]}{_EN_SPACE}{when:%H:%M}"


def _number(value: object, form: str) -> str:
    """Group a long number for the eye, unless it brings its own joints."""
    number = plain(value)
    if form == "plain" or not number.isalnum():
        return number
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


def _address(value: object, _form: str) -> str:
    text = plain(value)
    return text[:_SHOWN] + "*" * min(3, max(0, len(text) - _SHOWN))


def _masked(mask: Callable[[str], str]) -> Callable[[object, str], str]:
    return lambda value, _form: mask(plain(value))


_WRITERS: Final[dict[FactType, Callable[[object, str], str]]] = {
    "text": lambda value, _form: plain(value),
    "list": _list,
    "count": _count,
    "date": _date,
    "moment": _moment,
    "number": _number,
    "query_code": lambda value, _form: plain(value),
    "qr": lambda value, _form: plain(value),
    "name": _masked(mask_name),
    "id_number": _masked(mask_number),
    "phone": _masked(mask_phone),
    "address": _address,
}
