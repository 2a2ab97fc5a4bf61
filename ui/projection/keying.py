"""The printed lines of a travel document are typed: one line large, all lines in reach, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from kiosk.domain.keying import LINES
from ui.i18n import mark
from ui.projection.trouble import trouble
from ui.projection.view import Notice, View

if TYPE_CHECKING:
    from kiosk.domain.keying import Line, TypedKey
    from kiosk.domain.state import KeyingDocument
    from ui.projection.scene import Scene

__all__ = ["KeyingView", "PrintedLine", "project_keying"]

_LABELS: dict[Line, str] = {
    "number": mark("证件号码"),
    "birth": mark("出生日期"),
    "expiry": mark("有效期至"),
    "can": mark("6 位 CAN"),
}
_HINTS: dict[Line, str] = {
    "number": mark("字母和数字，照着填，比如 E12345678"),
    "birth": mark("先年后月日，比如 1952 02 29"),
    "expiry": mark("先年后月日，比如 2035 01 01"),
    "can": mark("印在证件正面的 6 个数字"),
}
_PARTS = ((0, 4), (4, 6), (6, 8))


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of the document; `text` is what was typed, `standing` is now, done, wrong or ahead."""

    name: str
    number: str
    label: str
    text: str
    standing: Literal["now", "done", "wrong", "ahead"]


@dataclass(frozen=True, slots=True)
class KeyingView(View):
    """`line` is the one that is typed, `letters` whether it takes letters; `ready` whether the primary may be touched.

    `passport` and `permit` are the captions of the sample pages, `other_line` is where the other way leads.
    """

    screen: ClassVar[str] = "KeyDocument"
    title: str
    lead: str
    line: str
    label: str
    text: str
    hint: str
    wrong: bool
    letters: bool
    lines: tuple[PrintedLine, ...]
    passport: str
    permit: str
    sample: str
    erase: str
    notice: Notice
    back: str
    other: str
    other_line: str
    go: str
    ready: bool


def project_keying(state: KeyingDocument, scene: Scene) -> KeyingView:
    """Show the line that is being typed, and the others."""
    tr, typed = scene.tr, state.typed
    can = typed.line == "can"
    wrong = typed.mistaken(typed.line)
    go, ready = _primary(scene, state)
    return KeyingView(
        title=tr("请填 6 位 CAN") if can else tr("请照着证件填三项"),
        lead=_lead(scene, state),
        line=typed.line,
        label=tr(_LABELS[typed.line]),
        text=_text(scene, typed, typed.line),
        hint=tr("日历上没有这一天，请再看看") if wrong else tr(_HINTS[typed.line]),
        wrong=wrong,
        letters=typed.line == "number",
        lines=tuple(_line(scene, typed, line) for line in LINES),
        passport=tr("护照"),
        permit=tr("通行证"),
        sample=tr("样例"),
        erase=tr("删除"),
        notice=_notice(scene, state),
        back=tr("返回"),
        other=tr("填三项") if can else tr("有 6 位 CAN？"),
        other_line="number" if can else "can",
        go=go,
        ready=ready,
    )


def _lead(scene: Scene, state: KeyingDocument) -> str:
    tr = scene.tr
    if state.away and state.typed.complete:
        return tr("填好了，请把证件放回感应区。")
    return tr("证件可以拿起来看，填好再放回来。")


def _primary(scene: Scene, state: KeyingDocument) -> tuple[str, bool]:
    """Return the primary way and whether it can be gone: on to the next line, or reading."""
    tr, typed = scene.tr, state.typed
    if typed.complete:
        return (tr("请放回证件"), False) if state.away else (tr("打开证件"), True)
    if typed.line == "can":
        return tr("打开证件"), False
    return tr("下一项"), typed.onward() != typed


def _notice(scene: Scene, state: KeyingDocument) -> Notice:
    tr = scene.tr
    if state.fault == "card-needs-key":
        return Notice(tr("这本证件不认 CAN，请填三项"), "warn")
    told = trouble(scene, scene.health.reader or state.fault)
    return Notice(f"{told.title}{tr('，')}{told.ways[0]}" if told.title else "", "warn")


def _line(scene: Scene, typed: TypedKey, line: Line) -> PrintedLine:
    standing: Literal["now", "done", "wrong", "ahead"] = "ahead"
    if line == typed.line:
        standing = "now"
    elif typed.mistaken(line):
        standing = "wrong"
    elif typed.whole(line):
        standing = "done"
    return PrintedLine(
        name=line,
        number=str(LINES.index(line) + 1),
        label=scene.tr(_LABELS[line]),
        text=typed.of(line) if line == "number" else "-".join(filter(None, _parts(typed.of(line)))),
        standing=standing,
    )


def _text(scene: Scene, typed: TypedKey, line: Line) -> str:
    """Return what was typed as people write it; a date shows the places that are still empty."""
    text = typed.of(line)
    if not text or line in {"number", "can"}:
        return text
    year, month, day = (part.ljust(b - a, "_") for part, (a, b) in zip(_parts(text), _PARTS, strict=True))
    return scene.tr("{y} 年 {m} 月 {d} 日", y=year, m=month, d=day)


def _parts(date: str) -> tuple[str, ...]:
    return tuple(date[a:b] for a, b in _PARTS)
