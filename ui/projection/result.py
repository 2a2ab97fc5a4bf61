"""查到了: the paper as it will be printed, name and number masked; A4, or the short form on the roll."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Literal

from kiosk.privacy import mask_name, mask_number
from ui.projection.acting import Button, buttons, strip
from ui.projection.spoken import spoken
from ui.projection.view import Notice, View
from ui.projection.wording import grouped

if TYPE_CHECKING:
    from kiosk.domain.results import ResultAsk
    from ui.projection.scene import Scene

__all__ = ["Piece", "ResultView", "project_result"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of the paper: a fact (label and value), the heads of its table, or a row of it."""

    kind: Literal["fact", "head", "row"]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResultView(View):
    """The glass lays `pieces` on pages itself. What the office says is left in its own words."""

    screen: ClassVar[str] = "Result"
    title: str
    lead: str
    heading: str
    mark: str
    pieces: tuple[Piece, ...]
    seal: str
    code_label: str
    code: str
    notice: Notice
    acts: tuple[Button, ...]
    back: str
    earlier: str
    later: str
    place: str


def project_result(ask: ResultAsk, scene: Scene, fault: str = "", listing: str = "") -> ResultView:
    """Show the paper; printing comes first until it is out."""
    tr, paper = scene.tr, ask.paper
    facts = (
        (tr("姓名"), mask_name(ask.name)),
        (tr("公民身份号码"), mask_number(ask.number)),
        *paper.lines,
        (tr("记录截至"), f"{paper.until:%Y-%m-%d}"),
        *(((tr("电子证照标识"), paper.licence_id),) if paper.licence_id else ()),
        *((("", paper.note),) if paper.note else ()),
    )
    rows = (Piece("head", paper.heads), *(Piece("row", row) for row in paper.rows)) if paper.rows else ()
    return ResultView(
        title=spoken(scene, ask.tell.title),
        lead=spoken(scene, ask.tell.lead),
        heading=paper.title,
        mark=tr("预览"),
        pieces=(*(Piece("fact", fact) for fact in facts[:-1]), *rows, Piece("fact", facts[-1])),
        seal=paper.dept_name,
        code_label=tr("查询码"),
        code=grouped(paper.query_code),
        notice=strip(ask.tell, scene, fault, listing),
        acts=_acts(ask, scene, fault, listing),
        back=tr("返回"),
        earlier=tr("上一页"),
        later=tr("下一页"),
        place=tr("第 {page} 页，共 {pages} 页", page="%1", pages="%2"),
    )


def _acts(ask: ResultAsk, scene: Scene, fault: str, listing: str) -> tuple[Button, ...]:
    """Return the buttons, what comes next last; a trouble of the roll does not stop the A4 printer."""
    found = buttons(ask.tell, scene, "" if listing == "printing" else fault, listing)
    if ask.sheet:
        found = tuple(replace(one, off=listing == "printing") if one.does == "print" else one for one in found)
    return found if listing == "done" else tuple(sorted(found, key=lambda one: one.does == "print"))
