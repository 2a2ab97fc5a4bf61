"""The words in which rules speak of a person and a matter: the vocabulary of the catalogue's `rule` texts.

A fact that nobody knows is left out of the mapping; it is never guessed. Where each comes from is part of its meaning:
`card` the chip, `terminal` this machine, `store` the licence store, `centre` the platform's own registers, `answer` the
citizen on the glass.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FACTS", "Fact", "Origin", "Value"]

Value = bool | int | str
Origin = Literal["card", "terminal", "store", "centre", "answer"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One word of the vocabulary: the type of its value, where it comes from, and how people call it."""

    kind: type[bool | int | str]
    origin: Origin
    label: str


FACTS: Mapping[str, Fact] = MappingProxyType(
    {
        "age": Fact(int, "card", "周岁年龄"),
        "sex": Fact(str, "card", "性别"),
        "foreigner": Fact(bool, "card", "外国人"),
        "card_kind": Fact(str, "card", "证件种类"),
        "local_household": Fact(bool, "card", "本地户籍"),
        "identity_level": Fact(int, "terminal", "身份核验等级"),
        "agent": Fact(bool, "terminal", "代办"),
        "residence_permit": Fact(bool, "store", "持有居住证"),
        "resident_months": Fact(int, "centre", "居住月数"),
        "permit_days_left": Fact(int, "centre", "距签注周年天数"),
        "pension_enrolled": Fact(bool, "centre", "城乡居民养老保险参保"),
        "insured_here": Fact(bool, "centre", "本统筹区有参保记录"),
        "employee_medical": Fact(bool, "centre", "职工医疗保险参保"),
        "enrol_window_open": Fact(bool, "centre", "在集中参保期内"),
        "housing_fund_account": Fact(bool, "centre", "有公积金账户"),
        "requests_this_year": Fact(int, "centre", "一年内申请次数"),
        "name_free": Fact(bool, "centre", "名称可用"),
        "slot_free": Fact(bool, "centre", "时段有余号"),
        "account_known": Fact(bool, "centre", "户号存在"),
        "case_open_for_papers": Fact(bool, "centre", "办件待补材料"),
        "promise_broken": Fact(bool, "centre", "有未履行的承诺"),
        "credit": Fact(str, "centre", "信用档"),
    }
)
"""What every item may ask for; an item's own questions add facts of origin `answer`."""
