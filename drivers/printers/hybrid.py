"""A page in a printer's own characters, for lines too slow for dots (RS-232): the same words in the same order.

Native text in cells of 24 dots, sized with GS !; pictures of a cell's height (ESC *) for what the ROM lacks; the
printer's own QR codes (GS ( k), or dots where it could not draw one large enough. What stands on the paper is equal
to the preview line by line, not dot by dot.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drivers.printers.native_code import native_code
from drivers.printers.rom import CELL, cells, rom_bytes
from drivers.types import Run, Stroke, Symbol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drivers.types import Page

__all__ = ["hybrid_pieces"]

_OPENING = b"\x1dP\xcb\xcb\x1c&"  # GS P: units of 1/203 inch, a dot each; FS &: Chinese mode
_RULES = {False: "━", True: "┄"}
_LEAST_GAP = 4


@dataclass(slots=True)
class _Manner:
    """What the printer was last told, to say only what changes."""

    size: tuple[int, int] = (1, 1)
    bold: bool = False
    white: bool = False


def hybrid_pieces(page: Page) -> Iterator[bytes]:
    """Yield the page as complete pieces, a line or a code each, top first. For pages that say what their dots mean."""
    manner = _Manner()
    lines = _lines(page)
    opening = _OPENING
    bottom = page.height
    for number, line in enumerate(lines):
        below = _top(lines[number + 1]) if number + 1 < len(lines) else bottom
        match line[0]:
            case Symbol() as symbol:
                yield opening + native_code(symbol, page)
            case Stroke() as stroke:
                yield opening + _rule(stroke, page, manner) + _feed(max(CELL, below - stroke.top))
            case _:
                runs = [run for run in line if isinstance(run, Run)]
                words, high = _words(runs, page, manner)
                yield opening + words + _feed(max(high + _LEAST_GAP, below - _top(line)))
        opening = b""


def _lines(page: Page) -> list[list[Run | Symbol | Stroke]]:
    """Return what stands on one height together, from top to bottom; a code and a rule stand alone."""
    lines: list[list[Run | Symbol | Stroke]] = []
    reach = 0
    things: list[Run | Symbol | Stroke] = [*page.rules, *page.codes, *page.runs]
    for thing in sorted(things, key=lambda thing: thing.top):
        if not isinstance(thing, Run):
            lines.append([thing])
            continue
        bottom = thing.top + thing.size
        if lines and isinstance(lines[-1][0], Run) and _overlap(lines[-1], reach, thing):
            lines[-1].append(thing)
            reach = max(reach, bottom)
        else:
            lines.append([thing])
            reach = bottom
    return [_in_order(line) for line in lines]


def _overlap(line: Sequence[Run | Symbol | Stroke], reach: int, run: Run) -> bool:
    """Whether a run stands beside a line that reaches down so far, rather than below it."""
    return 2 * (min(reach, run.top + run.size) - run.top) >= min(run.size, reach - _top(line))


def _in_order(line: list[Run | Symbol | Stroke]) -> list[Run | Symbol | Stroke]:
    """Return what stands on one line as it is read: from the left, what is stacked from the top."""
    runs = [thing for thing in line if isinstance(thing, Run)]
    stacks: list[list[Run | Symbol | Stroke]] = []
    reach = -1
    for run in sorted(runs, key=lambda run: run.left):
        if run.left < reach:
            stacks[-1].append(run)
        else:
            stacks.append([run])
        reach = max(reach, run.left + run.width)
    ordered = [thing for stack in stacks for thing in sorted(stack, key=lambda thing: thing.top)]
    return ordered if runs else line


def _top(line: Sequence[Run | Symbol | Stroke]) -> int:
    return min(thing.top for thing in line)


def _words(runs: Sequence[Run], page: Page, manner: _Manner) -> tuple[bytes, int]:
    """Return a line's text, on a second one what its wider letters leave no room for, and how high the last stands."""
    data, at, high = b"", 0, CELL
    for run in runs:
        across, down = _scale(run)
        letter = CELL // 2 * across
        pads = _pads(run, letter, page)
        wide = _wide(run, letter) + 2 * pads * letter
        left = (page.width - wide) // 2 if run.centred else run.left - pads * letter
        left = max(at + letter if at else 0, min(left, page.width - wide))
        if at and left + wide > page.width:
            data, at, high = data + _feed(high + _LEAST_GAP), 0, CELL
            left = max(0, page.width - wide)
        data += _told(manner, _Manner((across, down), run.bold, run.white))
        if left > at:
            data += b"\x1b$" + left.to_bytes(2, "little")
        data += b" " * pads + _text(run) + b" " * pads
        at, high = left + wide, max(high, CELL * down)
    return data, high


def _pads(run: Run, letter: int, page: Page) -> int:
    """Return the blacks to set at either side of white words: a title's bar goes across the paper."""
    if not run.white:
        return 0
    spare = page.width - CELL - _wide(run, letter)
    return max(1, spare // 2 // letter) if run.centred else 1


def _scale(run: Run) -> tuple[int, int]:
    """Return how often a cell is enlarged across and down: never wider than the run was set."""
    return max(1, min(8, run.size // CELL)), max(1, min(8, round(run.size / CELL)))


def _wide(run: Run, letter: int) -> int:
    """Return the width of a run in dots, `letter` that of half a cell."""
    width, rest = 0, run.text
    for part, columns in run.strange:
        before, _, rest = rest.partition(part)
        width += cells(before) * letter + len(columns) // 3
    return width + cells(rest) * letter


def _text(run: Run) -> bytes:
    """Return the run's characters, those that the ROM lacks as pictures among them (ESC * 33)."""
    data, rest = b"", run.text
    for part, columns in run.strange:
        before, _, rest = rest.partition(part)
        data += rom_bytes(before) + b"\x1b*\x21" + (len(columns) // 3).to_bytes(2, "little") + columns
    return data + rom_bytes(rest)


def _told(before: _Manner, now: _Manner) -> bytes:
    """Return the commands from one manner to the other, and remember it."""
    data = b""
    if now.size != before.size:
        data += b"\x1d!" + bytes((((now.size[0] - 1) << 4) | (now.size[1] - 1),))
    if now.bold != before.bold:
        data += b"\x1bE" + bytes((now.bold,))
    if now.white != before.white:
        data += b"\x1dB" + bytes((now.white,))
    before.size, before.bold, before.white = now.size, now.bold, now.white
    return data


def _rule(stroke: Stroke, page: Page, manner: _Manner) -> bytes:
    return _told(manner, _Manner()) + rom_bytes(_RULES[stroke.dashed] * (page.width // CELL))


def _feed(dots: int) -> bytes:
    """ESC J: print the line and move on."""
    data = b""
    while dots > 255:
        data += b"\x1bJ\xff"
        dots -= 255
    return data + b"\x1bJ" + bytes((dots,))
