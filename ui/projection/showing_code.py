"""没带身份证？: a code on a telephone is looked for under the camera; what it takes, and where to go without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.plain_asks import Act, TellAsk
from kiosk.domain.words import say
from ui.projection.tell import TellView, project_tell

if TYPE_CHECKING:
    from kiosk.domain.state import ShowingCode
    from kiosk.domain.words import Words
    from ui.projection.scene import Scene

__all__ = ["project_showing_code"]


def project_showing_code(state: ShowingCode, scene: Scene) -> TellView:
    """Ask for the code, or say that it is being verified."""
    if state.inquiry is not None:
        return project_tell(TellAsk(say("正在核验"), say("手机可以先拿起来。"), waiting=True), scene)
    item = scene.item(state.item_id)
    where = item.channels if item else None
    facts: tuple[tuple[Words, Words], ...] = (
        (say("认哪些码"), say("网证、电子营业执照、社保电子码")),
        (say("怎么放"), say("亮屏朝上，平放在高拍台上")),
        (say("多久有效"), say("60 秒，过了请刷新")),
        (say("没有码"), say("放身份证，或到窗口")),
        (say("去哪里"), where.window if where else ""),
        (say("几点开门"), where.window_hours if where else ""),
    )
    ask = TellAsk(
        say("请出示手机上的码"),
        say("码里没有姓名和号码，只用这一次。"),
        tuple(fact for fact in facts if fact[1]),
        acts=(Act("pick", say("没有码，看指南"), id="guide"), Act("again", say("再扫一次"))),
    )
    return project_tell(ask, scene, state.fault)
