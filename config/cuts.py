"""Sentences that were cut: by a copy that stopped too early, a page that was folded, a bracket that never closes."""

from __future__ import annotations

import re

__all__ = ["cut"]

PAIRS = {"（": "）", "《": "》", "“": "”", "‘": "’", "【": "】", "「": "」", "(": ")", "[": "]", "{": "}", "〔": "〕"}
CLOSING = {closing: opening for opening, closing in PAIRS.items()}
OPEN_END = re.compile(
    r"(?:[，、；：,;:—]|以及|或者|并且|而且|因为|由于|根据|按照|依照|关于|通过以下|如果|但是|其中|例如|应当|不得|"
    r"(?<![总温缓共饱附])和|(?<![参赠授给])与|(?<![普涉触危旅波不])及|(?<![理自事缘])由|(?<![合归兼])并|(?<![服听])从|[或按将把])$"
)
TORN_START = re.compile(r"^[，。、；：！？,;:）》”】)]")
FOLDED = re.compile(
    r"(?:\.{3,}|…+)\s*$|未完待续|下转第|上接第|阅读全文|查看全文|展开(?:全部|全文)|点击(?:查看)?更多|内容(?:已)?省略|此处省略|"
    r"\[(?:更多|详情|…)\]|<!--|-->|&[a-z]+;|\?{3,}|�|锟斤拷|烫烫烫"
)


def cut(text: str) -> str:
    """Return how a text was cut, in Chinese, or "" when it stands whole. Headings and short lines need no full stop."""
    text = text.strip()
    if not text:
        return ""
    if found := FOLDED.search(text):
        return f"内容被折叠或损坏（{found.group().strip()}）"
    if TORN_START.search(text):
        return "句首是标点，前文缺失"
    if unclosed := _unclosed(text):
        return f"括号或引号不成对（{unclosed}）"
    if OPEN_END.search(text):
        return f"句子没有说完（以“{text[-4:]}”结尾）"
    return ""


def _unclosed(text: str) -> str:
    """Return the first bracket or quotation mark without its partner; numbering as in `1）` is none."""
    waiting: list[str] = []
    for place, character in enumerate(text):
        if character in PAIRS:
            waiting.append(character)
        elif character in CLOSING:
            if waiting and waiting[-1] == CLOSING[character]:
                waiting.pop()
            elif not re.search(r"(?:^|[，。；、\s])[0-9一二三四五六七八九十a-zA-Z]{1,3}$", text[:place]):
                return character
    return waiting[-1] if waiting else ""
