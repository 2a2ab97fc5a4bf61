"""Service items as files: what the loader refuses, told to an editor in Chinese; what only a catalogue shows."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from config.load import read_services
from config.problems import ConfigError
from kiosk.domain.rules.flaws import flaws
from kiosk.linting.finding import Finding
from kiosk.linting.item_texts import lint_texts
from kiosk.linting.pages import in_chinese

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from config.problems import Problem
    from config.schema import ServiceItem

__all__ = ["lint_items", "translated"]

WORDS = Path(__file__).with_name("words.toml")


def lint_items(paths: Sequence[Path], kinds: Collection[str] | None) -> Iterator[Finding]:
    """Yield what is wrong with these files, each by itself and all beside each other.

    `kinds` are the step kinds that exist, None leaves them unchecked.
    """
    items: list[tuple[str, ServiceItem]] = []
    for path in paths:
        try:
            items += [
                (path.name, item) for item in read_services([path], path.name, kinds=kinds, rule_flaws=flaws).values()
            ]
        except ConfigError as refused:
            yield from (translated(problem) for problem in refused.problems)
    for file, item in items:
        yield from lint_texts(file, item)
    yield from _beside_each_other(items)


def translated(problem: Problem) -> Finding:
    """Return a problem of the loader as an editor reads it."""
    for pattern, words in _words():
        if found := pattern.fullmatch(problem.message):
            said = [found.group(), *(group or "" for group in found.groups())]
            said = [in_chinese(one) for one in said]
            why, suggestion = words["why"].format(*said), words["suggestion"].format(*said)
            return Finding(problem.file, problem.key or "文件", words["rule"], why, suggestion.removesuffix("："))
    raise AssertionError("the last pattern takes every message")


@lru_cache(maxsize=1)
def _words() -> list[tuple[re.Pattern[str], dict[str, str]]]:
    tables = tomllib.loads(WORDS.read_text(encoding="utf-8"))["words"]
    return [(re.compile(table["says"], re.DOTALL), table) for table in tables]


def _beside_each_other(items: Sequence[tuple[str, ServiceItem]]) -> Iterator[Finding]:
    """三级十同 (F08): one code, one name; one 基本编码 at several levels, the same papers."""
    by_code: dict[str, tuple[str, ServiceItem]] = {}
    by_basic: dict[str, tuple[str, ServiceItem]] = {}
    for file, item in items:
        first = by_code.setdefault(item.task_code, (file, item))
        if first[1].id != item.id:
            yield Finding(file, "task_code", "duplicate-code", f"与 {first[0]} 的实施编码相同", "一个事项一个编码")
        alike = by_basic.setdefault(item.catalog_code, (file, item))
        if alike[1].use_level != item.use_level and _papers(alike[1]) != _papers(item):
            why = f"与 {alike[0]} 是同一基本编码，材料却不同"
            yield Finding(file, "materials", "uneven-levels", why, "上下级同一事项，材料应当一致", "warning")
    for file, item in items:
        if item.anticipate_days and item.promise_days * 2 > item.anticipate_days and item.project_type != 1:
            why = f"承诺 {item.promise_days} 个工作日，压缩不到法定 {item.anticipate_days} 的一半"
            yield Finding(file, "promise_days", "little-saved", why, "能再压缩的，再压缩", "warning")


def _papers(item: ServiceItem) -> list[str]:
    return sorted(material.material_name for material in item.materials)
