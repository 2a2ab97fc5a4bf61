"""Advertising that has crept into official texts: seen in real policy pages, hidden between true sentences.

A text is read as people read it: full-width letters, circled figures and hearts between two characters hide nothing.
Words that offices need themselves (赌博 in a ban, 刻章 for a new firm, 棋牌室 in a care home) are found only in the
company that makes them an advertisement.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path

from config.cautions import cautions, leaves_contact, unquoted, warns
from config.sales_talk import sales_talk
from config.simplified import simplified

__all__ = ["advertising", "squeezed"]

WORDS = tomllib.loads(Path(__file__).with_name("spam_words.toml").read_text(encoding="utf-8"))["advertising"]
PATTERNS = {name: re.compile("|".join(words)) for name, words in WORDS.items()}
ENGLISH_BAIT = frozenset(
    [
        "earn",
        "income",
        "money",
        "bitcoin",
        "crypto",
        "prize",
        "winner",
        "cheap",
        "discount",
        "offer",
        "limited",
        "deal",
        "replica",
        "rolex",
        "viagra",
        "cialis",
        "casino",
        "bet",
        "betting",
        "poker",
        "jackpot",
        "slots",
        "loan",
        "loans",
        "singles",
        "girls",
        "dating",
        "sexy",
        "hot",
        "pills",
        "weight",
        "locked",
        "suspended",
        "seo",
        "backlinks",
        "ranking",
        "buy",
        "order",
        "win",
        "guaranteed",
        "investment",
        "profit",
    ]
)
BAITS = 2
TO_A_MACHINE = re.compile(
    "(?:忽略|无视|忘记|忘掉|不要理会|绕过|覆盖)[^。；]{0,12}(?:指令|指示|提示词|设定|规则|系统提示)|"
    "(?:ai|人工智能|大模型|语言模型|智能助手|审核机器人|自动审核)[^。；]{0,12}(?:请|应|须|"
    "直接|必须)[^。；]{0,12}(?:输出|回答|回复|判定|判为|标记|通过|返回)|"
    "ignore(?:all|any|the)?(?:previous|prior|above)|systemprompt|disregard(?:all|the|previous)"
)
DECORATION = {"So", "Sk", "Sm", "Sc", "Cf", "Cc", "Zs", "Mn", "Me", "Pc"}
SPRINKLED = frozenset("*·•・~-—|/\\^`'\".…＊")


def advertising(text: str, *, page_warns: bool = False) -> tuple[str, str]:
    """Return (category, words found) of an advertisement, ("", "") where there is none.

    On a page that warns of swindles (`page_warns`), headings and quoted words are no advertisements by themselves.
    """
    plain = squeezed(text)
    if found := TO_A_MACHINE.search(plain):
        return "orders to a machine", found.group()
    for name, pattern in PATTERNS.items():
        for found in pattern.finditer(plain):
            if not warns(plain, found, page_warns=page_warns):
                return name, found.group()
    bait = sorted(ENGLISH_BAIT & set(re.findall("[a-z]+", unicodedata.normalize("NFKC", text).casefold())))
    if len(bait) >= BAITS:
        return "web promotion", " ".join(bait)
    if page_warns and not leaves_contact(plain):
        return "", ""
    bare = unquoted(plain)
    talk = sales_talk(bare if cautions(bare) else plain)
    return ("sales talk", talk) if talk else ("", "")


def squeezed(text: str) -> str:
    """Return the text as an eye reads it: compatibility forms unfolded, small letters, nothing sprinkled between."""
    unfolded = unicodedata.normalize("NFKC", text).casefold()
    return simplified("".join(c for c in unfolded if c not in SPRINKLED and unicodedata.category(c) not in DECORATION))
