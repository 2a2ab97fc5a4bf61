"""Read config/ into the frozen shapes of config.schema, or raise ConfigError with every mistake at once."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from config.item_rules import check_item
from config.problems import Findings
from config.profile import load_profile
from config.schema import AuditCatalogue, AuditEvent, Fault, ServiceItem, YearCalendar
from config.shape import build
from config.text_rules import check_fault
from config.toml import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from config.toml import Source

    RuleFlaws = Callable[[ServiceItem], Iterable[tuple[str, str]]]

__all__ = ["load_audit_events", "load_faults", "load_profile", "load_services", "load_workdays", "read_services"]

HERE: Final = Path(__file__).parent
SERVICES: Final = HERE / "services"
SATURDAY: Final = 5
LONGEST_HOLIDAY: Final = 31


def load_services(
    folder: Path = SERVICES, *, kinds: Collection[str] | None = None, rule_flaws: RuleFlaws | None = None
) -> dict[str, ServiceItem]:
    """Return the service items of a folder by id, in their order on the home screen.

    `kinds` are the step kinds that exist (kiosk.journeys.kinds.known_kinds); None leaves them unchecked.
    `rule_flaws` tells what is wrong with an item's rules (kiosk.domain.rules.flaws); None leaves those unchecked.
    """
    return read_services(sorted(folder.glob("*.toml")), folder.name, kinds=kinds, rule_flaws=rule_flaws)


def read_services(
    sources: Iterable[Source],
    place: str,
    *,
    kinds: Collection[str] | None = None,
    rule_flaws: RuleFlaws | None = None,
) -> dict[str, ServiceItem]:
    """Return the service items of these files by id, as `load_services` does; `place` is where they come from."""
    findings = Findings()
    items: list[ServiceItem] = []
    for path in sources:
        item = build(ServiceItem, read_table(path, findings), path.name, findings)
        check_item(item, path.stem, kinds, partial(findings.add, path.name))
        for key, message in rule_flaws(item) if rule_flaws else ():
            findings.add(path.name, key, message)
        items.append(item)
    if not items:
        findings.add(place, "", "holds no service item")
    findings.refuse()
    return {item.id: item for item in sorted(items, key=lambda item: (item.order, item.id))}


def load_faults(path: Path = HERE / "faults.toml") -> dict[str, Fault]:
    """Return what people are told, by fault code."""
    findings = Findings()
    faults: dict[str, Fault] = {}
    numbers: dict[str, str] = {}
    for code, table in _tables(path, findings).items():
        fault = build(Fault, {"code": code, **table}, path.name, findings, code)
        check_fault(fault, partial(findings.add, path.name))
        if numbers.setdefault(fault.number, code) != code:
            findings.add(path.name, f"{code}.number", f"also the number of {numbers[fault.number]}")
        faults[code] = fault
    findings.refuse()
    return faults


def load_audit_events(path: Path = HERE / "audit_events.toml") -> AuditCatalogue:
    """Return the audit events and the patterns of their details (the file's table `patterns`)."""
    findings = Findings()
    tables = _tables(path, findings)
    patterns = {key: str(pattern) for key, pattern in tables.pop("patterns", {}).items()}
    for key, pattern in patterns.items():
        try:
            re.compile(pattern)
        except re.error:
            findings.add(path.name, f"patterns.{key}", "is not a regular expression")
    events: dict[str, AuditEvent] = {}
    for name, table in tables.items():
        events[name] = build(AuditEvent, {"event": name, **table}, path.name, findings, name)
        for key in events[name].detail:
            if key not in patterns:
                findings.add(path.name, f"{name}.detail", f"no pattern for {key}")
    findings.refuse()
    return AuditCatalogue(events=events, patterns=patterns)


def load_workdays(path: Source = HERE / "workdays.toml") -> dict[int, YearCalendar]:
    """Return the State Council's holiday arrangements by year; a year without one is not guessed."""
    findings = Findings()
    years: dict[int, YearCalendar] = {}
    for name, table in _tables(path, findings).items():
        if not re.fullmatch(r"20[0-9]{2}", name):
            findings.add(path.name, name, "expected a year")
            continue
        calendar = build(YearCalendar, {"year": int(name), **table}, path.name, findings, name)
        for day in calendar.workdays:
            if day.weekday() < SATURDAY or day.year != calendar.year:
                findings.add(path.name, f"{name}.workdays", f"{day} is no weekend day of that year")
        for holiday in calendar.holidays:
            days = (holiday.last - holiday.first).days
            if not 0 <= days <= LONGEST_HOLIDAY or holiday.first.year != calendar.year:
                findings.add(path.name, f"{name}.holidays", f"{holiday.name} is no span of days of that year")
        years[calendar.year] = calendar
    findings.refuse()
    return years


def _tables(path: Source, findings: Findings) -> dict[str, dict[str, object]]:
    """Return the file's tables by name, noting anything else at its top."""
    tables: dict[str, dict[str, object]] = {}
    for name, value in read_table(path, findings).items():
        if isinstance(value, dict):
            tables[name] = value
        else:
            findings.add(path.name, name, "expected a table")
    return tables
