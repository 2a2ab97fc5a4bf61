"""A frequent question was opened: counted once a visit, so that no count is one visitor's alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.frequent_questions import is_question_id
from kiosk.domain.errands import CountQuestion

if TYPE_CHECKING:
    from kiosk.attendant.turn import Context
    from kiosk.domain.errands import Errand

__all__ = ["opened"]


def opened(cx: Context, item_id: str, question_id: str) -> tuple[Errand, ...]:
    """Return the errand that counts this opening, none where this visit has been counted for it."""
    visit, known = cx.opened
    known = known if visit == cx.visit else frozenset()
    if (item_id, question_id) in known or not is_question_id(question_id):
        return ()
    cx.opened = (cx.visit, known | {(item_id, question_id)})
    return (CountQuestion(item_id, question_id),)
