"""What judged texts say of a paragraph, beside the rules: what no rule names, and what a rule takes wrongly."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from config.cautions import cautions
from config.vague_time import SPAN
from config.wording import catch_all
from kiosk.linting.finding import Finding
from kiosk.linting.likeness import INNOCENT, SHORT, SURE, Judged, judged, worst

__all__ = ["confirmed", "opinion", "told"]

TOLD: Final = {
    "catch-all": ("catch-all", "要交什么没有写死", "逐项写明材料名称、份数和情形"),
    "loose-time": ("open-promise", "哪天办好没有写定", "写明几个工作日；要延长的，写明依据和最长几日"),
    "further": ("second-notice", "该写明的推给以后的通知", "现在就写明；定不下来的，写明哪天、在哪里公布"),
    "returned": ("cancelled-comes-back", "已经取消或部门自己能查的，又要群众交", "从材料清单删除"),
    "spam": ("spam", "像是广告", "整句删除，并查是谁改过这页"),
}
OPINION: Final = frozenset({"catch-all", "open-promise", "second-notice"})  # rules that hear words, not numbers
IN_TONE: Final = "推销口吻"  # the one kind of advertisement that is told by tone, not by what only sellers say
HAN: Final = re.compile("[\u4e00-\u9fff]")
DAY: Final = re.compile(f"{SPAN}|当场|即时|即办|当[天日]|立等|随到随")
CLAUSES: Final = re.compile("[，；：、。！？]")
ASIDES: Final = re.compile("[，。；]")
PUSHED, PUSHED_IN = 12, 0.9  # characters of two clauses that may advertise inside a good sentence; from which chance on
PART: Final = 4  # characters: a clause that says something
FOLLOWS: Final = re.compile("现[将就][^，。；]{2,20}如下")  # what is announced stands below
SPARED: Final = re.compile("无[需须]|不[需用必再]|免")
LONG: Final = 80  # characters: a longer text than those that were judged may hide what is wrong in it


def opinion(paragraph: str) -> Judged | None:
    """Return how the worst of a paragraph is judged, None where it is too short to tell."""
    if len(HAN.findall(paragraph)) < SHORT:
        return None
    heard = worst(paragraph)
    if heard.chance >= SURE or cautions(paragraph):
        return heard
    pushed_in = (
        judged(f"{one}，{other}") for one, other in pairwise(ASIDES.split(paragraph)) if len(one + other) > PUSHED
    )
    return next((one for one in pushed_in if one.label == "spam" and one.chance >= PUSHED_IN), heard)


def confirmed(finding: Finding, paragraph: str, heard: Judged | None) -> bool:
    """Whether a rule's finding stands: words that are spoken of, forbidden or warned of are like good texts."""
    if heard is None or len(paragraph) > LONG or heard.chance >= INNOCENT:
        return True
    if finding.rule not in OPINION and not finding.why.startswith(IN_TONE):
        return True
    if catch_all(finding.why.partition("“")[2].rstrip("”")):
        return True
    return any(judged(clause).chance >= INNOCENT for clause in CLAUSES.split(paragraph) if len(clause) >= PART)


def told(file: str, where: str, heard: Judged | None, *, page_warns: bool) -> Finding | None:
    """Return what a paragraph that no rule names is found to be, None where it is like good ones.

    A day that is named is named, and a page that warns of swindles (`page_warns`) quotes them.
    """
    if heard is None or heard.chance < SURE:
        return None
    if heard.label == "catch-all" and SPARED.match(heard.words):
        return None
    if heard.label == "further" and FOLLOWS.search(heard.text):
        return None
    if (heard.label == "loose-time" and DAY.search(heard.text)) or (heard.label == "spam" and page_warns):
        return None
    rule, why, suggestion = TOLD[heard.label]
    return Finding(file, where, rule, f"{why}（“{heard.words}”）", suggestion)
