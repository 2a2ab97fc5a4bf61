"""Asks that many kinds of steps share: choose one of several, and tell how something stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from kiosk.domain.words import Words

__all__ = ["Act", "Happening", "PickAsk", "PickRow", "Point", "Side", "TellAsk", "Tint"]

Tint = Literal["brand", "ok", "warn", "bad", "muted"]
Point = Literal["done", "now", "warn", "bad", "ahead"]


@dataclass(frozen=True, slots=True)
class Act:
    """A button: what it does (answers Print, Go, Again, Escalate, or Pick(`id`)) and its words; `icon` may be ""."""

    does: Literal["print", "go", "again", "pick", "escalate"]
    label: Words
    icon: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class PickRow:
    """One of several: `lines` (two at most) say more, `tag` is a chip, `off` shows it but it cannot be chosen."""

    id: str
    title: Words
    lines: tuple[Words, ...] = ()
    tag: Words = ""
    tint: Tint = "brand"
    icon: str = ""
    off: bool = False


@dataclass(frozen=True, slots=True)
class PickAsk:
    """Choose one: answered by Pick(id). `waiting` while the centre is asked; `empty` says what to do without rows.

    `acts` are other ways, the last one the primary; whoever has none gets back and help.
    """

    title: Words
    lead: Words = ""
    rows: tuple[PickRow, ...] = ()
    waiting: bool = False
    empty: Words = ""
    notice: Words = ""
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Happening:
    """One point of a timeline: when, what, and whether it is over, now, late, refused, or still ahead."""

    when: Words
    what: Words
    standing: Point = "ahead"


@dataclass(frozen=True, slots=True)
class Side:
    """One of several offices that are at work at the same time: its part, who has it, and how it stands."""

    name: Words
    who: Words
    state: Words
    tint: Tint


@dataclass(frozen=True, slots=True)
class TellAsk:
    """How something stands. `facts` are label and value; `light` is a chip under the title; `acts` end in the primary.

    `notice` is one strip above it all: a consequence, a reason, since when this is known. `sides` stand side by side.
    `rule` is what a complaint from here names.
    """

    title: Words
    lead: Words = ""
    facts: tuple[tuple[Words, Words], ...] = ()
    timeline: tuple[Happening, ...] = ()
    acts: tuple[Act, ...] = ()
    waiting: bool = False
    light: Words = ""
    tint: Tint = "brand"
    notice: Words = ""
    sides: tuple[Side, ...] = ()
    rule: str = ""
