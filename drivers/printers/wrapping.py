"""Break Chinese text into lines as a typographer would: few lines, broken where the sense breaks, no lonely character.

Rules of GB/T 15834-2011 (标点符号用法) 5.1: no closing mark begins a line, no opening mark ends one, a dash or an
ellipsis stays whole; so does a run of letters and digits, a Uyghur or Mongolian word and a Tibetan syllable where it
fits. A character and the marks upon it are never parted.
"""

from __future__ import annotations

import re
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from drivers.printers.legible import JOINED, MARKS

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["spaced", "wrap"]

CLOSING = "，。、；：？！）》〉」』】〕”’…·％‰℃～"
OPENING = "（《〈「『【〔“‘￥"
THIN_SPACE = "\u00a0"

_HAN = r"[\u3007\u3400-\u9fff\U00020000-\U000323af]"
_SEAM = re.compile(rf"(?<={_HAN}) ?(?=[0-9A-Za-z])|(?<=[0-9A-Za-z]) ?(?={_HAN})")
_ENDS, _BEGINS = rf"[{CLOSING}),.;:!?%\]}}]", rf"[{OPENING}(\[{{]"
_LETTER = rf"[!-~\u00c0-\u024f\u0370-\u0482\u048a-\u052f\u1e00-\u1fff{MARKS}]"
_WORD = rf"(?:{_LETTER}*(?![(\[{{]){_LETTER})"
_WRITING = rf"(?:[\u0f00-\u0f0a\u0f0c-\u0fff]*\u0f0b|[{JOINED}{MARKS}]+)"
_SPACES = rf"[ {THIN_SPACE}\u2002\u3000]"
_TOKEN = re.compile(
    rf"{_BEGINS}*(?:—+|{_WRITING}|{_WORD}|[^\s{OPENING}{CLOSING}][{MARKS}]*)?{_ENDS}*[{MARKS}]*{_SPACES}*|\s",
)
_CLUSTER = re.compile(rf".[{MARKS}]*", re.DOTALL)

# What it costs to break after a token: the sense breaks there, a little, or not at all.
_AFTER_PAUSE, _AFTER_JOINT, _AT_SPACE, _AT_SEAM, _INSIDE = 0.0, 1.0, 1.5, 6.0, 4.0
_LONELY = 10.0
_RAGGED = 4.0
_TRAILING = f" {THIN_SPACE}\u2002\u3000"


def spaced(text: str) -> str:
    """Put a thin space between Han and letters or digits, in place of a plain one if there is any."""
    return _SEAM.sub(THIN_SPACE, text)


def wrap(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Return the lines of `text`, each at most `width` wide by `measure`; a newline breaks by hand.

    A word is as wide in company as alone: `measure` is asked about words, not lines.
    """
    return [line for paragraph in text.split("\n") for line in _paragraph(paragraph, width, measure)]


def _paragraph(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    if measure(text) <= width:
        return [text]
    tokens = [piece for token in _TOKEN.findall(text) if token for piece in _fitting(token, width, measure)]
    reach = list(accumulate((measure(token) for token in tokens), initial=0.0))
    bare = [start + measure(token.rstrip(_TRAILING)) for start, token in zip(reach, tokens, strict=False)]
    # best[i]: the cheapest way to set tokens[:i] - number of lines first, then cost - and where its last line begins.
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, len(tokens) + 1):
        seam, ways = _seam(tokens, end), []
        for start in range(end - 1, -1, -1):
            taken = bare[end - 1] - reach[start]
            if taken > width and start < end - 1:
                break
            lines, cost, _ = best[start]
            ways.append((lines + 1, cost + _cost(tokens, start, end, 1 - taken / width, seam), start))
        best.append(min(ways))
    cuts = [len(tokens)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][2])
    return ["".join(tokens[a:b]).rstrip(_TRAILING) for a, b in pairwise(reversed(cuts))]


def _fitting(token: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Cut a token that is wider than a whole line, and not just before a closing mark or after an opening one."""
    if measure(token.rstrip(_TRAILING)) <= width:
        return [token]
    pieces: list[list[str]] = [[]]
    for cluster in _CLUSTER.findall(token):
        if pieces[-1] and measure("".join([*pieces[-1], cluster]).rstrip(_TRAILING)) > width:
            carried: list[str] = []
            last = pieces[-1]
            while len(last) > 1 and (re.match(_ENDS, (carried or [cluster])[0]) or re.match(_BEGINS, last[-1])):
                carried.insert(0, last.pop())
            pieces.append(carried)
        pieces[-1].append(cluster)
    return ["".join(piece) for piece in pieces]


def _seam(tokens: list[str], end: int) -> float:
    """Return what it costs the sense to break after tokens[:end]."""
    if end == len(tokens):
        return 0.0
    token, following = tokens[end - 1], tokens[end]
    if token.rstrip(_TRAILING)[-1:] in CLOSING:
        return _AFTER_PAUSE
    if token[-1] in "与和及或" or following[0] in OPENING:
        return _AFTER_JOINT
    if token.endswith(THIN_SPACE):
        return _AT_SEAM
    return _AT_SPACE if token[-1] in _TRAILING else _INSIDE


def _cost(tokens: list[str], start: int, end: int, slack: float, seam: float) -> float:
    lonely = _LONELY if end - start == 1 and len(tokens[start].strip()) == 1 else 0.0
    if end == len(tokens):
        return lonely
    return seam + lonely + _RAGGED * slack * slack
