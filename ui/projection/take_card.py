"""14 · Everything is done but the card: one picture, one arrow, what happens if it is forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ui.projection.view import View

if TYPE_CHECKING:
    from kiosk.domain.state import TakingCard
    from ui.projection.scene import Scene

__all__ = ["TakeCardView", "project_take_card"]

_WAIT_S = 60


@dataclass(frozen=True, slots=True)
class TakeCardView(View):
    """`share` is the part of the wait that is left."""

    screen: ClassVar[str] = "TakeCard"
    title: str
    lead: str
    spot: str
    where: str
    left: str
    share: float
    after: str
    lost: str
    help: str


def project_take_card(state: TakingCard, scene: Scene) -> TakeCardView:
    """Ask for the card to be taken."""
    tr = scene.tr
    return TakeCardView(
        title=tr("请取走卡和纸") if scene.health.paper_waits else tr("请取走您的卡"),
        lead=tr("纸在出纸口，卡在感应区上，都请拿好。")
        if scene.health.paper_waits
        else tr("卡在感应区上，台面上的材料也请带走。"),
        spot=tr("身份证感应区"),
        where=tr("在屏幕右下方"),
        left=str(state.left_s),
        share=min(1.0, state.left_s / _WAIT_S),
        after=tr("{n} 秒后还没取走，\n屏幕会一直提醒，不给下一位办。", n=state.left_s),
        lost=tr("卡找不到了"),
        help=tr("请人帮我"),
    )
