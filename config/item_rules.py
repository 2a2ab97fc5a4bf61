"""What a service item must fulfil before a citizen may see it: names, codes, times, fee; papers and words apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from config import codes
from config.frequent_questions import MOST_OWN, check_frequent
from config.item_elements import check_elements
from config.item_forms import check_fields
from config.item_identity import check_identity
from config.item_papers import check_papers, check_steps
from config.item_promises import check_promises
from config.item_wording import check_wording

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from config.schema import ServiceItem

    Note = Callable[[str, str], None]

__all__ = ["check_item"]

TASK_TYPES = {"01", "05", "07", "10", "20", "21"}
KIND = slice(2, 4)  # of a basic code: the kind of matter
LEVELS = range(1, 8)
PROJECT_TYPES = {1, 2, 9}
INSTANT = 1  # 即办件
SERVER_TYPES = {1, 2, 3, 4, 5, 6}
MOST_APPROVALS = 3  # S1: 审批环节原则上控制在 3 个以内
SHORT_NAME_LENGTH = 8


def check_item(item: ServiceItem, stem: str, kinds: Collection[str] | None, note: Note) -> None:
    """Tell `note(key, message)` of every mistake; `stem` is the file's name, `kinds` None leaves step kinds alone."""
    _check_names(item, stem, note)
    _check_codes(item, note)
    check_elements(item, note)
    _check_flow(item, note)
    check_papers(item, note)
    _check_times(item, note)
    _check_fee(item, note)
    check_steps(item, kinds, note)
    check_identity(item, note)
    check_fields(item, note)
    check_frequent(item.faq, "faq", MOST_OWN, note)
    check_wording(item, note)
    check_promises(item, note)


def _check_names(item: ServiceItem, stem: str, note: Note) -> None:
    if item.id != stem:
        note("id", f"the file is called {stem}")
    if item.classified:
        note("classified", "a classified or sensitive matter is for no terminal")
    if not re.fullmatch(r"[0-9]{4}\.[0-9]{1,2}\.[0-9]+", item.version):
        note("version", "expected year.month.number, as 2026.11.0")
    if not 0 < len(item.short_name) <= SHORT_NAME_LENGTH:
        note("short_name", f"expected 1 to {SHORT_NAME_LENGTH} characters")
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*", item.icon):
        note("icon", "expected the name of a Phosphor icon, as shield-check")


def _check_codes(item: ServiceItem, note: Note) -> None:
    if not codes.is_uscc(item.dept_uscc):
        note("dept_uscc", "not a unified social credit code (GB 32100): length, letters or check character")
    if not codes.is_catalog_code(item.catalog_code):
        note("catalog_code", "expected 12 digits")
    if not codes.is_task_code(item.task_code, item.dept_uscc, item.use_level, item.catalog_code):
        note("task_code", "expected dept_uscc + use_level + catalog_code (31 characters)")
    if item.task_handle_item and not codes.is_handle_item(item.task_handle_item, item.task_code):
        note("task_handle_item", "expected task_code and two digits (33 characters)")
    if item.task_type not in TASK_TYPES:
        note("task_type", f"expected one of {', '.join(sorted(TASK_TYPES))}")
    elif codes.is_catalog_code(item.catalog_code) and item.catalog_code[KIND] != item.task_type:
        note("task_type", f"the basic code says {item.catalog_code[KIND]}")
    if item.use_level not in LEVELS:
        note("use_level", "expected 1 to 7")
    if set(item.server_type) - SERVER_TYPES:
        note("server_type", "expected numbers of 1 to 6 (GB/T 39046 A.4)")
    if item.project_type not in PROJECT_TYPES:
        note("project_type", "expected 1, 2 or 9")


def _check_times(item: ServiceItem, note: Note) -> None:
    if item.anticipate_days is not None and item.promise_days > item.anticipate_days:
        note("promise_days", f"longer than the statutory {item.anticipate_days}")
    if item.promise_days < 0:
        note("promise_days", "expected 0 or more")
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)", item.backend_hours):
        note("backend_hours", "expected HH:MM-HH:MM")


def _check_flow(item: ServiceItem, note: Note) -> None:
    members = {member.id: member for member in item.members}
    for member_id in members or {""}:
        steps = [step for step in item.handle_flow if step.member in {"", member_id}]
        approvals = sum(step.approval for step in steps)
        if approvals > MOST_APPROVALS and not item.complicated:
            note("handle_flow", f"{approvals} approval steps, expected at most {MOST_APPROVALS} unless complicated")
        promised = members[member_id].promise_days if member_id else item.promise_days
        held = max(promised, item.promise_days)
        if sum(step.days for step in steps) > held and (held or item.project_type != INSTANT):
            note("handle_flow", f"takes longer than the promised {promised} working days")
    for place, step in enumerate(item.handle_flow, start=1):
        if step.member and step.member not in members:
            note(f"handle_flow[{place}].member", f"no member {step.member}")
    for place, member in enumerate(item.members, start=1):
        if not codes.is_uscc(member.dept_uscc):
            note(f"members[{place}].dept_uscc", "not a unified social credit code (GB 32100)")


def _check_fee(item: ServiceItem, note: Note) -> None:
    for name in ("basis", "standard"):
        if item.fee.charge and not getattr(item.fee, name):
            note(f"fee.{name}", "a charge must name its basis and its standard")
