"""How a result comes to its owner, as the centre tells it: a parcel, or a locker that opens once (F57, F61)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from config.wording import hostile

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Handover", "Move", "read_handover"]

WAYS: Final = frozenset({"ems", "pick-up"})


@dataclass(frozen=True, slots=True)
class Move:
    """Where a parcel was, and when."""

    at: dt.datetime
    what: str


@dataclass(frozen=True, slots=True, repr=False)
class Handover:
    """`number` is the waybill, or the pick-up code ("" where it is not for these eyes); `opened` when it was used."""

    way: Literal["ems", "pick-up"]
    number: str = ""
    where: str = ""
    payer: str = ""
    moves: tuple[Move, ...] = ()
    opened: dt.datetime | None = None
    proof: str = ""


def read_handover(said: Mapping[str, Any] | None) -> Handover | None:
    """Return what was told; None where nothing is on its way, or it is not as agreed."""
    if not isinstance(said, dict) or str(said.get("way")) not in WAYS:
        return None
    try:
        moves = tuple(Move(dt.datetime.fromisoformat(one["at"]), str(one["what"])) for one in said.get("moves", ()))
        number, where, payer = (str(said.get(name, "")) for name in ("no", "where", "payer"))
        opened = dt.datetime.fromisoformat(said["opened"]) if said.get("opened") else None
    except (KeyError, TypeError, ValueError):
        return None
    if any(hostile(text) for text in (number, where, payer, *(move.what for move in moves))):
        return None
    way = cast("Literal['ems', 'pick-up']", said["way"])
    return Handover(way, number or str(said.get("code", "")), where, payer, moves, opened, str(said.get("proof", "")))
