"""替别人办: whose card comes first and whose second, and what else is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.plain_asks import TellAsk
from kiosk.domain.words import say
from kiosk.privacy import mask_name
from ui.projection.tell import TellView, project_tell

if TYPE_CHECKING:
    from kiosk.domain.state import Acting
    from kiosk.domain.words import Words
    from ui.projection.scene import Scene

__all__ = ["project_acting"]


def project_acting(state: Acting, scene: Scene) -> TellView:
    """Ask for the agent's card, then for the other's."""
    first = state.agent is None
    item = scene.item(state.item_id)
    by_paper = item is None or item.agent == "authority"
    facts: tuple[tuple[Words, Words], ...] = (
        (say("办什么"), item.task_name if item else ""),
        (say("代办人"), say("请放上您自己的身份证") if state.agent is None else mask_name(state.agent.name)),
        (say("委托人"), say("下一步再放") if first else say("请取走您的，换上委托人的身份证")),
        (say("还要什么"), say("委托书，等一会儿拍下来") if by_paper else say("不用别的，两张证件就行")),
        (say("请看"), say("办件里会记下两个人")),
    )
    ask = TellAsk(
        say("替别人办：先放您自己的证件") if first else say("再放委托人的证件"),
        say("没有委托书，请委托人本人来，或到窗口问。") if by_paper else say("只补缺的材料，别的看不到。"),
        tuple(fact for fact in facts if fact[1]),
    )
    return project_tell(ask, scene, state.fault)
