"""The life of a case (办件): which state may follow which, and who may be blamed when one tries otherwise (F50).

States after the platforms in use: received 收件, supplement 补正, accepted 受理, refused 不予受理, processing 在办,
suspended 挂起 (特别程序), completed 办结, returned 退件, withdrawn 撤回. 收件 is never yet 受理.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FOLLOWS", "CaseState", "IllegalMove", "check_move"]

CaseState = Literal[
    "received", "supplement", "accepted", "refused", "processing", "suspended", "completed", "returned", "withdrawn"
]
FOLLOWS: Final[Mapping[CaseState, frozenset[CaseState]]] = MappingProxyType(
    {
        "received": frozenset({"accepted", "supplement", "refused", "withdrawn"}),
        "supplement": frozenset({"accepted", "refused", "returned", "withdrawn"}),
        "accepted": frozenset({"processing", "supplement", "completed", "returned", "withdrawn"}),
        "processing": frozenset({"suspended", "completed", "returned", "withdrawn"}),
        "suspended": frozenset({"processing", "returned", "withdrawn"}),
        "refused": frozenset(),
        "completed": frozenset(),
        "returned": frozenset(),
        "withdrawn": frozenset(),
    }
)


class IllegalMove(ValueError):
    """A step that the law does not know (超权限, 逆程序); the attempt is recorded, the case stays where it is."""

    def __init__(self, before: CaseState, after: CaseState) -> None:
        self.before, self.after = before, after
        super().__init__(f"{before} to {after}")


def check_move(before: CaseState, after: CaseState) -> None:
    """Return when `after` may follow `before`. Raises IllegalMove."""
    if after not in FOLLOWS[before]:
        raise IllegalMove(before, after)
