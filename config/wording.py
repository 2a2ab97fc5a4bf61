"""Words a catalogue may not hold: catch-all demands (兜底条款) and text that is no part of a guide.

A catalogue comes from outside: official texts have been seen with gambling advertisements inside.
"""

from __future__ import annotations

import re
import unicodedata

from config.spam import advertising

__all__ = ["catch_all", "columns", "foreign", "hostile", "plain"]

HAN = "[\u3400-\u9fff]"
SPREAD = re.compile(rf"(?<={HAN})[ \t\u3000\u00a0]+(?={HAN}(?!{HAN}))|(?<=(?<!{HAN}){HAN})[ \t\u3000\u00a0]+(?={HAN})")
SIMPLE = str.maketrans("關證資據單續規應須當辦機認為門餘條從請", "关证资据单续规应须当办机认为门余条从请")

PAPERS = "(?:材料|资料|文件|证件|证明|手续|凭证|单据|要件)"
VAGUE = "(?:有关|相关|必要|所需|相应|适当|合适|对应)"
GRADED = "(?<![一二三四五六七八九十甲乙丙丁高中初特优良平上下均对相何])(?<!(?<!合)同)"  # 二等, 高等, 同等; but 合同等
CATCH_ALL = tuple(
    re.compile(pattern)
    for pattern in (
        rf"其[他它余](?:{VAGUE}|申请|申报|证明|辅助|补充|佐证|的)*{PAPERS}",
        rf"{GRADED}等(?:{VAGUE}|其[他它]|证明|申请|申报|书面|佐证|辅助|的)*{PAPERS}",
        rf"(?:{VAGUE}|规定|要求)的?(?:佐证|支撑|补充|辅助|说明|证明|申请)?{PAPERS}",
        rf"(?:各类|一切|若干|各种|多种)(?:{VAGUE}|的)*(?:佐证|证明)?{PAPERS}",
        r"[、，]其[他它余](?:[，。；、）)]|$)",
        rf"[、，][^，。；]{{1,20}}{GRADED}等(?:[。；，）)]|$)",
        rf"^(?:佐证|补充|辅助|支撑|证明|说明)性?{PAPERS}$",
        r"包括但不限于|兜底",
        r"(?:法[律规]|国家|政策|规章|文件|上级|部门).{0,12}规定的其[他它]",
        r"(?:窗口|机关|部门|人员)(?:认为|要求)",
        r"以(?:窗口|现场|经办|工作人员|实际)[^，。；]{0,6}为准",
        r"视情|酌情|根据(?:实际)?(?:需要|情况)(?:提供|提交|补充)|视需要|如有需要|必要时|需要时",
        r"另行(?:要求|补充)|按(?:照)?要求(?:提供|提交)",
    )
)
NEGATED = re.compile(r"(?:无需|不需要?|不用|不必|不再|不得|不要求|免交|免于|免提供|没有|取消)[^，。；]{0,10}$")
LINK = re.compile(
    r"(?:https?|ftp)[:：]/{0,2}[^\s，。；、）]+|\bwww\.[^\s，。；、）]+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\."
    r"(?:com|cn|net|org|top|xyz|vip|cc|info|io|me|shop|club|site|app|win|bet)\b[^\s，。；、）]*",
    re.IGNORECASE,
)
OFFICIAL = re.compile(r"^(?:https?://)?[a-z0-9.-]*\.gov\.cn(?:[/:?#]|$)", re.IGNORECASE)
FOREIGN = (
    (re.compile(r"</?[a-z!]|&#?\w+;|javascript:|\{\{|\$\{|<%", re.IGNORECASE), "markup"),
    (re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"), "a private telephone number"),
)
ODD_CATEGORIES = {"Cc", "Cf", "Co", "Cs", "Cn"}


def plain(text: str) -> str:
    """Return the text as a reader takes it: compatibility letters unfolded, spread words closed, simplified."""
    unfolded = "".join(unicodedata.normalize("NFKC", c) if unicodedata.category(c)[0] in "LNS" else c for c in text)
    return SPREAD.sub("", unfolded).translate(SIMPLE)


def catch_all(text: str) -> str:
    """Return the catch-all words in a demand, or "" when it names what it wants."""
    text = plain(text)
    for pattern in CATCH_ALL:
        for hit in pattern.finditer(text):
            if not NEGATED.search(text[: hit.start()]):
                return hit.group()
    return ""


def foreign(text: str, *, official_links: bool = False) -> str:
    """Return what a text holds that no guide needs (a web address, markup …), or ""; not advertising.

    `official_links` lets addresses under gov.cn pass: a page may hold them, a terminal's guide may not.
    """
    if any(unicodedata.category(character) in ODD_CATEGORIES for character in text):
        return "a control or private-use character"
    links = [found.group() for found in LINK.finditer(text)]
    if any(not (official_links and OFFICIAL.search(link)) for link in links):
        return "a web address"
    return next((name for pattern, name in FOREIGN if pattern.search(plain(text))), "")


def hostile(text: str) -> str:
    """Return what a text of a catalogue holds that it may not (a web address, markup, gambling …), or ""."""
    kind, _ = advertising(text)
    return foreign(text) or (f"advertising: {kind}" if kind else "")


def columns(text: str) -> int:
    """Return the width in half-width columns: Han and full-width characters count two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
