"""A fault in the visitor's language: what happened, what is not lost, what to do now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.projection.scene import Scene

__all__ = ["Trouble", "no_trouble", "trouble"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """`number` is for the staff, small; every field is "" where there is no trouble."""

    title: str
    happened: str
    kept: str
    ways: tuple[str, ...]
    number: str


no_trouble = Trouble("", "", "", (), "")


def trouble(scene: Scene, code: str) -> Trouble:
    """Return what to say for a fault code; a code nobody catalogued still gets a calm page."""
    if not code:
        return no_trouble
    tr = scene.tr
    fault = scene.faults.get(code)
    if fault is None:
        ways = (tr("过一会儿再试一次"), tr("请工作人员帮忙，或拨 12345"))
        return Trouble(
            tr("这一步暂时办不了"), tr("机器遇到了没料到的情况。"), tr("没提交的内容不会留在本机。"), ways, "G-000"
        )
    if scene.prefs.english:
        return Trouble(fault.title_en, fault.happened_en, fault.kept_en, fault.ways_en, fault.number)
    return Trouble(fault.title, fault.happened, fault.kept, fault.ways, fault.number)
