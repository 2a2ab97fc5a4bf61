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

__all__ = ["MOST_OWN", "SENTENCE_END", "FrequentQuestion", "check_frequent", "in_order", "is_question_id"]

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


def is_question_id(text: str) -> bool:
    """Whether a question may be called so."""
    return len(text) <= LONGEST_ID and bool(QUESTION_ID.fullmatch(text))


def check_frequent(questions: Sequence[FrequentQuestion], key: str, most: int, note: Note) -> None:
    """Tell `note(key, message)` of every mistake in the questions under this key: none of them, or `most` at most."""
    if len(questions) > most:
        note(key, f"expected 1 to {most}")
    known = Counter(one.id for one in questions)
    for place, one in enumerate(questions, start=1):
        at = f"{key}[{place}]"
        if not is_question_id(one.id):
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


def in_order(
    own: Sequence[FrequentQuestion], told: Sequence[FrequentQuestion], ranking: Sequence[str]
) -> tuple[FrequentQuestion, ...]:
    """Return what the centre answers and what the item's own file says besides: by the ranking, the most asked first.

    What is not ranked follows, the centre's before the item's, each in the order it was written in.
    """
    known = {one.id for one in told}
    every = (*told, *(one for one in own if one.id not in known))
    place = {question: n for n, question in enumerate(ranking)}
    return tuple(sorted(every, key=lambda one: place.get(one.id, len(place))))
