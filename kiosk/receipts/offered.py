"""Slips and sheets that steps offer: a title, lines of label and value, perhaps a table, what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.sheets.sheet import Part, Sheet
from kiosk.receipts.fill import fill
from kiosk.receipts.writing import local

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from config.paper_schema import Paper
    from drivers.printers.document import Document
    from kiosk.domain.inquiry import Printout
    from kiosk.receipts.facts import Place

__all__ = ["offered_paper", "offered_sheet"]

_COLUMNS = ("c1", "c2", "c3", "c4")


def offered_paper(paper: Paper, offered: Printout, copy: int, *, place: Place, now: dt.datetime) -> Document:
    """Return the document of a paper of the subject `offer`. Raises PaperRefused for a field that is none of its."""
    facts = place.facts(copy, now) | dict.fromkeys(paper.facts.keys() - {"table", "lines"}, "") | dict(offered.fields)
    facts |= place.facts(copy, now)
    facts |= {
        "written": now,
        "lines": tuple({"label": label, "value": value} for label, value in offered.lines),
        "table": tuple(dict(zip(_COLUMNS, row, strict=True)) for row in offered.rows),
        "tabled": bool(offered.rows),
        "steps": offered.steps,
    }
    return fill(paper, facts, now)


def offered_sheet(
    papers: Mapping[str, Paper], offered: Printout, copy: int, *, place: Place, now: dt.datetime
) -> Sheet:
    """Return the same on A4."""
    document = offered_paper(papers[offered.paper], offered, copy, place=place, now=now)
    foot = f"终端 {place.terminal_id}　{place.site}　{local(now):%Y-%m-%d %H:%M} 打印"
    return Sheet(offered.fields["title"], place.issuer, foot, now, (Part(document, ""),))
