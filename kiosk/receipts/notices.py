"""The papers that say what is still missing: 一次性告知单 before a case is taken, 容缺受理通知书 after it was accepted.

What is missing is said all at once and numbered (国务院令第 722 号 第三十五条): what, in which form, how to get it,
from whom. The same list has the same mark, so that nobody can ask for more the second time.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from kiosk.receipts.errors import PaperRefused
from kiosk.receipts.fill import fill
from offline_cache.sealing import canonical

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from config.item_parts import Channels
    from config.paper_schema import Paper
    from config.schema import Material, ServiceItem
    from drivers.printers.document import Document
    from kiosk.domain.case import Filed
    from kiosk.receipts.facts import Place

__all__ = ["deferral_notice", "list_mark", "one_time_notice"]


def one_time_notice(
    paper: Paper,
    item: ServiceItem,
    missing: Sequence[Material],
    *,
    applicant: str,
    place: Place,
    now: dt.datetime,
    copy: int = 1,
) -> Document:
    """Return the notice of everything that is missing; `applicant` is masked here, `now` aware.

    Raises PaperRefused where nothing is missing or the item names no window.
    """
    facts = place.facts(copy, now) | _where(item.channels)
    rows = _rows(missing)
    facts |= {
        "task_name": item.task_name,
        "dept_name": item.dept_name,
        "applicant": applicant,
        "written": now,
        "missing": rows,
        "missing_count": len(rows),
        "list_mark": list_mark(item, missing),
    }
    return fill(paper, facts, now)


def deferral_notice(
    paper: Paper,
    filed: Filed,
    item: ServiceItem,
    *,
    place: Place,
    prove: Callable[[Filed, int, dt.datetime], str],
    now: dt.datetime,
    copy: int = 1,
    sheet: str = "",
) -> Document:
    """Return the notice for an accepted case of which something follows; `sheet` says which of two it is (第一联 …).

    A day stands there only where the centre or a calendar gave it. Raises PaperRefused before 受理, or where nothing
    was promised.
    """
    accepted, promise = filed.acknowledgement, filed.promise
    if accepted is None or promise is None:
        raise PaperRefused(f"{paper.name}: nothing was accepted that still lacks something")
    due = accepted.due or promise.due
    facts = place.facts(copy, now) | _where(item.channels)
    facts |= {
        "sheet": sheet,
        "task_name": filed.task_name,
        "dept_name": filed.dept_name,
        "applicant": filed.masked_name,
        "filed": filed.filed,
        "server_no": accepted.server_no,
        "query_code": filed.query_code,
        "proof": prove(filed, copy, now),
        "missing": _rows([item.material(code) for code in promise.material_codes]),
        "promise_days": promise.days,
        "due": due,
        "due_open": due is None,
    }
    return fill(paper, facts, filed.filed)


def list_mark(item: ServiceItem, missing: Sequence[Material]) -> str:
    """Return eight characters that stand for this item's list of missing materials, whatever their order."""
    codes = sorted(material.material_code for material in missing)
    return hashlib.sha256(canonical([item.id, codes])).hexdigest()[:8].upper()


def _rows(missing: Sequence[Material]) -> tuple[Mapping[str, str], ...]:
    if not missing:
        raise PaperRefused("a notice of missing materials that names none")
    return tuple(
        {
            "material": material.material_name,
            "form": _joined("要求：", material.page_format, _pieces(material), *material.accept_stand),
            "how": _joined("说明：", material.note),
            "where": _joined("由谁出：", material.source_explain),
        }
        for material in missing
    )


def _pieces(material: Material) -> str:
    original = f"原件 {material.original_num} 份" if material.original_num else ""
    return original + (f"复印件 {material.copy_num} 份" if material.copy_num else "")


def _joined(label: str, *words: str) -> str:
    said = "，".join(filter(None, words))
    return label + said if said else ""


def _where(channels: Channels | None) -> dict[str, object]:
    if channels is None:
        raise PaperRefused("an item without a window")
    return {"window": channels.window, "window_hours": channels.window_hours, "consult_tel": channels.consult_tel}
