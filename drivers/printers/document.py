"""What stands on a strip of paper, as plain data: a document is a column of blocks, said once and drawn elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

__all__ = [
    "BigDate",
    "Block",
    "Code",
    "CodeBlock",
    "Document",
    "Foot",
    "KeyValue",
    "Numbered",
    "Rule",
    "Stamp",
    "Table",
    "Text",
    "Title",
]


@dataclass(frozen=True, slots=True)
class Title:
    """What paper this is: white on a black bar, or black in a frame, so that two kinds differ at arm's length.

    `mark` stands beside it in a panel of the other colour, its lines separated by newlines: 补打, 第 2 份.
    """

    text: str
    framed: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `size` in dots of the em. A newline is a break set by hand."""

    text: str
    size: int = 28
    bold: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class KeyValue:
    """A label and its bold value on one left edge; `size` is that of the value."""

    label: str
    value: str
    size: int = 28


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across: solid between parts, dashed within one."""

    dashed: bool = False


@dataclass(frozen=True, slots=True)
class BigDate:
    """The day by which something is due, as the largest thing on the paper; `year` is said where it is not this one."""

    day: dt.date
    with_year: bool = False


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A QR code and, beside it, the eight characters that do the same by voice (two lines of four).

    `invitation` stands above, `label` names the characters.
    """

    payload: str
    invitation: str
    label: str
    code: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """What happens next, in order."""

    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Foot:
    """Small centred lines at the end."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a bold head; `shares` are the columns' widths, whole numbers in proportion. "" leaves a cell empty."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """An office's mark in a frame, drawn: who and what, a line each. Never a picture of a seal (印章)."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code by itself, centred, with a caption below."""

    payload: str
    caption: str = ""


Block = Title | Text | KeyValue | Rule | BigDate | CodeBlock | Numbered | Foot | Table | Stamp | Code


@dataclass(frozen=True, slots=True)
class Document:
    """One strip from top to bottom."""

    blocks: tuple[Block, ...]

    @property
    def qr_payload(self) -> str:
        """What the first QR code says, or ""."""
        return next((block.payload for block in self.blocks if isinstance(block, CodeBlock | Code)), "")
