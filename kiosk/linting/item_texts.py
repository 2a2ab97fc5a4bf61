"""What the texts of an item are like, and whether they ask for a paper that the item has cancelled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from config.item_wording import texts
from config.wording import plain
from kiosk.linting.finding import Finding
from kiosk.linting.returned import BANNED, DROPPED, GIVEN
from kiosk.linting.second_opinion import opinion, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from config.schema import ServiceItem

__all__ = ["lint_texts"]

ASIDE: Final = re.compile("[（(][^）)]*[）)]")
CLAUSES: Final = re.compile("[，。；！]")
LONG: Final = 3  # characters of a paper's name that is looked for inside a clause


def lint_texts(file: str, item: ServiceItem) -> Iterator[Finding]:
    """Yield a finding for each text of an item that judged texts speak against."""
    gone = [name for one in item.cancelled if len(name := ASIDE.sub("", one.name)) >= LONG]
    for key, text in texts(item, ""):
        if not key.startswith("cancelled") and (paper := _asked_again(plain(text), gone)):
            why = f"“{paper}”已经取消，又要求提交"
            yield Finding(file, key, "cancelled-comes-back", why, "从材料清单删除")
        elif finding := told(file, key, opinion(text), page_warns=False):
            yield finding


def _asked_again(text: str, gone: list[str]) -> str:
    """Return the cancelled paper that a text asks for, "" for none; questions ask for nothing."""
    for clause in CLAUSES.split(text):
        if GIVEN.search(clause) and not (BANNED.search(clause) or re.search(DROPPED, clause) or clause.endswith("？")):
            for paper in gone:
                if paper in clause.replace("的", "") or (len(paper) > LONG + 1 and paper[1:] in clause):
                    return paper
    return ""
