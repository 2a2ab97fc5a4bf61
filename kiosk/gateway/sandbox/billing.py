"""What is owed, by whom, and what became of it: the bills of the suppliers and of the insurance, all made up."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["bill", "bills_of", "holder", "household", "owed_by"]

_KNOWN: Final = tomllib.loads(Path(__file__).with_name("bills.toml").read_text(encoding="utf-8"))
_NAMES: Final[dict[str, str]] = {
    one["number"]: one["name"] for home in _KNOWN["household"] for one in home["members"]
} | {f"{one['supplier']}/{one['number']}": one["name"] for one in _KNOWN["account"]}
_BILLS: Final = {one["id"]: one for one in _KNOWN["bill"]}


def household(number: str) -> tuple[str, ...]:
    """Return the numbers of a person's household, the person's own first."""
    homes = ([one["number"] for one in home["members"]] for home in _KNOWN["household"])
    mine: list[str] = next((home for home in homes if number in home), [])
    return (number, *(one for one in mine if one != number))


def holder(owner: str) -> str | None:
    """Return the masked name of who is owed for, None when nobody knows this number or account."""
    return _NAMES.get(owner)


def bill(bill_id: str) -> dict[str, Any] | None:
    """Return one bill as people are told of it; `cents` is what is payable after relief, `due` before it."""
    known = _BILLS.get(bill_id)
    return _told(known) if known else None


def bills_of(owner: str, item: str) -> Iterator[dict[str, Any]]:
    """Yield what is owed for one person or account."""
    return (_told(one) for one in _BILLS.values() if one["owner"] == owner and one["item"] == item)


def owed_by(number: str, item: str) -> list[dict[str, Any]]:
    """Return what is owed in a person's household, and for its accounts; `own` tells their own from the family's."""
    owners = [(who, owner) for who in household(number) for owner in (who, *_accounts(who))]
    return [{**one, "own": who == number} for who, owner in owners for one in bills_of(owner, item)]


def _accounts(number: str) -> Iterator[str]:
    return (f"{one['supplier']}/{one['number']}" for one in _KNOWN["account"] if one["holder"] == number)


def _told(known: dict[str, Any]) -> dict[str, Any]:
    relief = known.get("relief", 0)
    return {
        "id": known["id"],
        "payee": holder(known["owner"]),
        "title": known["title"],
        "period": known["period"],
        "basis": known["basis"],
        "due": known["due"],
        "relief": relief,
        "relief_basis": known.get("relief_basis", ""),
        "cents": known["due"] - relief,
        "own": False,
    }
