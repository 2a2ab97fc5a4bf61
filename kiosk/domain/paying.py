"""What is owed and how a payment stands. Amounts are whole 分; names come masked from the centre."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.domain.inquiry import Found

__all__ = ["ENDED", "Bill", "PayAsk", "PayStanding", "read_bills", "standing_of", "yuan"]

PayStanding = Literal["asking", "unsent", "code", "paying", "unknown", "paid", "closed"]
"""asking: the code is fetched. unsent: no code came, so nobody can have paid. code: it can be scanned. paying: somebody
scanned. unknown: it may be paid, and must not be paid again. paid, closed: for good."""

ENDED: Final[frozenset[PayStanding]] = frozenset({"paid", "closed"})
_SAID: Final[dict[str, PayStanding]] = {
    "created": "code",
    "paying": "paying",
    "unknown": "unknown",
    "paid": "paid",
    "closed": "closed",
}


@dataclass(frozen=True, slots=True, repr=False)
class Bill:
    """One bill: `due` is the full standard, `relief` what a subsidy takes off, `cents` what is to be paid."""

    id: str
    payee: str
    title: str
    period: str
    basis: str
    due: int
    relief: int
    relief_basis: str
    cents: int
    own: bool
    state: str


@dataclass(frozen=True, slots=True, repr=False)
class PayAsk:
    """扫码付款: one order. `left_s` is the life of the code in `qr`; `why` are the centre's words for an order closed.

    `resumed`: it was begun in an earlier visit.
    """

    standing: PayStanding
    order_no: str
    payee: str
    title: str
    period: str
    cents: int
    qr: str = ""
    left_s: int = 0
    why: str = ""
    paid_at: str = ""
    resumed: bool = False

    @property
    def busy_elsewhere(self) -> bool:
        """Whether the person's hands are at the telephone: nobody is warned for not touching the glass."""
        return self.standing in {"asking", "code", "paying"}


def read_bills(document: Mapping[str, Any]) -> tuple[Bill, ...]:
    """Return the bills of the centre's answer. Raises KeyError, TypeError for an answer that is none."""
    return tuple(Bill(**{name: one[name] for name in Bill.__slots__}) for one in document.get("bills", ()))


def standing_of(order: Found | None) -> PayStanding:
    """Return how an order stands, by the last that was heard of it and by whether the centre can be asked now."""
    if order is None:
        return "asking"
    said = _SAID.get(str(order.document.get("state", "")))
    if said in ENDED:
        return said
    if order.code:  # the centre could not be asked the last time
        return "unknown" if said or order.inquiry.what.get("act") != "order" else "unsent"
    return said or "asking"


def yuan(cents: int) -> str:
    """Return an amount as people read it: ¥1,710.10."""
    return f"¥{cents // 100:,}.{cents % 100:02d}"
