"""Whether the words of a service item are plain, bounded and its own."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from config.cuts import cut
from config.left_open import left_open
from config.wording import catch_all, columns, hostile, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from config.schema import ServiceItem

    Note = Callable[[str, str], None]

__all__ = ["check_wording", "texts"]

BOLD_COLUMNS = 20
UNDER_COLUMNS = 26
NEXT_STEP_COLUMNS = 32


def check_wording(item: ServiceItem, note: Note) -> None:
    """Tell `note(key, message)` of catch-all demands, foreign text and lines too long for their place."""
    for key, text in texts(item, ""):
        found = hostile(text)
        if found:
            note(key, f"holds {found}")
        elif torn := cut(text):
            note(key, f"a sentence was cut: {torn}")
    for key, text in _demands(item):
        if words := catch_all(text) or left_open(plain(text)):
            note(key, f"a catch-all demand: {words}; name the papers")
    for key, text, room in _bounded(item):
        if not 0 < columns(text) <= room:
            note(key, f"expected 1 to {room} half-width columns")


def texts(value: object, key: str) -> Iterator[tuple[str, str]]:
    """Yield every text of the item with its dotted key."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, tuple):
        for place, entry in enumerate(value, start=1):
            yield from texts(entry, f"{key}[{place}]")
    elif isinstance(value, dict):
        for name, entry in value.items():
            yield from texts(entry, f"{key}.{name}")
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name), f"{key}.{field.name}" if key else field.name)


def _demands(item: ServiceItem) -> Iterator[tuple[str, str]]:
    """Yield the texts that say what a citizen must bring or fulfil."""
    for place, material in enumerate(item.materials, start=1):
        for name in ("material_name", "short_name", "page_format", "note", "accept_stand"):
            yield from texts(getattr(material, name), f"materials[{place}].{name}")
    for place, condition in enumerate(item.conditions, start=1):
        yield f"conditions[{place}].text", condition.text
        yield f"conditions[{place}].instead", condition.instead
    if item.guide:
        yield from texts(item.guide.bring, "guide.bring")


def _bounded(item: ServiceItem) -> Iterator[tuple[str, str, int]]:
    """Yield the texts that must fit a place on the page or the receipt."""
    if item.guide:
        for name in ("who", "time", "fee", "bring"):
            bold, under = getattr(item.guide, name)
            yield f"guide.{name}[1]", bold, BOLD_COLUMNS
            yield f"guide.{name}[2]", under, UNDER_COLUMNS
    for place, line in enumerate(item.next_steps, start=1):
        yield f"next_steps[{place}]", line, NEXT_STEP_COLUMNS
