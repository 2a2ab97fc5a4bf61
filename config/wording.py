"""Words a catalogue may not hold: catch-all demands (兜底条款) and text that is no part of a guide.

A catalogue comes from outside: official texts have been seen with gambling advertisements inside.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["catch_all", "columns", "hostile"]

PAPERS = "(?:材料|资料|文件|证件|证明|手续)"
CATCH_ALL = tuple(
    re.compile(pattern)
    for pattern in (
        rf"其[他它](?:有关|相关|必要|所需|申请|申报|证明|的)*{PAPERS}",
        rf"等(?:有关|相关|其[他它]|证明|申请|申报|必要|书面|的)*{PAPERS}",
        rf"(?:相关|有关|必要|所需|规定|要求)的?{PAPERS}",
        r"法[律规].{0,12}规定的其[他它]",
        r"(?:窗口|机关|部门|人员)(?:认为|要求)",
        r"视情况|根据需要|视需要|如有需要",
    )
)
HOSTILE = (
    (re.compile(r"://|\bwww\.|[a-z0-9-]\.(?:com|cn|net|org|top|xyz|vip|cc|info|io)\b", re.IGNORECASE), "a web address"),
    (re.compile(r"</?[a-z!]|&#?\w+;|javascript:", re.IGNORECASE), "markup"),
    (re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"), "a private telephone number"),
    (
        re.compile(r"加微信|微信号|加[QＱ]|[QＱ]{2}\s*[:：群号]|博彩|赌[场博]|娱乐城|棋牌|时时彩|秒批|代开发票"),
        "advertising",
    ),
)
ODD_CATEGORIES = {"Cc", "Cf", "Co", "Cs", "Cn"}


def catch_all(text: str) -> str:
    """Return the catch-all words in a demand, or "" when it names what it wants."""
    hits = (pattern.search(text) for pattern in CATCH_ALL)
    return next((hit.group() for hit in hits if hit), "")


def hostile(text: str) -> str:
    """Return what a text holds that no guide needs (a web address, markup …), or ""."""
    if any(unicodedata.category(character) in ODD_CATEGORIES for character in text):
        return "a control or private-use character"
    return next((name for pattern, name in HOSTILE if pattern.search(text)), "")


def columns(text: str) -> int:
    """Return the width in half-width columns: Han and full-width characters count two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
