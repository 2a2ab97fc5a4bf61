"""A result that an office hands out at once, as it will stand on paper: 证明, 凭证, 查询结果."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.domain.plain_asks import TellAsk

__all__ = ["ResultAsk", "ResultPaper", "read_result"]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ResultPaper:
    """What the office says: `lines` are label and value, `rows` fill a table of four columns, and may be none.

    `serial` is its 办件编号, `query_code` eight characters by which anybody can look it up, `proof` the same as a QR
    code's text. `until` is the day to which the records reach; `licence_id` the 电子证照标识 of the same paper,
    "" where the office gives none.
    """

    title: str
    dept_name: str
    until: dt.date
    lines: tuple[tuple[str, str], ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str
    serial: str
    query_code: str
    proof: str
    licence_id: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class ResultAsk:
    """The paper before it is printed. Name and number are in full: the glass masks them.

    `tell` holds title, lead and buttons; `sheet` says whether Print prints on A4 or, the short form, on the roll.
    """

    tell: TellAsk
    paper: ResultPaper
    name: str
    number: str
    sheet: bool = True


def read_result(document: Mapping[str, Any]) -> ResultPaper:
    """Read the centre's answer. Raises KeyError, TypeError, ValueError for what is no result."""
    return ResultPaper(
        title=document["title"],
        dept_name=document["dept_name"],
        until=dt.date.fromisoformat(document["until"]),
        lines=tuple((label, value) for label, value in document["lines"]),
        heads=tuple(document["heads"]),
        rows=tuple(tuple(row) for row in document["rows"]),
        note=document["note"],
        serial=document["serial"],
        query_code=document["query_code"],
        proof=document["proof"],
        licence_id=document.get("licence_id", ""),
    )
