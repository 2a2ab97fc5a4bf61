"""A policy page or any other text: advertisements, hidden markup, sentences that were cut, catch-all demands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from config.cautions import page_of_warnings
from config.cuts import cut
from config.spam import advertising
from config.wording import foreign, plain
from kiosk.linting.demands import vague_demands
from kiosk.linting.finding import Finding
from kiosk.linting.markup import plain_words
from kiosk.linting.promises import broken_promises
from kiosk.linting.second_opinion import confirmed, opinion, told
from kiosk.linting.unended import unended

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["IN_CHINESE", "in_chinese", "lint_page", "paragraphs"]

ENDS: Final = "。！？；：!?;:”）》】"
WRAPPED: Final = 20  # a line this long that does not end a sentence was broken by the page, not by the writer
MAILBOX: Final = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.(?:cn|example)\b", re.ASCII
)  # where an office is written to
NUMBERED: Final = re.compile(
    "[（(]?[一二三四五六七八九十0-9]{1,3}[)）、．]|[0-9]{1,2}\\.(?![0-9])|"
    "第[一二三四五六七八九十百]+[章节条]|附件?[:：0-9]|[①-⑳]|[问答QA][:：]|【|[*•·●■◆-]\\s?"
)
IN_CHINESE: Final = {
    "gambling": "赌博广告",
    "loans": "贷款广告",
    "forged papers": "假证代办广告",
    "touting": "拉人加群",
    "indecency": "低俗广告",
    "web promotion": "网站推广",
    "fraud": "诈骗话术",
    "sales talk": "推销口吻",
    "orders to a machine": "给机器下的指令",
    "a web address": "网址",
    "garbled text": "乱码",
    "encoded text": "编码文字",
    "lookalike letters": "冒充的字母",
    "markup": "网页代码",
    "a private telephone number": "私人手机号",
    "a control or private-use character": "控制字符或私用区字符",
}


def lint_page(text: str, file: str) -> Iterator[Finding]:
    """Yield what is wrong with a page, in its order; HTML is read with everything that styles hide."""
    words = MAILBOX.sub("", plain_words(text))
    read = list(paragraphs(words))
    page_warns = page_of_warnings(words)
    found: list[tuple[int, Finding]] = []
    open_ended = unended(read)
    for line, paragraph in read:
        where = f"第 {line} 行"
        found += [(line, one) for one in _foreign(paragraph, file, where, page_warns=page_warns)]
        torn = cut(re.sub("(?<![0-9])[：:；;]+$", "。", paragraph))
        if not torn and line in open_ended:
            torn = f"句子没有说完（以“{paragraph[-4:]}”结尾）"
        if torn:
            found.append((line, Finding(file, where, "cut-sentence", torn, "补全这一句，或核对原文")))
    for line, open_words in vague_demands(read):
        why = f"兜底性材料“{open_words}”"
        found.append((line, Finding(file, f"第 {line} 行", "catch-all", why, "逐项写明材料名称和情形")))
    for line, rule, why, suggestion in broken_promises([(line, plain(paragraph)) for line, paragraph in read]):
        found.append((line, Finding(file, f"第 {line} 行", rule, why, suggestion)))
    yield from (
        finding for _, finding in sorted(_weighed(found, read, file, page_warns=page_warns), key=lambda pair: pair[0])
    )


def _weighed(
    found: list[tuple[int, Finding]], read: list[tuple[int, str]], file: str, *, page_warns: bool
) -> Iterator[tuple[int, Finding]]:
    """Yield what stands of the findings, and what paragraphs without one are like."""
    texts = dict(read)
    heard = {line: opinion(paragraph) for line, paragraph in read}
    standing = [(line, finding) for line, finding in found if confirmed(finding, texts[line], heard[line])]
    yield from standing
    named = {line for line, _ in standing}
    for line, judgement in heard.items():
        if line not in named and (finding := told(file, f"第 {line} 行", judgement, page_warns=page_warns)):
            yield line, finding


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield (number of its first line, text): lines that the page broke are put together again."""
    began, held, last = 0, "", ""
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if held and (not line or held[-1] in ENDS or len(last) < WRAPPED or NUMBERED.match(line)):
            yield began, held
            held = ""
        if line:
            began, held, last = (began, held + line, line) if held else (number, line, line)
    if held:
        yield began, held


def _foreign(paragraph: str, file: str, where: str, *, page_warns: bool) -> Iterator[Finding]:
    kind, words = advertising(paragraph, page_warns=page_warns)
    if kind:
        yield Finding(file, where, "spam", f"{IN_CHINESE[kind]}“{words}”", "整句删除，并查是谁改过这页")
    found = foreign(paragraph, official_links=True)
    if found:
        yield Finding(file, where, "foreign-text", f"夹带{in_chinese(found)}", "删除；终端上不放链接、代码和私人电话")


def in_chinese(found: str) -> str:
    """Return what the loader found, in Chinese, with the words found where it names them."""
    for said, meant in IN_CHINESE.items():
        if found.startswith(said):
            rest = found.removeprefix(said).strip()
            return f"{meant}“{rest}”" if rest else meant
    return found
