"""Whether an office speaks of an advertisement or somebody advertises: a warning, a ban, a question if it is true.

A warning that boasts (绝不骗人) or leaves a contact is none.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["cautions", "leaves_contact", "page_of_warnings", "unquoted", "warns"]

FRAUD: Final = (
    "骗|敲诈|勒索|陷阱|圈套|上当|假的|是假|传销|犯罪|刑事|刑法|判处|罪名|[赌场]罪|警惕|谨防|"
    "严防|当心|提防|识破|识别|辨别|看清|辟谣|谣言|"
    "举报|报案|报警|96110|反诈|可信|真的吗|靠谱吗|可靠吗|能信|信得过吗|是真是假|千万|切勿|"
    "切莫|请勿|莫信|莫点|勿[信点转扫加]|"
    "别[信点转加听买打下扫填碰理把拿借给]|与[本我][局中所窗院].{0,2}无关|绝不会|不轻信|骚扰|不存在"
)
BAN: Final = (
    "虚假|非法|违法|违规|处罚|追究|查处|打击|整治|治理|取缔|严禁|禁止|不得|不准|不许|杜绝|"
    "抵制|防范|防止|核实|清理|揭露|"
    "不要(?!错过|犹豫|怕|担心|钱|押金|抵押|考|本人|紧)|不会|从不|拒绝|远离|反对|惩治|严查|不从事|公安机关|行政处罚"
)
CAUTION: Final = re.compile(f"{FRAUD}|{BAN}")
FRAUD_ALONE: Final = re.compile(FRAUD)
PROMISED_NOT: Final = re.compile("(?:绝|都|也)?不会|绝不|从不|不得")
ASKED: Final = re.compile("[问q][:：]|[0-9一二三四五六七八九十]{1,2}[.、．]?问[:：]")
BEFORE, AFTER = 24, 20  # characters from a ban to what it forbids
TAX_OFFICE: Final = re.compile("税务(?:局|机关|部门|所|窗口|大厅)")
BOAST: Final = re.compile(
    "(?:不|非|无|绝不|从不|没|零|拒绝)[^,，。；]{0,2}(?:骗|套路|欺诈|虚假|违法|违规)|"
    "假一[罚赔]|不会(?:被|封|掉|查|上|留|泄|亏|输)|不怕|被骗[^,，。；]{0,8}(?:追|讨|找回)|"
    "千万(?:别|不要)?错过"
)
CONTACT: Final = re.compile(
    r"(?:微信?|薇信?|威信?|徽信?|[vq]x?|wx|qq|扣扣?|tg|电报|飞机|纸飞机|企鹅|群|@|"
    r"号)[号群]?[:：]?[a-z0-9_]{5,}|(?<!\d)1[3-9]\d{9}(?!\d)"
)
ENDS: Final = "。；！？;!?"
QUOTED: Final = re.compile('“[^”]{1,40}”|「[^」]{1,40}」|‘[^’]{1,40}’|"[^"]{1,40}"')
HEADLINE: Final = 16
WARNING_PAGE: Final = re.compile("反诈|防诈|防骗|诈骗|骗局|骗术|骗子|陷阱|上当|受骗|提醒|警示|警情")
WARNING_LINES: Final = 3
STATES: Final = re.compile("诈骗|骗局|骗子|骗钱|被骗|受骗|反诈|报警|96110|上当")


def warns(plain: str, found: re.Match[str], *, page_warns: bool) -> bool:
    """Whether the words found in a squeezed paragraph are spoken of; `page_warns` as page_of_warnings says."""
    begin = max(plain.rfind(mark, 0, found.start()) for mark in ENDS) + 1
    end = min((place for mark in ENDS if (place := plain.find(mark, found.end())) >= 0), default=len(plain))
    if plain[end : end + 1] in {"？", "?"}:  # the answer belongs to it
        end = min((place for mark in ENDS if (place := plain.find(mark, end + 1)) >= 0), default=len(plain))
    sentence = plain[begin:end]
    if CONTACT.search(sentence):
        return False
    first, last = max(0, found.start() - begin), found.end() - begin
    near = f"{sentence[max(0, first - BEFORE) : first]} {sentence[last : last + AFTER]}"
    if cautions(sentence, near) or (
        FRAUD_ALONE.search(f"{sentence[:first]} {sentence[last:]}") and not BOAST.search(sentence)
    ):
        return True
    if PROMISED_NOT.search(found.group()) or (ASKED.match(plain) and "吗" in plain):
        return True
    if "票" in found.group() and TAX_OFFICE.search(sentence):
        return True
    quoted = any(one.start() <= found.start() and found.end() <= one.end() for one in QUOTED.finditer(plain))
    if quoted and cautions(plain, unquoted(plain)):
        return True
    return page_warns and (quoted or len(plain) <= HEADLINE)


def cautions(sentence: str, rest: str = "") -> bool:
    """Whether a sentence warns; `rest` is what of it may sound like a caution, by default all."""
    return CAUTION.search(rest or sentence) is not None and not BOAST.search(sentence) and not CONTACT.search(sentence)


def leaves_contact(text: str) -> bool:
    """Whether a squeezed text says where to reach a seller."""
    return CONTACT.search(text) is not None


def unquoted(text: str) -> str:
    """Return the text without what stands in quotation marks."""
    return QUOTED.sub("", text)


def page_of_warnings(text: str) -> bool:
    """Whether a page is there to warn: its head says so and its lines repeat it."""
    lines = [line for line in text.splitlines() if line.strip()]
    return any(WARNING_PAGE.search(line) for line in lines[:3]) and (
        sum(STATES.search(line) is not None for line in lines) >= WARNING_LINES
    )
