"""A policy page or any other text: advertisements, hidden markup, sentences that were cut, catch-all demands."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from config.cuts import cut
from config.spam import advertising
from config.wording import catch_all, foreign, plain
from kiosk.linting.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["IN_CHINESE", "lint_page", "paragraphs"]

ENDS: Final = "。！？；：!?;:”）》】"
WRAPPED: Final = 20  # a line this long that does not end a sentence was broken by the page, not by the writer
DEMAND: Final = re.compile("提交|提供|出具|携带|申请材料|所需材料|递交|报送|附")
FORBIDDING: Final = re.compile(
    "不得|不再|取消|无需|不需|不要求|免交|免于|严禁|杜绝|清理|禁止|减少|精简|兜底|必须明确|齐全|完备|不全|审查|共享"
)
IN_CHINESE: Final = {
    "gambling": "赌博广告",
    "loans": "贷款广告",
    "forged papers": "假证代办广告",
    "touting": "拉人加群",
    "indecency": "低俗广告",
    "web promotion": "网站推广",
    "a web address": "网址",
    "markup": "网页代码",
    "a private telephone number": "私人手机号",
    "a control or private-use character": "控制字符或私用区字符",
}
SILENT: Final = {"script", "style", "noscript", "head"}


def lint_page(text: str, file: str) -> Iterator[Finding]:
    """Yield what is wrong with a page, in its order; HTML is read with everything that styles hide."""
    for line, paragraph in paragraphs(_plain(text)):
        where = f"第 {line} 行"
        yield from _foreign(paragraph, file, where)
        if torn := cut(paragraph.rstrip("；;：:")):
            yield Finding(file, where, "cut-sentence", torn, "补全这一句，或核对原文", "warning")
        for sentence in re.split("(?<=[。；！？])", plain(paragraph)):
            words = catch_all(sentence)
            if words and DEMAND.search(sentence) and not FORBIDDING.search(sentence):
                yield Finding(file, where, "catch-all", f"兜底性材料“{words}”", "逐项写明材料名称和情形")


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield (number of its first line, text): lines that the page broke are put together again."""
    began, held = 0, ""
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if held and (not line or held[-1] in ENDS or len(held.splitlines()[-1]) < WRAPPED):
            yield began, held
            held = ""
        if line:
            began, held = (began, held + line) if held else (number, line)
    if held:
        yield began, held


def _foreign(paragraph: str, file: str, where: str) -> Iterator[Finding]:
    kind, words = advertising(paragraph)
    if kind:
        yield Finding(file, where, "spam", f"{IN_CHINESE[kind]}“{words}”", "整句删除，并查是谁改过这页")
    found = foreign(paragraph, official_links=True)
    if found:
        yield Finding(file, where, "foreign-text", f"夹带{IN_CHINESE[found]}", "删除；终端上不放链接、代码和私人电话")


def _plain(text: str) -> str:
    """Return the words of a page: of HTML, all text nodes, links that lead away kept as they are."""
    if not re.search(r"<(?:html|body|p|div|span|a|br|li|td|h[1-6])\b", text, re.IGNORECASE):
        return text.replace("\t", " ").replace("\ufeff", "")
    reader = _Words()
    reader.feed(text)
    return html.unescape("".join(reader.words))


class _Words(HTMLParser):
    """Collects text and where links lead; blocks end a line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, or skip what is no text."""
        if tag in SILENT:
            self._silent += 1
        if tag in {"p", "div", "li", "td", "tr", "br", "h1", "h2", "h3", "h4", "h5", "h6"}:
            self.words.append("\n")
        for name, value in attrs:
            if name == "href" and value and "://" in value:
                self.words.append(f" {value} ")

    def handle_endtag(self, tag: str) -> None:
        """End what was begun."""
        if tag in SILENT:
            self._silent = max(0, self._silent - 1)

    def handle_data(self, data: str) -> None:
        """Keep the words; line breaks in the source are none on the page."""
        if not self._silent:
            self.words.append(data if not data.strip() else re.sub(r"\s*\n\s*", "", data))
