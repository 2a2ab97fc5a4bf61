"""The papers on A4: 受理通知书, 一次性告知单, 容缺受理通知书 in two copies.

Their words are data (config/papers/); what they may say is what the roll may say, masked the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.paper_schema import TitleBlock
from drivers.sheets.sheet import Part, Sheet
from kiosk.receipts.errors import PaperRefused
from kiosk.receipts.facts import case_facts
from kiosk.receipts.fill import fill
from kiosk.receipts.notices import deferral_notice, one_time_notice
from kiosk.receipts.writing import local

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from config.paper_schema import Paper
    from config.schema import Material, ServiceItem
    from drivers.printers.document import Document
    from kiosk.domain.case import Filed
    from kiosk.receipts.facts import Place

    Prove = Callable[[Filed, int, dt.datetime], str]

__all__ = ["acceptance_sheet", "deferral_sheet", "one_time_sheet"]

_TWO_COPIES = ("第一联　申请人留存", "第二联　受理部门归档")


def acceptance_sheet(
    papers: Mapping[str, Paper], filed: Filed, copy: int, *, place: Place, prove: Prove, now: dt.datetime
) -> Sheet:
    """Return the 受理通知书 of an accepted case; `now` aware. Raises PaperRefused before 受理."""
    if filed.acknowledgement is None:
        raise PaperRefused("acceptance-notice: 收件 is not 受理")
    facts = case_facts(filed, copy, place, prove(filed, copy, now), now)
    return _sheet("受理通知书", place, now, (fill(papers["acceptance-notice"], facts, filed.filed), ""))


def one_time_sheet(
    papers: Mapping[str, Paper],
    item: ServiceItem,
    missing: Sequence[Material],
    copy: int,
    *,
    applicant: str,
    place: Place,
    now: dt.datetime,
) -> Sheet:
    """Return the 一次性告知单 of everything that is missing. Raises PaperRefused where nothing is."""
    paper = papers["one-time-notice"]
    document = one_time_notice(paper, item, missing, applicant=applicant, place=place, now=now, copy=copy)
    return _sheet("一次性告知单", place, now, (document, ""))


def deferral_sheet(
    papers: Mapping[str, Paper],
    filed: Filed,
    item: ServiceItem,
    copy: int,
    *,
    place: Place,
    prove: Prove,
    now: dt.datetime,
) -> Sheet:
    """Return the 容缺受理通知书, for the applicant and for the file. Raises PaperRefused, see deferral_notice()."""

    def document(label: str) -> Document:
        paper = papers["deferral-notice"]
        return deferral_notice(paper, filed, item, place=place, prove=prove, now=now, copy=copy, sheet=label)

    title = next(block.text for block in papers["deferral-notice"].blocks if isinstance(block, TitleBlock))
    return _sheet(title, place, now, *((document(label), label) for label in _TWO_COPIES))


def _sheet(title: str, place: Place, now: dt.datetime, *parts: tuple[Document, str]) -> Sheet:
    when = f"{local(now):%Y-%m-%d %H:%M}"
    foot = f"终端 {place.terminal_id}　{place.site}　{when} 打印"
    return Sheet(title, place.issuer, foot, now, tuple(Part(document, label) for document, label in parts))
