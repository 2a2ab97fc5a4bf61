"""Words a catalogue may not hold: catch-all demands (兜底条款) and text that is no part of a guide.

A catalogue comes from outside: official texts have been seen with gambling advertisements inside.
"""

from __future__ import annotations

import re
import unicodedata

from config.garbled import garbled, lookalike
from config.simplified import simplified
from config.spam import advertising

__all__ = ["catch_all", "columns", "foreign", "hostile", "plain"]

HAN = "[\u3400-\u9fff]"
SPREAD = re.compile(rf"(?<={HAN})[ \t\u3000\u00a0]+(?={HAN}(?!{HAN}))|(?<=(?<!{HAN}){HAN})[ \t\u3000\u00a0]+(?={HAN})")
SPRINKLED = re.compile(
    rf"(?<={HAN})(?:[\u200b-\u200f\u2060\ufeff]|[\u2600-\u27bf\U0001f300-\U0001faff][\ufe0f\ufe0e]?)+(?={HAN})"
)

PAPERS = "(?:材料|资料|文件|证件|证明|手续|凭证|单据|要件|证照|票证|票据|文书|证书|附件)"
VAGUE = "(?:有关|相关|必要|必需|必须|需要|所需|相应|适当|合适|对应|关联|配套)"
# 二等, 高等, 同等, but 合同等; not 请等资料上传
GRADED = "(?<![请稍先再就在])(?<![一二三四五六七八九十甲乙丙丁高中初特优良平上下均对相何])(?<!(?<!合)同)"
CATCH_ALL = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"(?:其[他它她佗余]|别的|另外的|剩余|其馀)(?:{VAGUE}|申请|申报|证明|辅助|补充|佐证|手续|书面|支撑|"
            rf"报送|证据|情况|有效|合法|合理|的|一些|各类|各种)*{PAPERS}(?![:：](?:仅|只|无|没))"
        ),
        rf"其[他它她佗余][^，。；、：:（(]{{1,12}}的(?:{VAGUE}|申请|申报|证明|辅助|补充|佐证)*{PAPERS}",
        (
            rf"{VAGUE}的?[^，。；、]{{0,8}}(?:及|和|与|、)[^，。；、]{{0,6}}{PAPERS}$|其[他它她佗余](?:补充件|"
            rf"附件|说明|要求|东西|物品)"
        ),
        (
            rf"{GRADED}等(?:{VAGUE}|其[他它]|证明|申请|申报|书面|佐证|辅助|有效|一系列|全套|一整套|全部|所有|"
            rf"各项|的)*{PAPERS}"
        ),
        rf"(?:{VAGUE}|规定|要求)的?(?:佐证|支撑|补充|辅助|说明|证明|申请|身份|户籍|婚姻|居住|收入|资格|资质)?{PAPERS}",
        (
            rf"(?:各类|所有|全部|一切|若干|各种|多种|一些|某些|任何|等等)(?:{VAGUE}|其[他它]|"
            rf"的)*(?:佐证|证明|有效)?{PAPERS}"
        ),
        rf"(?:所有|全部|一切|能够?|可以?)[^，。；、]{{0,4}}证明[^，。；、]{{1,16}}的(?:{VAGUE}|有效)*{PAPERS}",
        r"(?:^|[、，])其[他它她佗余](?:[（(][^）)]*[）)])?(?:[，。；、）)]|$)",
        rf"[、，][^，。；]{{1,20}}{GRADED}等(?:[。；，）)]|$)",
        (
            rf"^(?:佐证|补充|辅助|支撑|证明|说明)性?{PAPERS}$|(?:补充|佐证|辅助|支撑)(?:说明|证明)(?:材料|资料|"
            rf"文件)|(?:材料|资料|文件|证件)等$"
        ),
        r"(?:包括|含)但不(?:仅)?限于|兜底|不限于(?:上述|以上|下列)",
        (
            rf"(?:机关|部门|窗口|单位|人员|中心|委会|街道|社区|上级|省厅|市局|厅局|"
            rf"主管)[^，。；]{{0,6}}(?:要求|认为|指定|规定|需要)[^，。；、]{{0,8}}{PAPERS}"
        ),
        rf"(?:补充|佐证|辅助|支撑|附加){PAPERS}$|^(?:等|等等|以及等){PAPERS}",
        r"(?:法[律规]|国家|政策|规章|文件|上级|部门).{0,12}规定的其[他它]",
        r"(?:窗口|机关|部门|人员|经办人?|审[批核]人|[本我]局|单位|街道|社区|村委会)(?:认为|要求)",
        rf"(?:有关|相关)(?:部门|单位|机构|机关)(?:的|出具的?|开具的?)?{PAPERS}$",
        (
            r"(?:这些|这类|之类|那些|这样)的?(?:东西|材料|证件|手续)|缺(?:啥|什么|哪样|少的)(?:再|就|，)?补|"
            r"什么的[，。]|等等"
        ),
        (
            r"以(?:窗口|现场|经办|工作人员|实际|部门|经办机构)(?!缴|发|到账|金额|天数|公布)[^，。；]{0,8}为准|"
            r"(?:按|按照|听|由)(?:窗口|工作人员|现场|经办人?)[^，。；]{0,6}(?:通知|要求|告知|准备|安排|决定)|"
            r"(?:材料|资料|证件)[^，。；]{0,4}到(?:现场|窗口|时候)?再(?:说|补|看)"
        ),
        (
            r"视(?:审查|审核|办理|具体|实际|个人)?情|酌情|根据(?:实际|具体|不同|审核|审查|办理)?(?:需要|"
            r"情况)[^，。；]{0,6}(?:提供|提交|补充|要求)|视需要|如有需要|必要时|需要时"
        ),
        r"另行(?:要求|补充|通知|提供|提交)|按(?:照)?要求(?:提供|提交)",
    )
)
NEGATED = re.compile(
    r"(?:无需|不需要?|不用|不必|不再|不得|不要求|免交|免于|免提供|没有|取消|不收|禁止|严禁|杜绝)[^，。；]{0,14}$"
)
LINK = re.compile(
    r"(?:https?|ftp)[:：]/{0,2}[^\s，。；、）]+|\bwww\.[^\s，。；、）]+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\."
    r"(?:com|cn|net|org|top|xyz|vip|cc|info|io|me|shop|club|site|app|win|bet|icu|cyou|live|online|store|"
    r"tech|link|click|"
    r"work|fun|pro|mobi|asia|game|games|casino|poker|ltd|ru|tk|ml|pw)\b[^\s，。；、）]*|"
    r"h(?:xx|tt)ps?[:：]\S+|[a-z0-9-]{2,}(?:\[\.\]|\(dot\)|[点。·])(?:com|cn|net|org|top|xyz|vip|cc)\b|"
    r"\b\d{1,3}(?:\.\d{1,3}){3}[:/]\S+|\bxn--\S+",
    re.IGNORECASE,
)
OFFICIAL = re.compile(r"^(?:https?://)?[a-z0-9.-]*\.gov\.cn(?:[/:?#]|$)", re.IGNORECASE)
FOREIGN = (
    (re.compile(r"</?[a-z!]|&#?\w+;|javascript:|eval\(|function\(|\{\{|\$\{|<%", re.IGNORECASE), "markup"),
    (re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"), "a private telephone number"),
)
ODD_CATEGORIES = {"Cc", "Cf", "Co", "Cs", "Cn"}


def plain(text: str) -> str:
    """Return the text as a reader takes it: compatibility letters unfolded, spread words closed, simplified."""
    text = lookalike(text)
    unfolded = "".join(unicodedata.normalize("NFKC", c) if unicodedata.category(c)[0] in "LNS" else c for c in text)
    return simplified(SPREAD.sub("", SPRINKLED.sub("", unfolded)))


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
    if unread := garbled(text):
        return unread
    read = plain(text)
    return next((name for pattern, name in FOREIGN if pattern.search(read)), "")


def hostile(text: str) -> str:
    """Return what a text of a catalogue holds that it may not (a web address, markup, gambling …), or ""."""
    kind, _ = advertising(text)
    return foreign(text) or (f"advertising: {kind}" if kind else "")


def columns(text: str) -> int:
    """Return the width in half-width columns: Han and full-width characters count two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
