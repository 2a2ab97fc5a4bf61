"""What is wrong with the configuration: every mistake at once, each with its file and key."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ConfigError", "Findings", "LabInLive", "Problem", "did_you_mean"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: `file` is a file name (or --set), `key` the dotted path inside it."""

    file: str
    key: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.key, self.message) if part)


class ConfigError(Exception):
    """The configuration cannot be used; `problems` holds every mistake found."""

    code: ClassVar[str] = "config-invalid"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class LabInLive(ConfigError):
    """A live profile names a simulator, the sandbox platform or the demonstration's hand."""

    code = "lab-in-live"


@dataclass(slots=True)
class Findings:
    """Collects problems; the first word about a key stands, later ones would only be its echo."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, file: str, key: str, message: str) -> None:
        """Note one mistake, unless this key of this file has one already."""
        if not any((known.file, known.key) == (file, key) for known in self.problems):
            self.problems.append(Problem(file, key, message))

    def refuse(self) -> None:
        """Raise ConfigError when anything was found."""
        if self.problems:
            raise ConfigError(tuple(self.problems))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean …?" for the nearest known word, or ""."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean {near[0]}?" if near else ""
