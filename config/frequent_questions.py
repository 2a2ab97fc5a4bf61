"""常见问题清单 (F07): what many people ask about an item, each with its answer, in the item's own file.

S0 «对群众咨询较多的共性问题列入常见问题清单». What the centre answers beside the catalogue has the same shape: it
comes first, and stands in the place of the item's word about the same question.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from config.wording import catch_all, columns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Note = Callable[[str, str], None]

__all__ = ["MOST_OWN", "SENTENCE_END", "FrequentQuestion", "check_frequent", "together"]

MOST_OWN: Final = 5
"""So many an item may have of its own: as many as stand on the glass at once."""
QUESTION_ID: Final = re.compile(r"[a-z]+(-[a-z]+)*")
LONGEST_ID: Final = 24
ASK_COLUMNS: Final = 34
ANSWER_COLUMNS: Final = 200
SENTENCE_END: Final = tuple("。！？”）")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrequentQuestion:
    """One question in the words people ask it in, and its answer; `id` is what it is counted by, each once an item."""

    id: str
    ask: str
    answer: str


def check_frequent(questions: Sequence[FrequentQuestion], key: str, most: int, note: Note) -> None:
    """Tell `note(key, message)` of every mistake in the questions under this key: none of them, or `most` at most."""
    if len(questions) > most:
        note(key, f"expected 1 to {most}")
    known = Counter(one.id for one in questions)
    for place, one in enumerate(questions, start=1):
        at = f"{key}[{place}]"
        if not QUESTION_ID.fullmatch(one.id) or len(one.id) > LONGEST_ID:
            note(f"{at}.id", "expected small letters and hyphens")
        elif known[one.id] > 1:
            note(f"{at}.id", f"{one.id} is used twice")
        for name, text, room in (("ask", one.ask, ASK_COLUMNS), ("answer", one.answer, ANSWER_COLUMNS)):
            if not 0 < columns(text) <= room:
                note(f"{at}.{name}", f"expected 1 to {room} half-width columns")
            elif words := catch_all(text):
                note(f"{at}.{name}", f"a catch-all demand: {words}; name the papers")
        if not one.ask.endswith("？"):
            note(f"{at}.ask", "is no question")
        if not one.answer.endswith(SENTENCE_END):
            note(f"{at}.answer", "is no whole sentence")


def together(own: Sequence[FrequentQuestion], told: Sequence[FrequentQuestion]) -> tuple[FrequentQuestion, ...]:
    """Return what the centre answers, then the item's own questions that it says nothing about, each in its order."""
    known = {one.id for one in told}
    return (*told, *(one for one in own if one.id not in known))
