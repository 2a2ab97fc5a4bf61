"""Open a TOML file; a file that cannot be read is a finding, not a crash."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from config.problems import Findings

__all__ = ["Source", "Text", "read_table"]


class Source(Protocol):
    """Where a table is read from: a path, or a text that came over the line."""

    @property
    def name(self) -> str:
        """Its file name."""

    @property
    def stem(self) -> str:
        """Its file name without the suffix."""

    def read_text(self, encoding: str) -> str:
        """Return all of it."""


@dataclass(frozen=True, slots=True)
class Text:
    """A file that is no file: its name, as in a folder, and its text."""

    name: str
    text: str

    @property
    def stem(self) -> str:
        """The name without .toml."""
        return self.name.removesuffix(".toml")

    def read_text(self, encoding: str) -> str:
        """Return the text, which is decoded already."""
        del encoding
        return self.text


def read_table(path: Source, findings: Findings) -> dict[str, object]:
    """Return the file's table, or an empty one after noting why it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        findings.add(path.name, "", f"cannot be read: {error.strerror}")
    except UnicodeDecodeError:
        findings.add(path.name, "", "is not UTF-8")
    except tomllib.TOMLDecodeError as error:
        findings.add(path.name, "", f"is not TOML: {error}")
    return {}
