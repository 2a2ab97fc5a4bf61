"""What `catalogue show|diff|publish|deferrals` do."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict
from typing import TYPE_CHECKING

from config.load import load_services
from config.problems import ConfigError
from kiosk.commands.verb import complain, say
from kiosk.domain.rules.forms import filled_beforehand
from kiosk.domain.rules.statement import statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from config.schema import ServiceItem

__all__ = ["deferrals", "diff", "publish", "show"]

LINE = 120


def show(ids: Sequence[str], folder: Path, *, as_json: bool) -> int:
    """Tell the guides of these items (all when none is named), every element in its order."""
    items = load_services(folder)
    if unknown := set(ids) - items.keys():
        complain(f"no item {', '.join(sorted(unknown))}")
        return 1
    for item in (items[name] for name in ids or items):
        if as_json:
            say(json.dumps(asdict(item), ensure_ascii=False))
        elif ids:
            for line in _guide(item):
                say(line)
        else:
            say(f"{item.form:<36} {item.task_name}")
    return 0


def deferrals(folder: Path, *, as_json: bool) -> int:
    """Tell which papers may follow later, item by item: the 对账单 that an office publishes and prints."""
    told = statement(load_services(folder).values())
    if as_json:
        say(json.dumps(asdict(told), ensure_ascii=False))
        return 0
    say(f"容缺目录对账单　版本 {told.version}　{len(told.entries)} 项")
    for one in told.entries:
        say(f"{one.task_name}（{one.form}）：{one.material_name}，受理后 {one.days} 个工作日内补齐")
        say(f"    主件先交：{'、'.join(one.core)}")
    return 0


def diff(old: Path, new: Path, *, as_json: bool) -> int:
    """Tell what changes between two folders of items, key by key; exit status 1 when anything does."""
    try:
        before, after = load_services(old), load_services(new)
    except ConfigError as wrong:
        complain(str(wrong))
        return 2
    changes = list(_changes(before, after))
    for item_id, key, was, becomes in changes:
        if as_json:
            say(json.dumps({"item": item_id, "key": key, "was": was, "becomes": becomes}, ensure_ascii=False))
        else:
            say(f"{item_id}: {key}: {_short(was)} → {_short(becomes)}")
    return int(bool(changes))


def publish(folder: Path, target: Path) -> int:
    """Put the items into `target` in one step: beside it first, then in its place."""
    beside = target.with_name(f".{target.name}.part")
    old = target.with_name(f".{target.name}.old")
    for leftover in (beside, old):
        shutil.rmtree(leftover, ignore_errors=True)
    shutil.copytree(folder, beside, ignore=shutil.ignore_patterns("__pycache__"))
    if target.exists():
        target.rename(old)
    beside.rename(target)
    os.sync()
    shutil.rmtree(old, ignore_errors=True)
    say(f"{len(list(target.glob('*.toml')))} 个事项已发布")
    return 0


def _guide(item: ServiceItem) -> Iterator[str]:
    papers = [
        f"{one.material_name}（{_count(one.original_num, '原件')}{_count(one.copy_num, '复印件')}{one.page_format}）"
        for one in item.materials
    ]
    filled, fields = filled_beforehand(item)
    statutory = f"{item.anticipate_days} 个工作日" if item.anticipate_days is not None else item.anticipate_explain
    told = {
        "项目名称": [item.task_name],
        "实施编码": [item.task_code],
        "实施主体": [item.dept_name, *item.other_dept],
        "设定依据": list(item.by_law),
        "申请条件": [f"{one.text}（{one.rule}）" for one in item.conditions],
        "申请材料": papers or [item.materials_explain],
        "表单": [f"{fields} 项，{filled} 项由卡或证照库填好"] if fields else [],
        "已取消": [f"{one.name}（{one.way}）" for one in item.cancelled],
        "办理流程": [f"{one.name}：{one.who}" for one in item.handle_flow],
        "法定时限": [statutory],
        "承诺时限": [f"{item.promise_days} 个工作日 {item.promise_explain}".strip()],
        "收费": [f"{item.fee.basis} {item.fee.standard}".strip() if item.fee.charge else "不收费"],
        "审批决定证件": list(item.results),
        "年检要求": [item.annual_check],
        "注意事项": list(item.common_errors),
        "大家常问": [f"{one.ask}{one.answer}" for one in item.faq],
    }
    if item.channels:
        told["咨询和投诉"] = [item.channels.consult_tel, item.channels.supervise_tel]
        told["地点和时间"] = [item.channels.window, item.channels.window_hours]
    yield f"{item.task_name}  {item.form}"
    for name, lines in told.items():
        if lines:
            yield f"  {name}：{'；'.join(lines)}"


def _count(number: int, name: str) -> str:
    return f"{name} {number} 份，" if number else ""


def _changes(
    before: dict[str, ServiceItem], after: dict[str, ServiceItem]
) -> Iterator[tuple[str, str, object, object]]:
    for item_id in sorted(before.keys() | after.keys()):
        if item_id not in after or item_id not in before:
            yield item_id, "item", item_id in before or None, item_id in after or None
            continue
        was, becomes = asdict(before[item_id]), asdict(after[item_id])
        yield from ((item_id, key, was[key], becomes[key]) for key in was if was[key] != becomes[key])


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LINE else f"{text[: LINE - 1]}…"
