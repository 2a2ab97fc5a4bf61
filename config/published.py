"""What a centre publishes beside the catalogue: notices, fee cards and answers to common questions, one file each.

The words come from outside and are judged like those of a service item: plain, bounded, whole sentences.
"""

from __future__ import annotations

import dataclasses
import datetime as dt  # noqa: TC003 - config.shape evaluates these annotations
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from config.frequent_questions import SENTENCE_END, FrequentQuestion, check_frequent, is_question_id
from config.problems import Findings
from config.shape import build
from config.toml import read_table
from config.wording import catch_all, columns, hostile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from config.toml import Source

    Note = Callable[[str, str], None]

__all__ = ["MOST_RANKED", "FeeCard", "GuideCard", "Notice", "read_fees", "read_guides", "read_notices"]

Shape = TypeVar("Shape")
TITLE_COLUMNS: Final = 24
TEXT_COLUMNS: Final = 200
BOLD_COLUMNS: Final = 20
UNDER_COLUMNS: Final = 26
MOST_QUESTIONS: Final = 20
MOST_RANKED: Final = 100
ITEM_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What everybody should know from day `start` to day `end`, both included."""

    title: str
    text: str
    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeCard:
    """What an item costs: `lines` are the bold line and the one under it of its guide; `charge` needs a standard."""

    item: str
    charge: bool
    lines: tuple[str, str]
    basis: str
    standard: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideCard:
    """What people ask about an item; `ranking` names questions, the item's own too, the most asked first."""

    item: str
    questions: tuple[FrequentQuestion, ...] = ()
    ranking: tuple[str, ...] = ()


def read_notices(sources: Iterable[Source]) -> tuple[Notice, ...]:
    """Return the notices, the newest first. Raises ConfigError with every mistake."""

    def check(notice: Notice, _stem: str, note: Note) -> None:
        if notice.end < notice.start:
            note("end", "before start")
        _sentence("text", notice.text, note)
        _fits("title", notice.title, TITLE_COLUMNS, note)

    found = _read(Notice, sources, check)
    return tuple(sorted(found, key=lambda notice: (notice.start, notice.title), reverse=True))


def read_fees(sources: Iterable[Source]) -> dict[str, FeeCard]:
    """Return the fee cards by the item they are about. Raises ConfigError with every mistake."""

    def check(card: FeeCard, stem: str, note: Note) -> None:
        _names_its_item(card.item, stem, note)
        _sentence("basis", card.basis, note)
        for place, (line, room) in enumerate(zip(card.lines, (BOLD_COLUMNS, UNDER_COLUMNS), strict=True), start=1):
            _fits(f"lines[{place}]", line, room, note)
        if card.charge and not card.standard:
            note("standard", "a charge must name its standard")

    return {card.item: card for card in _read(FeeCard, sources, check)}


def read_guides(sources: Iterable[Source]) -> dict[str, GuideCard]:
    """Return the answers to common questions by the item they are about. Raises ConfigError with every mistake."""

    def check(card: GuideCard, stem: str, note: Note) -> None:
        _names_its_item(card.item, stem, note)
        if not card.questions and not card.ranking:
            note("questions", "missing")
        for place, question in enumerate(card.ranking, start=1):
            if not is_question_id(question) or card.ranking.index(question) != place - 1:
                note(f"ranking[{place}]", "expected small letters and hyphens, each id once")
        if len(card.ranking) > MOST_RANKED:
            note("ranking", f"expected 1 to {MOST_RANKED}")
        check_frequent(card.questions, "questions", MOST_QUESTIONS, note)

    return {card.item: card for card in _read(GuideCard, sources, check)}


def _read(shape: type[Shape], sources: Iterable[Source], check: Callable[[Shape, str, Note], None]) -> list[Shape]:
    findings = Findings()
    found: list[Shape] = []
    for source in sources:
        note = partial(findings.add, source.name)
        one = build(shape, read_table(source, findings), source.name, findings)
        _no_foreign_words(dataclasses.asdict(one), "", note)  # type: ignore[call-overload] # a dataclass
        check(one, source.stem, note)
        found.append(one)
    findings.refuse()
    return found


def _no_foreign_words(value: object, key: str, note: Note) -> None:
    if isinstance(value, dict):
        for name, part in value.items():
            _no_foreign_words(part, f"{key}.{name}" if key else name, note)
    elif isinstance(value, (list, tuple)):
        for place, part in enumerate(value, start=1):
            _no_foreign_words(part, f"{key}[{place}]", note)
    elif isinstance(value, str):
        if found := hostile(value):
            note(key, f"holds {found}")
        elif catch_all(value):
            note(key, "holds a catch-all demand")


def _names_its_item(item: str, stem: str, note: Note) -> None:
    if item != stem or not ITEM_ID.fullmatch(item):
        note("item", "the file is called otherwise")


def _sentence(key: str, text: str, note: Note) -> None:
    _fits(key, text, TEXT_COLUMNS, note)
    if not text.endswith(SENTENCE_END):
        note(key, "is no whole sentence")


def _fits(key: str, text: str, room: int, note: Note) -> None:
    if not 0 < columns(text) <= room:
        note(key, f"expected 1 to {room} half-width columns")
