"""Paragraphs of a page that stop without a full stop where all others have one: what came after was lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from config.cuts import WHOLE

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["unended"]

SENTENCE: Final = re.compile("[，。]")
STOPPED: Final = re.compile("[。！？；：!?;:”）》】…]$")
LOST: Final = re.compile("(?:^|[，。；])[^：:]*[\u4e00-\u9fff]$")  # no label with its value, no number
RUNS: Final = re.compile("应当|可以|不得|不再|不予|将|须|请|由|向|对|的，|，[且并]")  # a sentence, not a table's row
FEW: Final = 6
HELD: Final = 0.85  # of the paragraphs with a comma or a full stop inside: then the page keeps to full stops
LONG: Final = 18


def unended(paragraphs: Sequence[tuple[int, str]]) -> list[int]:
    """Return the lines of paragraphs (line, text) that break off, on a page whose sentences end."""
    sentences = [(line, text) for line, text in paragraphs if SENTENCE.search(text)]
    open_ones = [(line, text) for line, text in sentences if not STOPPED.search(text)]
    if len(sentences) < FEW or len(open_ones) > (1 - HELD) * len(sentences):
        return []
    return [
        line
        for line, text in open_ones
        if len(text) >= LONG and LOST.search(text) and RUNS.search(text) and not WHOLE.search(text)
    ]
