"""An A4 paper as plain data: the documents of a roll, in parts that each begin on a page of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drivers.printers.document import Title

if TYPE_CHECKING:
    import datetime as dt

    from drivers.printers.document import Document

__all__ = ["Part", "Sheet"]


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """One copy of what is said; `label` tells whose it is: 第一联　申请人留存."""

    document: Document
    label: str = ""

    @property
    def mark(self) -> str:
        """What stands on every page of a reprint, on one line: 补打 第 2 份; "" on an original."""
        titles = (block for block in self.document.blocks if isinstance(block, Title))
        return next((" ".join(title.mark.split("\n")) for title in titles if title.mark), "")


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """All pages of one print job: `issuer` heads every page, `foot` ends it; `made` is the moment the file names."""

    title: str
    issuer: str
    foot: str
    made: dt.datetime
    parts: tuple[Part, ...]
