"""What a paper's template must fulfil: every gap has its fact, nobody stands bare, nothing foreign is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from config.paper_schema import KeyValueBlock, NumberedBlock, TableBlock, TitleBlock
from config.paper_words import FORMS, NAMING, broken, gaps, literal, texts
from config.problems import did_you_mean
from config.wording import catch_all, hostile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from config.paper_schema import Paper, PaperBlock
    from config.paper_words import Gap

    Note = Callable[[str, str], None]

__all__ = ["check_paper"]

LONG_NUMBER: Final = re.compile(r"\d{13,}")
NAMED_TYPES: Final = {"payload": "qr", "code": "query_code", "day": "date", "each": "rows"}
UNSAID: Final = {"rows": "its columns, under each", "flag": "when or unless"}
COPY_MARK: Final = "补打"
SIZES: Final = range(20, 65)
_REPEATED = KeyValueBlock | NumberedBlock | TableBlock


def check_paper(paper: Paper, note: Note) -> None:
    """Tell `note(key, message)` of every mistake of one paper."""
    used: set[str] = set()
    for place, block in enumerate(paper.blocks, start=1):
        used |= set(_Block(paper, block, f"blocks[{place}]", note).check())
    for name, text in paper.words.items():
        _check_words(text, f"words.{name}", note)
        if gaps(text) or name in paper.facts:
            note(f"words.{name}", "is a fixed text, and no fact's name")
        elif name not in used:
            note(f"words.{name}", "is never said")
    for fact in paper.facts.values():
        if fact.must and fact.name not in used:
            note("blocks", f"never says {fact.name}")
    if not paper.blocks:
        note("blocks", "is empty")
    if "reprinted" in paper.facts and not any(_marks_copies(block) for block in paper.blocks):
        note("blocks", f"no title marks a copy: when = ['reprinted'] and a mark with {COPY_MARK} and {{copy}}")


class _Block:
    """The rules for one block; `check` yields the names of what it uses."""

    def __init__(self, paper: Paper, block: PaperBlock, at: str, note: Note) -> None:
        self._paper, self._block, self._at, self._note = paper, block, at, note
        rows = paper.facts.get(block.each) if isinstance(block, _REPEATED) and block.each else None
        self._columns = rows.columns if rows else ()

    def check(self) -> Iterator[str]:
        block, at = self._block, self._at
        for key in ("when", "unless"):
            for name in getattr(block, key):
                yield name
                if name not in self._paper.facts:
                    self._unknown(f"{at}.{key}", name)
        for key in NAMING:
            name = getattr(block, key, "")
            if name:
                yield from self._named(f"{at}.{key}", name, NAMED_TYPES[key])
        for key, text in texts(block):
            _check_words(text, f"{at}.{key}", self._note)
            for gap in gaps(text):
                yield gap.fact
                self._filled(f"{at}.{key}", gap)
        if isinstance(block, TableBlock) and not len(block.head) == len(block.cells) == len(block.shares or block.head):
            self._note(f"{at}.cells", "expected as many cells and shares as there are in the head")
        if getattr(block, "size", SIZES[0]) not in SIZES:
            self._note(f"{at}.size", f"expected {SIZES[0]} to {SIZES[-1]} dots")

    def _named(self, key: str, name: str, kind: str) -> Iterator[str]:
        yield name
        fact = self._paper.facts.get(name)
        if fact is None:
            self._unknown(key, name)
        elif fact.type != kind:
            self._note(key, f"expected a fact of type {kind}")
        else:
            self._guarded(key, name)

    def _filled(self, key: str, gap: Gap) -> None:
        if gap.fact in self._paper.words or gap.fact in self._columns:
            if gap.form:
                self._note(key, f"{gap.fact} has no form {gap.form}")
            return
        fact = self._paper.facts.get(gap.fact)
        if fact is None:
            self._unknown(key, gap.fact)
        elif fact.type in UNSAID:
            self._note(key, f"{gap.fact} is said by {UNSAID[fact.type]}")
        elif fact.type == "qr":
            self._note(key, f"{gap.fact} is drawn as a code, never as words")
        elif gap.form not in FORMS.get(fact.type, ("",)):
            self._note(key, f"{gap.fact} has no form {gap.form}{did_you_mean(gap.form, FORMS.get(fact.type, ()))}")
        else:
            self._guarded(key, gap.fact)

    def _guarded(self, key: str, name: str) -> None:
        if self._paper.facts[name].may_lack and name not in self._block.when:
            self._note(key, f"{name} may be lacking; say when = [{name!r}]")

    def _unknown(self, key: str, name: str) -> None:
        known = (*self._paper.facts, *self._paper.words, *self._columns)
        self._note(key, f"unknown fact {name}{did_you_mean(name, known)}")


def _check_words(text: str, key: str, note: Note) -> None:
    """Refuse words that no paper of an office says."""
    said = literal(text)
    if broken(text):
        note(key, "a brace without its fact")
    elif found := hostile(said):
        note(key, f"holds {found}")
    elif LONG_NUMBER.search(said):
        note(key, "holds a number that could be somebody's")
    elif words := catch_all(said):
        note(key, f"a catch-all demand: {words}; name the papers")


def _marks_copies(block: PaperBlock) -> bool:
    if not isinstance(block, TitleBlock) or block.when != ("reprinted",):
        return False
    return COPY_MARK in block.mark and any(gap.fact == "copy" for gap in gaps(block.mark))
