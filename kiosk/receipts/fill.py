"""Fill a paper's template with facts: the document that is then typeset. Every gap once, and never twice over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from config import paper_schema as form
from config.paper_words import GAP
from drivers.printers import document as made
from kiosk.receipts.errors import PaperRefused
from kiosk.receipts.writing import local, plain, write

if TYPE_CHECKING:
    import datetime as dt
    import re

    from config.paper_schema import Paper, PaperBlock

__all__ = ["Facts", "fill"]

Facts = Mapping[str, object]
"""What is said, by name, in the types of paper_facts.toml: rows are tuples of mappings of text by column."""


def fill(paper: Paper, facts: Facts, written: dt.datetime) -> made.Document:
    """Return the document that says these facts; `written` tells which year needs no saying.

    Raises PaperRefused for a fact that is missing, unknown, or not of its type; the message names no fact's value.
    """
    unknown = facts.keys() - paper.facts.keys()
    missing = [fact.name for fact in paper.facts.values() if fact.name not in facts and not fact.may_lack]
    if unknown or missing:
        raise PaperRefused(f"{paper.name}: " + ", ".join((*sorted(f"unknown {name}" for name in unknown), *missing)))
    filling = _Filling(paper, facts, local(written).year)
    standing = (block for block in paper.blocks if filling.stands(block))
    return made.Document(tuple(said for block in standing for said in filling.blocks(block)))


class _Filling:
    """One paper, its facts, the year that goes without saying."""

    def __init__(self, paper: Paper, facts: Facts, year: int) -> None:
        self._paper, self._facts, self._year = paper, facts, year

    def stands(self, block: PaperBlock) -> bool:
        """Whether the block is on this paper."""
        said = self._facts.get
        return all(said(name) for name in block.when) and not any(said(name) for name in block.unless)

    def blocks(self, block: PaperBlock) -> tuple[made.Block, ...]:
        """Return the block in words, or as many as there are rows."""
        if isinstance(block, form.KeyValueBlock) and block.each:
            rows = self._rows(block.each)
            return tuple(
                made.KeyValue(self._say(block.label, row), self._say(block.value, row), block.size) for row in rows
            )
        return (self.block(block),)

    def block(self, block: PaperBlock) -> made.Block:  # noqa: C901, PLR0911 - one line for each kind of block
        """Return the block in words."""
        match block:
            case form.TitleBlock():
                return made.Title(self._say(block.text), block.framed, self._say(block.mark))
            case form.TextBlock():
                return made.Text(self._say(block.text), block.size, block.bold, block.centred)
            case form.KeyValueBlock():
                return made.KeyValue(self._say(block.label), self._say(block.value), block.size)
            case form.RuleBlock():
                return made.Rule(block.dashed)
            case form.BigDateBlock():
                day = self._day(block.day)
                return made.BigDate(day, with_year=day.year != self._year)
            case form.CodeBlockBlock():
                payload, code = self._fact(block.payload), self._fact(block.code)
                return made.CodeBlock(payload, self._say(block.invitation), self._say(block.label), code)
            case form.NumberedBlock():
                return made.Numbered(self._steps(block))
            case form.TableBlock():
                rows = tuple(tuple(self._say(cell, row) for cell in block.cells) for row in self._rows(block.each))
                return made.Table(tuple(map(self._say, block.head)), rows, block.shares)
            case form.StampBlock():
                return made.Stamp(self._lines(block.lines))
            case form.CodePictureBlock():
                return made.Code(self._fact(block.payload), self._say(block.caption))
            case form.FootBlock():
                return made.Foot(self._lines(block.lines))

    def _say(self, text: str, row: Mapping[str, str] | None = None) -> str:
        """Return the words with every gap filled; what a fact holds is not looked at for gaps again."""

        def said(gap: re.Match[str]) -> str:
            name = gap[1]
            if row is not None and name in row:
                return plain(row[name])
            if name in self._paper.words:
                return self._paper.words[name]
            return self._fact(name, gap[2] or "")

        return GAP.sub(said, text)

    def _fact(self, name: str, way: str = "") -> str:
        return write(self._paper.facts[name], self._facts.get(name), way)

    def _lines(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """Return the lines; one that is nothing but a list becomes as many as the list has."""
        lines: list[str] = []
        for text in texts:
            gap = GAP.fullmatch(text)
            fact = self._paper.facts.get(gap[1]) if gap else None
            if fact is not None and fact.type == "list":
                lines += [plain(entry) for entry in cast("tuple[str, ...]", self._facts[fact.name])]
            else:
                lines.append(self._say(text))
        return tuple(lines)

    def _steps(self, block: form.NumberedBlock) -> tuple[str, ...]:
        if not block.each:
            return self._lines(block.steps)
        said = (self._say(step, row) for row in self._rows(block.each) for step in block.steps)
        return tuple("\n".join(filter(None, text.split("\n"))) for text in said)

    def _rows(self, name: str) -> tuple[Mapping[str, str], ...]:
        rows, columns = self._facts[name], set(self._paper.facts[name].columns)
        if not isinstance(rows, tuple) or any(set(row) != columns for row in rows):
            raise PaperRefused(f"{name} is no rows")
        return rows

    def _day(self, name: str) -> dt.date:
        write(self._paper.facts[name], self._facts[name])
        return cast("dt.date", self._facts[name])
