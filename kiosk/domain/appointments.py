"""Places at a window as the centre tells them: what is free, and what is booked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Booking", "Matter", "Slot", "read_booking", "read_bookings", "read_matters", "read_slots"]


@dataclass(frozen=True, slots=True)
class Matter:
    """What one comes for: an item's id, its name, what to bring to the window."""

    id: str
    name: str
    name_en: str
    bring: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """Half an hour at a window, in the office's zone; `left` places."""

    id: str
    window: str
    begins: dt.datetime
    ends: dt.datetime
    left: int


@dataclass(frozen=True, slots=True, repr=False)
class Booking:
    """A place that was given: its ticket stands on the board in the hall."""

    id: str
    ticket: str
    slot: Slot
    matter: str


def read_matters(document: Mapping[str, Any]) -> tuple[Matter, ...]:
    """Return what windows are there for; what is not as agreed is passed over."""
    return tuple(
        Matter(str(one["id"]), str(one["name"]), str(one.get("name_en", "")), tuple(map(str, one.get("bring", ()))))
        for one in _records(document, "matters")
        if {"id", "name"} <= one.keys()
    )


def read_slots(document: Mapping[str, Any], member: str = "slots") -> tuple[Slot, ...]:
    """Return the half hours, in their order."""
    found = (_slot(one) for one in _records(document, member))
    return tuple(slot for slot in found if slot is not None)


def read_booking(document: Mapping[str, Any]) -> Booking | None:
    """Return the place that an answer gives, None where it gives none."""
    slot = _slot(document)
    if slot is None or not document.get("ticket"):
        return None
    names = ("appointment_id", "ticket", "matter")
    key, ticket, matter = (str(document.get(name, "")) for name in names)
    return Booking(key, ticket, slot, matter)


def read_bookings(document: Mapping[str, Any]) -> tuple[Booking, ...]:
    """Return what is booked."""
    found = (read_booking(one) for one in _records(document, "appointments"))
    return tuple(one for one in found if one is not None)


def _records(document: Mapping[str, Any], member: str) -> tuple[Mapping[str, Any], ...]:
    listed = document.get(member)
    return tuple(one for one in listed if isinstance(one, dict)) if isinstance(listed, list) else ()


def _slot(one: Mapping[str, Any]) -> Slot | None:
    try:
        begins, ends = (dt.datetime.fromisoformat(one[name]) for name in ("begins", "ends"))
        return Slot(str(one["slot_id"]), str(one["window"]), begins, ends, int(one.get("left", 0)))
    except (KeyError, TypeError, ValueError):
        return None
