"""月度通报: the figures by which the reform is judged, computed from the ledger and the catalogue alone (F51, F52).

S2 counts 网办率, 即办率, 一日办结, 最多跑一次, 平均承诺时限, 平均材料数. Each share tells its part and its whole; a
share of nothing is no share, not nought. The formulas in words, as every report carries them: monthly_words.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kiosk.domain.availability import in_service
from kiosk.domain.rules.deadlines import office_day
from kiosk.domain.rules.forms import filled_beforehand

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from config.schema import ServiceItem
    from kiosk.domain.ledger import LedgerRow

__all__ = ["Monthly", "Share", "monthly"]

GOOD: Final = 3  # 基本满意 and better (国办发〔2019〕51号)
INSTANT: Final = 1  # project_type 即办件


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`; `percent` None where there is no whole."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """Return the share in per cent, to two places."""
        return round(self.part * 100 / self.whole, 2) if self.whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Monthly:
    """One month. Cases are those received in it; what became of them is counted as far as the ledger goes."""

    month: str
    received: int
    online: Share  # 网办率: received at a terminal, of all received
    whole_online: Share  # 全网通办率: items that a terminal takes from beginning to end, of all items
    instant: Share  # 即办率: of 即办件, completed on the day of acceptance, of all received
    within_a_day: Share  # 一日办结: completed at most one day after acceptance, of all completed
    at_most_one_visit: Share  # 最多跑一次: the citizen came at most once, of all completed
    one_visit_items: Share  # 最多跑一次事项: items with at most one visit, of all items
    in_time: Share  # 按期办结率: completed on or before the promised day, of completed with a promised day
    deferred: int  # 容缺件数
    papers_per_case: Share  # 平均材料数: papers asked for, over cases received
    promise_days: Share  # 平均承诺时限: promised working days, over items
    statutory_saved: Share  # 时限压缩: statutory days less promised, of statutory, over items with a statutory time
    papers_cut: Share  # 精简比例: papers cancelled, of those cancelled and those still asked for, over items
    fields_prefilled: Share  # 表单预填率: fields that card or licence store fill in, of all fields, over items
    rated_good: Share  # 好评率: 3…5 of all rated; who skipped is not counted
    bad_corrected: Share  # 差评整改率: put right, of cases with a bad rating
    available: Share  # 设备可用率: seconds in service, of seconds in the month since each terminal was first heard of


def monthly(
    rows: Iterable[LedgerRow], items: Mapping[str, ServiceItem], month: str, terminals: Collection[str]
) -> Monthly:
    """Compute the figures of a month (`2026-11`); `terminals` are the actors that are terminals."""
    ordered = sorted(rows, key=lambda row: row.number)
    by_case: dict[str, list[LedgerRow]] = defaultdict(list)
    for row in ordered:
        by_case[row.case_id].append(row)
    cases = [case for case in by_case.values() if _of_month(_first(case, "received"), month)]
    begun = [received for case in cases if (received := _first(case, "received"))]
    completed = [(case, ended) for case in cases if (ended := _first(case, "completed"))]
    promised = [(case, ended) for case, ended in completed if _due(case)]
    levels = [row.level for case in cases for row in case if row.event == "rated" and row.level]
    bad = [case for case in cases if any(row.event == "rated" and 0 < row.level < GOOD for row in case)]
    statutory = [item for item in items.values() if item.anticipate_days]
    instant = [
        1
        for case, ended in completed
        if _kind(case, items) == INSTANT and _day(ended) == _day(_first(case, "accepted") or ended)
    ]
    return Monthly(
        month=month,
        received=len(begun),
        online=Share(sum(row.actor in terminals for row in begun), len(begun)),
        whole_online=Share(sum(bool(item.steps) for item in items.values()), len(items)),
        instant=Share(len(instant), len(begun)),
        within_a_day=Share(sum(_took(case, ended) <= dt.timedelta(1) for case, ended in completed), len(completed)),
        at_most_one_visit=Share(sum(max(row.visits for row in case) <= 1 for case, _ in completed), len(completed)),
        in_time=Share(sum(_day(ended).isoformat() <= _due(case) for case, ended in promised), len(promised)),
        deferred=sum(row.deferred > 0 for row in begun),
        papers_per_case=Share(sum(row.papers for row in begun), len(begun)),
        one_visit_items=Share(sum(item.limit_scene_num <= 1 for item in items.values()), len(items)),
        promise_days=Share(sum(item.promise_days for item in items.values()), len(items)),
        statutory_saved=Share(
            sum((item.anticipate_days or 0) - item.promise_days for item in statutory),
            sum(item.anticipate_days or 0 for item in statutory),
        ),
        papers_cut=_papers_cut(items),
        fields_prefilled=_fields_prefilled(items),
        rated_good=Share(sum(level >= GOOD for level in levels), len(levels)),
        bad_corrected=Share(sum(bool(_first(case, "corrected")) for case in bad), len(bad)),
        available=Share(*in_service(ordered, month)),
    )


def _papers_cut(items: Mapping[str, ServiceItem]) -> Share:
    cut = sum(len(item.cancelled) for item in items.values())
    return Share(cut, cut + sum(len(item.materials) for item in items.values()))


def _fields_prefilled(items: Mapping[str, ServiceItem]) -> Share:
    counted = [filled_beforehand(item) for item in items.values()]
    return Share(sum(filled for filled, _ in counted), sum(every for _, every in counted))


def _first(case: list[LedgerRow], event: str) -> LedgerRow | None:
    return next((row for row in case if row.event == event), None)


def _day(row: LedgerRow) -> dt.date:
    return office_day(dt.datetime.fromisoformat(row.at))


def _of_month(row: LedgerRow | None, month: str) -> bool:
    return row is not None and _day(row).isoformat().startswith(f"{month}-")


def _took(case: list[LedgerRow], ended: LedgerRow) -> dt.timedelta:
    return _day(ended) - _day(_first(case, "accepted") or ended)


def _due(case: list[LedgerRow]) -> str:
    """Return the promised day that stands: the last one told before the end."""
    return next((row.due for row in reversed(case) if row.due), "")


def _kind(case: list[LedgerRow], items: Mapping[str, ServiceItem]) -> int:
    received = _first(case, "received")
    item = items.get(received.item_id) if received else None
    return item.project_type if item else 0
