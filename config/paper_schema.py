"""Frozen shapes of a paper as a template writes it: the blocks of drivers.printers.document, with gaps for facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

__all__ = [
    "BLOCKS",
    "BigDateBlock",
    "CodeBlockBlock",
    "CodePictureBlock",
    "FactType",
    "FootBlock",
    "KeyValueBlock",
    "NumberedBlock",
    "Paper",
    "PaperBlock",
    "PaperFact",
    "RuleBlock",
    "StampBlock",
    "TableBlock",
    "TextBlock",
    "TitleBlock",
]

FactType = Literal[
    "text",
    "list",
    "count",
    "flag",
    "date",
    "moment",
    "number",
    "query_code",
    "qr",
    "rows",
    "name",
    "id_number",
    "phone",
    "address",
]
"""How a fact is written. The last four are personal and always come out masked; `rows` has columns of text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFact:
    """What a paper may say under this name. `may_lack`: it can be empty; `must`: every paper of the subject says it."""

    name: str
    type: FactType
    may_lack: bool = False
    must: bool = False
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Conditional:
    """Stands on the paper when all facts of `when` say something and none of `unless` does."""

    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleBlock(_Conditional):
    """See drivers.printers.document.Title."""

    kind: Literal["title"]
    text: str
    framed: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock(_Conditional):
    """See drivers.printers.document.Text."""

    kind: Literal["text"]
    text: str
    size: int = 28
    bold: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyValueBlock(_Conditional):
    """See drivers.printers.document.KeyValue; with `each`, it is said once for each row of that fact."""

    kind: Literal["key_value"]
    label: str
    value: str
    size: int = 28
    each: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBlock(_Conditional):
    """See drivers.printers.document.Rule."""

    kind: Literal["rule"]
    dashed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BigDateBlock(_Conditional):
    """See drivers.printers.document.BigDate; `day` names a fact."""

    kind: Literal["big_date"]
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBlockBlock(_Conditional):
    """See drivers.printers.document.CodeBlock; `payload` and `code` name facts."""

    kind: Literal["code_block"]
    payload: str
    code: str
    invitation: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedBlock(_Conditional):
    """See drivers.printers.document.Numbered; with `each`, the steps are said once for each row of that fact."""

    kind: Literal["numbered"]
    steps: tuple[str, ...]
    each: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBlock(_Conditional):
    """See drivers.printers.document.Table; one row of `cells` for each row of the fact `each`."""

    kind: Literal["table"]
    each: str
    head: tuple[str, ...]
    cells: tuple[str, ...]
    shares: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StampBlock(_Conditional):
    """See drivers.printers.document.Stamp."""

    kind: Literal["stamp"]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePictureBlock(_Conditional):
    """See drivers.printers.document.Code; `payload` names a fact."""

    kind: Literal["code"]
    payload: str
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FootBlock(_Conditional):
    """See drivers.printers.document.Foot."""

    kind: Literal["foot"]
    lines: tuple[str, ...]


PaperBlock = (
    TitleBlock
    | TextBlock
    | KeyValueBlock
    | RuleBlock
    | BigDateBlock
    | CodeBlockBlock
    | NumberedBlock
    | TableBlock
    | StampBlock
    | CodePictureBlock
    | FootBlock
)

BLOCKS: dict[str, type[PaperBlock]] = {
    "title": TitleBlock,
    "text": TextBlock,
    "key_value": KeyValueBlock,
    "rule": RuleBlock,
    "big_date": BigDateBlock,
    "code_block": CodeBlockBlock,
    "numbered": NumberedBlock,
    "table": TableBlock,
    "stamp": StampBlock,
    "code": CodePictureBlock,
    "foot": FootBlock,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper: `about` is its subject in paper_facts.toml, `words` are its own fixed words by name."""

    name: str
    about: str
    facts: dict[str, PaperFact]
    words: dict[str, str] = field(default_factory=dict)
    blocks: tuple[PaperBlock, ...] = ()
