"""帮办员在协助您: what a helper may and may not, and the citizen's own word at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.plain_asks import TellAsk
from kiosk.domain.words import say
from kiosk.journeys.helping import confirm, short
from ui.projection.tell import TellView, project_tell

if TYPE_CHECKING:
    from kiosk.domain.state import Confirming, Helping
    from ui.projection.scene import Scene

__all__ = ["project_confirming", "project_helping"]


def project_helping(state: Helping, scene: Scene) -> TellView:
    """Say who helps, and ask for the change of cards."""
    facts = (
        (say("谁在帮忙"), say("帮办员 {no}", no=short(state.staff))),
        (say("现在"), say("帮办员取走自己的卡，群众放上身份证")),
        (say("看得见"), say("姓名、号码只显示一部分")),
        (say("提交"), say("要本人的证件在机器上，本人自己点")),
        (say("评价"), say("本人以后自己评，帮办员看不到")),
    )
    ask = TellAsk(
        say("帮办员在协助您"),
        say("每一步都会记下有人帮忙。不想要人帮，点“返回”。"),
        facts,
    )
    return project_tell(ask, scene)


def project_confirming(state: Confirming, scene: Scene) -> TellView:
    """Ask the citizen alone."""
    return project_tell(confirm(state.run), scene, state.fault)
