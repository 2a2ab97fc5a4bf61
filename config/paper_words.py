"""The gaps in a paper's words: `{fact}`, or `{fact:form}` where a fact can be written in more than one way."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from config.paper_schema import FactType, PaperBlock

__all__ = ["FORMS", "NAMING", "Gap", "broken", "gaps", "literal", "texts"]

GAP: Final = re.compile(r"\{([a-z][a-z_0-9]*)(?::([a-z]+))?\}")
NAMING: Final = ("payload", "code", "day", "each")
"""Fields of a block that name a fact instead of saying words."""

FORMS: Final[dict[FactType, tuple[str, ...]]] = {
    "date": ("", "year"),
    "moment": ("", "stamp", "second", "day"),
    "number": ("", "plain"),
}
"""How a fact of this type may be written; every other type in one way only."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A place for a fact."""

    fact: str
    form: str = ""


def gaps(text: str) -> list[Gap]:
    """Return the gaps of a text in their order."""
    return [Gap(found[1], found[2] or "") for found in GAP.finditer(text)]


def literal(text: str) -> str:
    """Return the text without its gaps and line breaks: what the template itself says."""
    return GAP.sub("", text).replace("\n", "")


def broken(text: str) -> bool:
    """Whether a brace is left over that belongs to no gap."""
    return bool(set("{}") & set(literal(text)))


def texts(block: PaperBlock) -> Iterator[tuple[str, str]]:
    """Yield every text of a block that is said on paper, with its field's name."""
    for field in dataclasses.fields(block):
        value = getattr(block, field.name)
        if field.name in {"kind", "when", "unless", *NAMING}:
            continue
        if isinstance(value, str):
            yield field.name, value
        elif isinstance(value, tuple):
            for place, entry in enumerate(value, start=1):
                if isinstance(entry, str):
                    yield f"{field.name}[{place}]", entry
