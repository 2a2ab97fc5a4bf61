"""What the centre tells of a case's way and of the looks at a person's data, read as far as it is as agreed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from config.wording import hostile

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Basis", "Look", "TrailStep", "read_looks", "read_trail"]


@dataclass(frozen=True, slots=True)
class TrailStep:
    """One row of the ledger: what happened, when, by which office or at which terminal (the other is "")."""

    at: dt.datetime
    event: str
    office: str
    terminal: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What a look rests on: the person's consent, or what a case of theirs owes; its number, matter and moment."""

    kind: Literal["consent", "case"]
    no: str
    matter: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a person's data: `source` is what was looked into, `no` the number by which it is found again.

    `rests_on` is None where nothing is recorded. `by_agent`: somebody acted for the person (代办); the source
    `agency` is what they handed in.
    """

    at: dt.datetime
    terminal: str
    source: str
    matter: str
    asked: tuple[str, ...]
    held: tuple[str, ...]
    no: str
    rests_on: Basis | None = None
    by_agent: bool = False


def read_trail(document: Mapping[str, Any]) -> tuple[TrailStep, ...]:
    """Return the steps, oldest first; what is not as agreed, or no citizen should read, is left out."""
    found = (_step(one) for one in _list(document, "steps"))
    return tuple(one for one in found if one is not None)


def read_looks(document: Mapping[str, Any]) -> tuple[Look, ...]:
    """Return the looks, the newest first; what is not as agreed, or no citizen should read, is left out."""
    found = (_look(one) for one in _list(document, "looks"))
    return tuple(one for one in found if one is not None)


def _list(document: Mapping[str, Any], name: str) -> list[Any]:
    listed = document.get(name)
    return listed if isinstance(listed, list) else []


def _step(one: Any) -> TrailStep | None:  # noqa: ANN401 - JSON
    try:
        words = [str(one[name]) for name in ("event", "office", "terminal")]
        return None if any(map(hostile, words)) else TrailStep(_moment(one["at"]), *words)
    except (KeyError, TypeError, ValueError):
        return None


def _look(one: Any) -> Look | None:  # noqa: ANN401 - JSON
    try:
        terminal, source, matter = (str(one[name]) for name in ("terminal", "source", "matter"))
        asked, held = (tuple(map(str, one[name])) for name in ("asked", "held"))
        if any(map(hostile, (terminal, source, matter, *asked, *held, str(one["no"])))):
            return None
        told, by_agent = one.get("rests_on"), one.get("by_agent") is True
        basis = _basis(told) if told else None
        return Look(_moment(one["at"]), terminal, source, matter, asked, held, str(one["no"]), basis, by_agent)
    except (KeyError, TypeError, ValueError):
        return None


def _basis(told: Any) -> Basis:  # noqa: ANN401 - JSON
    """Read what a look rests on. Raises KeyError, TypeError, ValueError."""
    no, matter = str(told["no"]), str(told["matter"])
    if told["kind"] not in {"consent", "case"} or hostile(no) or hostile(matter):
        raise ValueError("not what a look rests on")
    return Basis(told["kind"], no, matter, _moment(told["at"]))


def _moment(text: str) -> dt.datetime:
    """Read an aware moment. Raises ValueError, TypeError."""
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without its zone")
    return moment
