"""The words of a page written in HTML: what it shows, what its styles hide, what its head tells search engines."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import Final

from config.spam import advertising

__all__ = ["plain_words"]

BLOCKS: Final = {"p", "div", "li", "td", "tr", "br", "h1", "h2", "h3", "h4", "h5", "h6", "title", "section", "table"}
SILENT: Final = {"script", "style", "noscript"}
SPOKEN: Final = {"alt", "title", "content"}  # attributes that somebody, or a search engine, reads
IN_CODE: Final = {"gambling", "loans", "forged papers", "indecency", "fraud"}
WRITES: Final = re.compile(
    r"(?:document\.write|location(?:\.href)?\s*=|\.src\s*=).{0,80}?//(?![\w.-]*\.gov\.cn)", re.DOTALL
)
IS_HTML: Final = re.compile(r"<(?:html|body|head|meta|p|div|span|a|br|li|td|table|iframe|font|h[1-6])\b", re.IGNORECASE)


def plain_words(text: str) -> str:
    """Return the words of a page: of HTML, all text nodes, links that lead away kept as they are.

    A script is kept where it holds an advertisement or writes a foreign address into the page.
    """
    if not IS_HTML.search(text):
        return text.replace("\t", " ").replace("\ufeff", "")
    reader = _Words()
    reader.feed(text)
    reader.close()
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
        if tag in BLOCKS:
            self.words.append("\n")
        for name, value in attrs:
            if not value:
                continue
            if name in SPOKEN and re.search("[\u4e00-\u9fff]|casino|porn", value):
                self.words.append(f"\n{value}\n")
            elif (name == "href" or (name == "src" and tag in {"iframe", "script"})) and re.match(
                r"(?:\w+:)?//", value
            ):
                self.words.append(f" {value if '://' in value else 'http:' + value} ")

    def handle_endtag(self, tag: str) -> None:
        """End what was begun."""
        if tag in SILENT:
            self._silent = max(0, self._silent - 1)
        if tag in BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep the words; line breaks in the source are none on the page."""
        if not self._silent:
            self.words.append(data if not data.strip() else re.sub(r"\s*\n\s*", "", data))
        elif advertising(data)[0] in IN_CODE or WRITES.search(data):
            self.words.append(f"\n{data.strip()} http://\n" if WRITES.search(data) else f"\n{data.strip()}\n")

    def handle_comment(self, data: str) -> None:
        """Keep a comment that advertises."""
        if advertising(data)[0] in IN_CODE:
            self.words.append(f"\n{data.strip()}\n")
