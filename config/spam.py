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

from config.sales_talk import sales_talk

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
WARNED = re.compile(
    "(?:不会|从不|谨防|警惕|防范|防止|打击|整治|治理|查处|严查|惩治|严禁|禁止|杜绝|抵制|不得|切勿|请勿|不准|不从事|"
    "取缔|清理|识别|揭露|举报|反对|远离|不要(?:点击|轻信|参与|相信|下载|加入|转))"
    "[^，。；！？]{0,16}$"
)
IN_CHARGE = re.compile("诈骗|骗局|骗子|反诈|不轻信|税务(?:局|机关|部门|所|窗口|大厅)|公安机关|行政处罚|判处|罪名")
CONTACT = re.compile(r"[a-z0-9_]{6,}|点击|链接|官网|注册|客服|平台$")
DECORATION = {"So", "Sk", "Sm", "Sc", "Cf", "Cc", "Zs", "Mn", "Me", "Pc"}
SPRINKLED = frozenset("*·•・~-—|/\\^`'\".…＊")


def advertising(text: str) -> tuple[str, str]:
    """Return (category, words found) of an advertisement, ("", "") where there is none."""
    plain = squeezed(text)
    for name, pattern in PATTERNS.items():
        for found in pattern.finditer(plain):
            if CONTACT.search(found.group()) or not _warned_of(plain, found):
                return name, found.group()
    bait = sorted(ENGLISH_BAIT & set(re.findall("[a-z]+", unicodedata.normalize("NFKC", text).casefold())))
    if len(bait) >= BAITS:
        return "web promotion", " ".join(bait)
    talk = sales_talk(plain)
    return ("sales talk", talk) if talk else ("", "")


def _warned_of(plain: str, found: re.Match[str]) -> bool:
    """Whether an office speaks of it: it warns, forbids, or is the office in charge."""
    begin = max(plain.rfind(mark, 0, found.start()) for mark in "。；！？") + 1
    end = min((place for mark in "。；！？" if (place := plain.find(mark, found.end())) >= 0), default=len(plain))
    return WARNED.search(plain[: found.start()]) is not None or IN_CHARGE.search(plain[begin:end]) is not None


def squeezed(text: str) -> str:
    """Return the text as an eye reads it: compatibility forms unfolded, small letters, nothing sprinkled between."""
    unfolded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in unfolded if c not in SPRINKLED and unicodedata.category(c) not in DECORATION)
