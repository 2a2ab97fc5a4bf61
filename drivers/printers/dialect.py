"""A family of receipt printers as data: its questions, what their answers mean, what it can do; one TOML file each."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.types import Condition

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["AUTO", "Dialect", "Meaning", "Pattern", "Query", "Trait", "dialect_names", "dialects", "load_dialect"]

AUTO = "auto"
"""A capability that is asked of the printer, and the name of no dialect."""

_FOLDER = Path(__file__).parent / "dialects"

Pattern = tuple[tuple[int, int], ...]
"""How a valid answer looks: for each of its bytes, the mask of the fixed bits and their value."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """Any of the bits `mask` of byte `byte` (from 0) says `condition`; None: a documented bit that changes nothing.

    `whole`: a valid answer has all of the bits or none.
    """

    mask: int
    condition: Condition | None = None
    byte: int = 0
    note: str = ""
    whole: bool = False

    def allows(self, answer: bytes) -> bool:
        """Whether these bits may be together in one answer."""
        return not self.whole or answer[self.byte] & self.mask in {0, self.mask}


@dataclass(frozen=True, slots=True)
class Query:
    """One question and its valid answer; `ask` is sent as it stands."""

    ask: bytes
    reply: Pattern
    meanings: tuple[Meaning, ...] = ()

    def admits(self, answer: bytes) -> bool:
        """Whether these bytes are exactly one answer."""
        if len(answer) != len(self.reply) or not _begins(answer, self.reply):
            return False
        return all(meaning.allows(answer) for meaning in self.meanings)

    def begins(self, answer: bytes) -> bool:
        """Whether these bytes can be the beginning of an answer."""
        return len(answer) <= len(self.reply) and _begins(answer, self.reply)


@dataclass(frozen=True, slots=True)
class Trait:
    """One answer by which a family is told from others; an empty `reply` is silence."""

    ask: bytes
    reply: Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One family. `signature` is what it answers to real-time questions; of several that fit the lowest `rank` counts.

    `proof`: process-id (GS ( H), sensor (GS r 1) or auto. `purge`: answered (DLE DC4 8), none or auto. `recover`: it
    obeys DLE ENQ 2. `real_time` False: its answers wait for the paper before them. b"" for `present`, `retract` and
    `eject` where there is no such command. `models` are words in its answer to GS I.
    """

    name: str
    title: str
    source: str
    queries: tuple[Query, ...]
    signature: tuple[Trait, ...] = ()
    models: tuple[str, ...] = ()
    rank: int = 90
    proof: str = AUTO
    purge: str = AUTO
    recover: bool = False
    real_time: bool = True
    dots: int = 576
    cut: bytes = b"\x1dVB\x00"
    present: bytes = b""
    retract: bytes = b""
    eject: bytes = b""
    conditions: frozenset[Condition] = field(init=False)

    def __post_init__(self) -> None:
        said = {meaning.condition for query in self.queries for meaning in query.meanings}
        object.__setattr__(self, "conditions", frozenset(said - {None}))

    @property
    def sees_exit(self) -> bool:
        """Whether its status tells of a paper that waits at the exit."""
        return Condition.PRESENTED in self.conditions


def dialect_names() -> tuple[str, ...]:
    """Return the families there is a file for, in alphabetical order."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.toml")))


@functools.cache
def dialects() -> Mapping[str, Dialect]:
    """Return every family by its name. Raises DialectMistakes."""
    return {name: load_dialect(name) for name in dialect_names()}


def load_dialect(name: str) -> Dialect:
    """Read one family. Raises ValueError for a name without a file, DialectMistakes for a file with mistakes."""
    from drivers.printers.dialect_rules import read_dialect  # noqa: PLC0415 - the rules know the shapes above

    file = _FOLDER / f"{name}.toml"
    if name not in dialect_names():
        raise ValueError(f"no printer dialect {name!r}; there are {', '.join(dialect_names())}")
    return read_dialect(name, tomllib.loads(file.read_text(encoding="utf-8")))


def _begins(answer: bytes, reply: Pattern) -> bool:
    return all(byte & mask == value for byte, (mask, value) in zip(answer, reply, strict=False))
