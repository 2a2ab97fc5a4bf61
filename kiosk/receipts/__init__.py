"""What papers say. Their words are data (config/papers/); here they meet the facts of a case, and are signed.

受理回执 once the centre has accepted, 收件凭条 until then; never the one for the other (行政许可法 第三十二条: 受理 is
the office's act; silence beyond five days has legal force, hence the day on the amber paper). A paper carries a masked
name and an unguessable query code, nothing else of the person.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from config.papers import load_papers
from kiosk.receipts.facts import Place, case_facts
from kiosk.receipts.fill import fill
from kiosk.receipts.proof import QUERY_SITE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from config.paper_schema import Paper
    from drivers.printers.document import Document
    from kiosk.domain.case import Filed

__all__ = ["papers_of", "printer_test", "query_address", "receipt_document"]


@cache
def papers_of(region: str = "") -> Mapping[str, Paper]:
    """Return the papers in the words of a region (six digits), read once. Raises ConfigError."""
    return load_papers(region)


def receipt_document(
    filed: Filed,
    copy: int,
    *,
    terminal_id: str,
    site: str,
    issuer: str,
    prove: Callable[[Filed, int, dt.datetime], str],
    now: dt.datetime,
    region: str = "",
) -> Document:
    """Return copy number `copy` (from 1) of the receipt for one filed case; above 1 it says 补打, number and time.

    `issuer` is the line above the title, such as 示范市政务服务; `site` says where the terminal stands; `prove` signs
    (kiosk.receipts.proof.prove with the device's keys and clock); `now` is aware. Raises PaperRefused.
    """
    received = "receipt-supplement" if filed.item_id == "supplement" else "receipt-received"
    paper = papers_of(region)["receipt-accepted" if filed.acknowledgement else received]
    place = Place(terminal_id, site, issuer)
    return fill(paper, case_facts(filed, copy, place, prove(filed, copy, now), now), filed.filed)


def query_address(filed: Filed) -> str:
    """Return what the code on the screen opens: no name, and the query code where no server sees it."""
    return f"{QUERY_SITE}/{filed.receipt_no}#{filed.query_code}"


def printer_test(terminal_id: str, model: str, now: dt.datetime, region: str = "") -> Document:
    """Return what a technician has printed, nobody's paper; `model` is the printer's, "" where it has none."""
    return fill(papers_of(region)["printer-test"], {"terminal_id": terminal_id, "model": model, "printed": now}, now)
