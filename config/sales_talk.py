"""The voice of an advertisement: no single word of it is proof, several of different kinds in one sentence are.

Offices inform and oblige; sellers lure, urge, vouch and leave a contact. What is counted is kinds, not words, so that a
new advertisement in words nobody has listed is still heard by its tone.
"""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Final

from config.cautions import cautions

__all__ = ["sales_talk"]

WORDS: Final = tomllib.loads(Path(__file__).with_name("spam_words.toml").read_text(encoding="utf-8"))["sales_talk"]
PATTERNS: Final = {kind: re.compile("|".join(words)) for kind, words in WORDS.items()}
ENOUGH: Final = 2
SENTENCES: Final = re.compile("(?<=[？?])(?![^。；！!\\n]*[。；！!])|[。；！!\\n]")
OFFICIAL: Final = re.compile(
    "依法|申请人|受理|窗口|办事|政务|审批|公积金|创业担保|贴息|公安机关|税务|学信网|社保|医保|民政|居民|"
    "群众|参保|缴费|补贴标准|许可|登记|证明|经营范围|监管|"
    "诈骗|骗局|谨防|警惕|打击|整治|查处|禁止|严禁|不得|防范|宣传|条例|规定|办法|部门|机关|单位应|财政|"
    "我[局站所中]|值班|救助|就业|培训|志愿|公益|中小企业|金融机构|鼓励|免费(?:为|提供|开放)"
)


def sales_talk(text: str) -> str:
    """Return the words by which a squeezed text sells something, "" when it does not.

    Two kinds are enough in a sentence without a word of office, three or a contact where there is one. An advertisement
    may also be pushed between two commas: goods and another kind in clauses of their own are enough there.
    """
    for sentence in SENTENCES.split(text):
        if cautions(sentence):
            continue
        heard = _heard(sentence)
        enough = ENOUGH + bool(OFFICIAL.search(sentence)) * (1 if "contact" in heard else 2)
        if len(heard) >= enough:
            return _told(heard)
        for clauses in _runs(re.split("[,，]", sentence)):
            heard = _heard(clauses)
            if "goods" in heard and len(heard) >= ENOUGH and not OFFICIAL.search(clauses):
                return _told(heard)
    return ""


def _heard(text: str) -> dict[str, str]:
    """Return a kind of talk and its words, each in a place of its own; the terms of a trade need goods to trade in."""
    heard: dict[str, str] = {}
    taken: set[int] = set()
    for kind, pattern in PATTERNS.items():
        if kind == "trade" and not heard.keys() & {"goods", "offers"}:
            continue
        for found in pattern.finditer(text):
            place = range(*found.span())
            if not taken.intersection(place):
                heard[kind] = found.group()
                taken.update(place)
                break
    return heard


def _told(heard: dict[str, str]) -> str:
    return "、".join(list(heard.values())[:3])


def _runs(clauses: list[str]) -> list[str]:
    """Return each clause and each two neighbours."""
    return clauses + [first + "，" + second for first, second in pairwise(clauses)] if len(clauses) > 1 else []
