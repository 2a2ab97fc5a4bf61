"""告知承诺: the terms one by one, each with a tick of its own, and what a false promise costs.

The terms are legal text: they stay in the office's own Chinese, and the English page says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ui.projection.trouble import trouble
from ui.projection.view import Notice, View
from ui.projection.wording import joined, material_short

if TYPE_CHECKING:
    from kiosk.domain.asks import CommitAsk
    from ui.projection.scene import Scene

__all__ = ["CommitView", "project_commit"]


@dataclass(frozen=True, slots=True)
class CommitView(View):
    """`terms` are ticked one by one; `consequence` is read before."""

    screen: ClassVar[str] = "Commit"
    title: str
    lead: str
    paper: str
    consequence_label: str
    consequence: str
    terms_label: str
    terms: tuple[str, ...]
    notice: Notice
    back: str
    decline: str
    agree: str
    first: str


def project_commit(ask: CommitAsk, scene: Scene, fault: str = "") -> CommitView:
    """Offer a promise in a paper's place; the other way, the paper itself, stands beside it."""
    tr, told = scene.tr, trouble(scene, fault)
    names = joined(scene, tuple(material_short(scene, material) for material in ask.materials))
    return CommitView(
        title=tr("书面承诺，免交{name}", name=names),
        lead=tr("请一条一条看清，做得到再打勾。"),
        paper=ask.commitment.title,
        consequence_label=tr("承诺不实怎么办"),
        consequence=ask.commitment.consequence,
        terms_label=tr("我承诺"),
        terms=ask.commitment.terms,
        notice=Notice(f"{told.title} · {told.happened}" if told.title else "", "warn"),
        back=tr("返回"),
        decline=tr("不承诺，交材料"),
        agree=tr("我承诺"),
        first=tr("先逐条打勾"),
    )
