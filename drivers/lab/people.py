"""Fictional people of 示范市示范区: region 999901 is no place, check digits are right (GB 11643)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

__all__ = ["PEOPLE", "Person", "person"]

_ISSUER = "示范市公安局示范区分局"
_DISTRICT = "示范市示范区"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What this person's cards say. `sex` per GB/T 2261.1, `ethnicity` per GB/T 3304; `valid_until` None is 长期.

    `latin_name` is the name as the machine readable zone has it, family name first.
    """

    key: str
    name: str
    latin_name: str
    number: str
    sex: str
    address: str
    card_number: str
    valid_from: dt.date
    valid_until: dt.date | None = None
    ethnicity: str = "01"
    issuer: str = _ISSUER

    @property
    def birth(self) -> dt.date:
        """Date of birth, as the number holds it."""
        return dt.date(int(self.number[6:10]), int(self.number[10:12]), int(self.number[12:14]))


PEOPLE = (
    Person(  # born on 29 February
        key="zhao",
        name="赵桂兰",
        latin_name="ZHAO GUILAN",
        number="999901195202290022",
        sex="2",
        address=f"{_DISTRICT}桂花路12号3栋201室",
        card_number="A00000011",
        valid_from=dt.date(2012, 3, 15),
    ),
    Person(  # over 80
        key="ouyang",
        name="欧阳建国",
        latin_name="OUYANG JIANGUO",
        number="999901194001010018",
        sex="1",
        address=f"{_DISTRICT}人民路88号1单元302室",
        card_number="A00000022",
        valid_from=dt.date(2007, 10, 8),
    ),
    Person(  # a middle dot in the name
        key="ayi",
        name="阿依古丽·买买提",
        latin_name="MAIMAITI AYIGULI",
        number="99990119880808012X",
        sex="2",
        ethnicity="05",
        address=f"{_DISTRICT}石榴街5号602室",
        card_number="A00000033",
        valid_from=dt.date(2018, 9, 1),
        valid_until=dt.date(2038, 9, 1),
    ),
    Person(  # a character that GBK lacks
        key="li",
        name="李䶮",
        latin_name="LI YAN",
        number="99990119620615003X",
        sex="1",
        address=f"{_DISTRICT}青山镇柳河村6组19号",
        card_number="A00000044",
        valid_from=dt.date(2009, 5, 20),
    ),
    Person(  # too young for an elder's card
        key="wang",
        name="王小明",
        latin_name="WANG XIAOMING",
        number="999901200402290215",
        sex="1",
        address=f"{_DISTRICT}大学路1号学生公寓4栋",
        card_number="A00000055",
        valid_from=dt.date(2022, 7, 4),
        valid_until=dt.date(2032, 7, 4),
    ),
    Person(  # a character beyond the basic plane
        key="ou",
        name="欧䶮𬭎",
        latin_name="OU YANHONG",
        number="999901195003120055",
        sex="1",
        address=f"{_DISTRICT}湖滨路27号2栋1101室",
        card_number="A00000066",
        valid_from=dt.date(2014, 11, 3),
    ),
)


def person(wanted: str) -> Person:
    """Find a person by key or name. Raises ValueError that lists the keys."""
    for someone in PEOPLE:
        if wanted in {someone.key, someone.name}:
            return someone
    raise ValueError(f"nobody here is called {wanted!r}; there are {', '.join(someone.key for someone in PEOPLE)}")
