"""办件台账 handed on (F48): the house's own columns, or the names and codes of a standard; no personal data in any.

Names are those of C0109 (`up_pro_*`), codes those of the profile: the national GB/T 39046 or a province's. Two
provinces count 即办件 and 承诺件 the other way round, and 满意度 runs up in provinces and down in the standard:
inside the house there are names only, and each profile says its codes once (standards 2.1, 2.2, 2.5).
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final, Literal

from kiosk.domain.rules.deadlines import office_day
from kiosk.domain.satisfaction import Satisfaction, from_national, national_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from config.schema import ServiceItem
    from kiosk.domain.ledger import LedgerRow

__all__ = ["PROFILES", "Codes", "exported", "mode_of", "modes_of", "to_csv", "totals"]

Cell = str | int
Kind = Literal["instant", "promised", "other"]
_KINDS: Final[Mapping[int, Kind]] = {1: "instant", 2: "promised"}
_HIDDEN: Final = ("before", "seal", "agent", "person")
_STATES: Final[Mapping[str, str]] = {
    "received": "02",
    "accepted": "05",
    "supplement": "06",
    "refused": "07",
    "completed": "10",
    "suspended": "11",
    "resumed": "12",
    "returned": "13",
}
_NAMES: Final[Mapping[str, str]] = {
    "received": "收件",
    "accepted": "受理",
    "supplement": "补正",
    "supplied": "补交",
    "refused": "不予受理",
    "completed": "办结",
    "suspended": "特别程序",
    "resumed": "审核",
    "returned": "退件",
    "withdrawn": "撤回",
    "rated": "评价",
    "corrected": "差评整改",
}
DONE, KIOSK_FORM, KIOSK_FLAG = 2, 9, "自助终端"  # A.5 knows no terminals: 9 其他, said in words beside it


@dataclass(frozen=True, slots=True)
class Codes:
    """How a profile counts. `best_first`: 1 is 非常满意; `kinds` are its codes of 即办件, 承诺件 and others."""

    best_first: bool
    kinds: tuple[tuple[Kind, int], ...]

    def satisfaction(self, level: int) -> Cell:
        """Return the code of a level 1…5 (5 best), "" for none given."""
        if not level:
            return ""
        return national_code(Satisfaction(level)) if self.best_first else Satisfaction(level).value

    def level(self, code: Cell) -> int:
        """Return the level that a code means, 0 for "". Raises ValueError for a code that does not exist."""
        if code == "":
            return 0
        return int(from_national(int(code)) if self.best_first else Satisfaction(int(code)))

    def kind(self, kind: Kind) -> int:
        """Return the code of 即办件, 承诺件 or others."""
        return dict(self.kinds)[kind]

    def kind_of(self, code: int) -> Kind:
        """Return what a code means. Raises ValueError for a code that does not exist."""
        for kind, known in self.kinds:
            if known == code:
                return kind
        raise ValueError("no such code")


_UPRIGHT: Final[tuple[tuple[Kind, int], ...]] = (("instant", 1), ("promised", 2), ("other", 9))
_SWAPPED: Final[tuple[tuple[Kind, int], ...]] = (("instant", 2), ("promised", 1), ("other", 9))
PROFILES: Final[Mapping[str, Codes]] = {
    "gbt39046": Codes(best_first=True, kinds=_UPRIGHT),
    "c0109": Codes(best_first=False, kinds=_UPRIGHT),
    "c0109-swapped": Codes(best_first=False, kinds=_SWAPPED),
}


def exported(
    rows: Iterable[LedgerRow],
    items: Mapping[str, ServiceItem],
    profile: str = "",
    modes: Mapping[str, str] | None = None,
) -> list[dict[str, Cell]]:
    """Return a record for each row: the house's columns, or those of a profile. Raises KeyError: no such profile.

    `modes` are those of the cases (`modes_of`), where the rows are a part of the ledger.
    """
    told = list(rows)
    if not profile:
        ways = modes_of(told, items) if modes is None else modes
        return [_plain(row, items, ways) for row in told]
    codes = PROFILES[profile]
    return [_coded(row, items.get(row.item_id), codes) for row in told if row.event in _NAMES]


def totals(
    rows: Iterable[LedgerRow], items: Mapping[str, ServiceItem], modes: Mapping[str, str] | None = None
) -> dict[str, dict[str, dict[str, int]]]:
    """Return how many of each event: by day of the office, by item, by way of acceptance. `modes` as in `exported`."""
    told = list(rows)
    found: dict[str, dict[str, Counter[str]]] = {name: defaultdict(Counter) for name in ("day", "item", "mode")}
    modes = modes_of(told, items) if modes is None else modes
    for row in told:
        found["day"][_day(row.at)][row.event] += 1
        found["item"][row.item_id][row.event] += 1
        found["mode"][modes.get(row.case_id, "")][row.event] += 1
    return {name: {key: dict(count) for key, count in groups.items()} for name, groups in found.items()}


def modes_of(rows: Iterable[LedgerRow], items: Mapping[str, ServiceItem]) -> dict[str, str]:
    """Return by which way each case was taken, as far as the rows tell of its beginning."""
    return {row.case_id: mode_of(row, items) for row in rows if row.event == "received"}


def mode_of(received: LedgerRow, items: Mapping[str, ServiceItem]) -> str:
    """Return by which way a case was taken: deferral (容缺), or the item's own modes, `plain` where it has none."""
    item = items.get(received.item_id)
    return "deferral" if received.deferred else "+".join(item.modes) if item and item.modes else "plain"


def to_csv(records: Sequence[Mapping[str, Cell]]) -> str:
    """Return a table that a spreadsheet opens (UTF-8 with its mark), the columns of the first record; "" for none."""
    if not records:
        return ""
    page = io.StringIO()
    sheet = csv.DictWriter(page, list(records[0]))
    sheet.writeheader()
    sheet.writerows(records)
    return "\ufeff" + page.getvalue()


def _plain(row: LedgerRow, items: Mapping[str, ServiceItem], modes: Mapping[str, str]) -> dict[str, Cell]:
    told = {name: value for name, value in asdict(row).items() if name not in _HIDDEN}
    item = items.get(row.item_id)
    mode = modes.get(row.case_id, "")
    return {**told, "day": _day(row.at), "task_name": item.task_name if item else "", "mode": mode}


def _coded(row: LedgerRow, item: ServiceItem | None, codes: Codes) -> dict[str, Cell]:
    return {
        "row_guid": row.seal[:32],
        "project_no": row.case_id,
        "task_code": item.task_code if item else "",
        "catalog_code": item.catalog_code if item else "",
        "task_name": item.task_name if item else "",
        "project_type": codes.kind(_KINDS.get(item.project_type, "other") if item else "other"),
        "org_code": item.dept_uscc if item else "",
        "handle_form": KIOSK_FORM,
        "handle_form_explain": KIOSK_FLAG,
        "process_name": _NAMES[row.event],
        "event_name": _STATES.get(row.event, ""),
        "event_status": DONE,
        "event_end_time": row.at,
        "promise_date": row.due,
        "handle_explain": row.rule,
        "satisfaction": codes.satisfaction(row.level),
        "cd_batch": _day(row.at).replace("-", ""),
        "cd_operation": "I",
        "cd_time": row.at,
        "data_source": row.actor,
    }


def _day(at: str) -> str:
    return office_day(dt.datetime.fromisoformat(at)).isoformat()
