"""容缺目录对账单 (F31): of every item which papers may follow later; a version that changes with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kiosk.domain.rules.deferral import days_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from config.schema import ServiceItem

__all__ = ["Entry", "Statement", "statement"]

DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper that may follow: of which item (as item@version), within how many working days, beside which papers."""

    form: str
    task_name: str
    material_code: str
    material_name: str
    days: int
    core: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """The entries in the catalogue's order; `version` is the beginning of the SHA-256 over all of them."""

    version: str
    entries: tuple[Entry, ...]


def statement(items: Iterable[ServiceItem]) -> Statement:
    """Return what may follow later, by the same rule that offers it (kiosk.domain.rules.deferral)."""
    entries = tuple(
        Entry(item.form, item.task_name, material.material_code, material.material_name, days, _core(item))
        for item in items
        if (days := days_for(item))
        for material in item.materials
        if material.material_code in item.deferral.deferrable
    )
    digest = hashlib.sha256("\n".join(map(repr, entries)).encode()).hexdigest()
    return Statement(digest[:DIGITS].upper(), entries)


def _core(item: ServiceItem) -> tuple[str, ...]:
    return tuple(one.material_name for one in item.materials if one.material_code in item.deferral.core)
