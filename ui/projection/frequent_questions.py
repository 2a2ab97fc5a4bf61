"""大家常问: what many people ask about the item in hand (F07), over its guide; a tap opens one answer, large.

The words are the office's own and stay in Chinese; the English page says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from config.frequent_questions import MOST_OWN, FrequentQuestion, in_order
from kiosk.domain.complaints import STUCK_ITEM
from ui.projection.in_hand import item_in_hand
from ui.projection.view import View
from ui.projection.wording import short_name

if TYPE_CHECKING:
    from config.schema import ServiceItem
    from kiosk.domain.state import State
    from ui.projection.scene import Scene

__all__ = ["FREQUENT", "FrequentQuestionsView", "frequent_questions", "project_frequent"]

FREQUENT = "frequent"


@dataclass(frozen=True, slots=True)
class FrequentQuestionsView(View):
    """`consult` is the way to 咨询, "" where that is the matter in hand already."""

    screen: ClassVar[str] = "FrequentQuestions"
    title: str
    lead: str
    questions: tuple[FrequentQuestion, ...]
    others: str
    consult: str
    close: str


def frequent_questions(item: ServiceItem, scene: Scene) -> tuple[FrequentQuestion, ...]:
    """Return as many questions about an item as stand on the glass at once, those asked most first."""
    card = scene.guides.get(item.id)
    return in_order(item.faq, *((card.questions, card.ranking) if card else ((), ())))[:MOST_OWN]


def project_frequent(state: State, scene: Scene) -> FrequentQuestionsView | None:
    """Return the questions about the item in hand, None where nobody has written any."""
    item = item_in_hand(state, scene)
    questions = frequent_questions(item, scene) if item else ()
    if item is None or not questions:
        return None
    tr = scene.tr
    return FrequentQuestionsView(
        title=tr("大家常问"),
        lead=short_name(scene, item) if not scene.prefs.english else tr("原文为中文，以原文为准"),
        questions=questions,
        others=tr("看别的问题"),
        consult=tr("没有我的问题") if item.id != STUCK_ITEM else "",
        close=tr("知道了"),
    )
