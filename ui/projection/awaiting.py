"""A service is chosen: the card is to be laid down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from kiosk.journeys.agency import FOR_ANOTHER, open_to_agents
from kiosk.journeys.nameless import PHONE_CODE, WITHOUT_CARD, open_to_nobody
from ui.projection.trouble import trouble
from ui.projection.view import Notice, View
from ui.projection.wording import task_name

if TYPE_CHECKING:
    from kiosk.domain.state import AwaitingCard
    from ui.projection.scene import Scene

__all__ = ["AwaitingCardView", "project_awaiting"]


@dataclass(frozen=True, slots=True)
class AwaitingCardView(View):
    """One picture, one act; `otherwise` is what is picked where it is done without a card or by telephone, else ""."""

    screen: ClassVar[str] = "AwaitingCard"
    title: str
    lead: str
    item: str
    spot: str
    where: str
    use: str
    keep: str
    notice: Notice
    back: str
    no_card: str
    without: str
    otherwise: str
    another: str
    acting: str
    cards: str


def project_awaiting(state: AwaitingCard, scene: Scene) -> AwaitingCardView:
    """Ask for the card."""
    tr = scene.tr
    item = scene.item(state.item_id)
    open_to_all = item is not None and open_to_nobody(item)
    fault = trouble(scene, scene.health.reader)
    return AwaitingCardView(
        title=tr("请放上证件"),
        lead=tr("身份证、社保卡、护照、通行证等都能读。"),
        item=task_name(scene, item) if item else "",
        spot=tr("身份证感应区"),
        where=tr("平放在屏幕右下方，别拿开"),
        use=tr("只用于本次办理"),
        keep=tr("结束后本机不留存"),
        notice=Notice(f"{fault.title}。{fault.ways[0]}" if fault.title else "", "warn"),
        back=tr("返回"),
        no_card=tr("没带身份证"),
        without=tr("不刷卡也能办") if open_to_all else tr("没带卡，用手机"),
        otherwise=WITHOUT_CARD if open_to_all else _phone(scene),
        another=tr("替别人办"),
        acting=FOR_ANOTHER if item is not None and open_to_agents(item) else "",
        cards=tr("哪些卡能用"),
    )


def _phone(scene: Scene) -> str:
    return PHONE_CODE if scene.moment.verifier else ""
