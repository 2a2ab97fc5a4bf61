"""Which regions take each other's cases (跨域通办, F41): one file each, named by its code (GB/T 2260)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from config.codes import is_uscc
from config.problems import Findings
from config.shape import build
from config.toml import read_table
from config.wording import hostile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from config.schema import ServiceItem
    from config.toml import Source

__all__ = ["Office", "Region", "load_regions", "read_regions", "routed"]

HERE: Final = Path(__file__).parent / "regions"
CODE_LENGTH: Final = 6
OWNED: Final = slice(2, 8)  # where the code of its region stands in an office's 统一社会信用代码


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Who handles one item in a region (实施主体), and where its window is."""

    item: str
    dept_name: str
    dept_uscc: str
    window: str
    window_hours: str
    consult_tel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region; `served_as` is what the profiles of its terminals call it, `version` that of its file."""

    code: str
    name: str
    name_en: str
    version: str
    served_as: str = ""
    offices: tuple[Office, ...] = ()

    def office(self, item_id: str) -> Office | None:
        """Return who handles this item here, None when it is not taken from elsewhere."""
        return next((one for one in self.offices if one.item == item_id), None)


@cache
def load_regions(folder: Path = HERE) -> Mapping[str, Region]:
    """Return the regions by code, read once. Raises ConfigError."""
    return read_regions(sorted(folder.glob("*.toml")))


def read_regions(sources: Iterable[Source]) -> dict[str, Region]:
    """Return the regions of these files. Raises ConfigError with every mistake."""
    findings, found = Findings(), {}
    for source in sources:
        table, note = read_table(source, findings), partial(findings.add, source.name)
        region = build(Region, {**table, "code": source.stem}, source.name, findings)
        _check(region, note)
        found[region.code] = region
    findings.refuse()
    return found


def routed(item: ServiceItem, office: Office) -> ServiceItem:
    """Return the item as this office handles it: the same rules and papers, its own codes and window (同标准办理)."""
    level = item.task_code[len(item.dept_uscc) :]
    channels = item.channels and replace(
        item.channels, window=office.window, window_hours=office.window_hours, consult_tel=office.consult_tel
    )
    return replace(
        item,
        dept_name=office.dept_name,
        dept_uscc=office.dept_uscc,
        task_code=office.dept_uscc + level,
        task_handle_item="" if office.dept_uscc != item.dept_uscc else item.task_handle_item,
        channels=channels,
    )


def _check(region: Region, note: Callable[[str, str], None]) -> None:
    if len(region.code) != CODE_LENGTH or not region.code.isdecimal():
        note("", "expected a file named by six digits (GB/T 2260)")
    if not region.name or hostile(region.name):
        note("name", "is empty, or nothing that a citizen should read")
    for place, office in enumerate(region.offices, start=1):
        key = f"offices[{place}]"
        if not is_uscc(office.dept_uscc):
            note(f"{key}.dept_uscc", "not a unified social credit code (GB 32100): length, letters or check character")
        elif office.dept_uscc[OWNED] != region.code:
            note(f"{key}.dept_uscc", "is an office of another region")
        if sum(one.item == office.item for one in region.offices) > 1:
            note(f"{key}.item", "has two offices")
        if any(hostile(text) for text in (office.dept_name, office.window, office.window_hours, office.consult_tel)):
            note(key, "says what no citizen should read")
