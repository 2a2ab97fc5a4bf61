"""Sentences that were cut: by a copy that stopped too early, a page that was folded, a bracket that never closes."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

__all__ = ["cut"]

PAIRS = {"（": "）", "《": "》", "“": "”", "‘": "’", "【": "】", "「": "」", "(": ")", "[": "]", "{": "}", "〔": "〕"}
CLOSING = {closing: opening for opening, closing in PAIRS.items()}
OPEN_END = re.compile(
    r"(?:[，、；：,;:]|(?<=[\u4e00-\u9fff])—+|以及|或者|并且|而且|因为|由于|根据|按照|依照|关于|通过以下|"
    r"如果|但是|其中|例如|应当|不得|"
    r"(?<![总温缓共饱附])和|(?<![参赠授给])与|(?<![普涉触危旅波不])及|(?<![理自事缘])由|(?<![合归兼])并|"
    r"(?<![服听])从|[或按将把])$"
)
BARE_END = re.compile(
    r"(?:(?<![一二三四终初复会评编预送联再年政公受陪提])审|(?<![重引])申|(?<![前后])提|遵|"
    r"(?<![必无])须|(?<![所必急供内])需|(?<![由局门府构])作出|包括|(?<=[，。；：])关于[\u4e00-\u9fff]{2}|落实[^，。]{0,6}关于[\u4e00-\u9fff]{2}|(?<![组集结联配综符吻融混整场适化缝])合|(?<![相供反适响效感回答对])应|落到|做到|"
    r"予以|给予|属于|"
    r"对于|为了|从而|不仅|即使|只有|除非|无论|是指|系指|首先|其次|一是|第|是否准予的|(?<![解裁判否表议处公仲对])决|"
    r"(?<![功可职才性技热电节效本只智潜机动官])能|(?<=、)归|(?<![例譬诸假比不自])如|"
    r"[在于自满每第]\s?[0-9]{1,3}个)$"
    r"|[，；]并[^，。；]{1,2}$|^(?:负责|依照|依据|根据|按照)[^，。；]{4,}的$"
    r"|(?:[（(][一二三四五六七八九十]{1,3}[)）]|[：:；;]\s?\d\.)$|向[^，。；]{2,10}提交$|需要补$|^为(?:贯彻|落实|进一步|深入|规范|推进|加强)[^，。；]+(?<![知案见法])$"
)
TORN_ENDS = Path(__file__).with_name("torn_ends.toml")  # made by benchmarks/torn_ends.py
SHORT = 8  # a line this short is a heading, a name, a label
TWICE = re.compile(r"([\u4e00-\u9fff]{5,})\1|([\u4e00-\u9fff，]{10,})\2")
REPEATED = 3  # characters of its own that a sentence has; “无无无无” is none
FOOTER = re.compile(
    r"(?<=[\u4e00-\u9fff])\s+\d{1,3}\s*/\s*\d{1,3}\s+(?=[\u4e00-\u9fff])|"
    r"第\s*\d{1,4}\s*页\s*[,，/]?\s*共\s*\d{1,4}\s*页|(?<![\d年])[—–]{1,2}\s*\d{1,3}\s*[—–]{1,2}(?!\d)|(?:^|\s)-\s\d{1,3}\s-(?:\s|$)"
)
TORN_START = re.compile(r"^[，。、；：！？,;:）》”】)]")
FOLDED = re.compile(
    r"(?:\.{3,}|…+)\s*$|未完待续|下转第|上接第|阅读全文|查看全文|展开(?:全部|全文)|点击(?:查看)?更多|"
    r"内容(?:已)?省略|登录后(?:查看|可见)|图片加载失败|加载中|此处(?:填写|插入|添加)|请(?:在此|替换)|"
    r"待(?:补充|完善|填写)$|占位|[Ll]orem ipsum|\bundefined\b|\bNaN|\bnull\b|\bTODO\b|\bTBD\b|此处省略|"
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
    return _mixed_up(text) or _stopped(text)


def _mixed_up(text: str) -> str:
    """Return what a copy put into the sentence: itself once more, or the foot of a page."""
    if (twice := TWICE.search(text)) and len(set(twice.group())) > REPEATED:
        return f"同一段话重复（“{twice.group()[:8]}”）"
    if (footer := FOOTER.search(text)) and footer.group().strip() != text:
        return f"页码混进了正文（{footer.group()}）"
    return ""


def _stopped(text: str) -> str:
    """Return where a sentence stopped too early."""
    if OPEN_END.search(text) or (len(text) > SHORT and (BARE_END.search(text) or text[-3:] in _torn_ends())):
        return f"句子没有说完（以“{text[-4:]}”结尾）"
    return ""


@lru_cache(maxsize=1)
def _torn_ends() -> frozenset[str]:
    """Return three characters each after which no clause of a law ever stops: 行政诉, 说明理, 任何费."""
    table = tomllib.loads(TORN_ENDS.read_text(encoding="utf-8"))
    return frozenset(first + two for first, rest in table.items() for two in rest.split(" "))


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
