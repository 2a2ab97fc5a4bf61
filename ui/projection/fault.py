"""A fault as a whole page: 出了什么事 → 什么没有丢 → 现在怎么办, and two ways onward."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from ui.projection.trouble import trouble
from ui.projection.view import View

if TYPE_CHECKING:
    from kiosk.domain.state import CardTrouble, OutOfService
    from ui.projection.scene import Scene

__all__ = ["FaultView", "project_card_left", "project_card_trouble", "project_out_of_service"]

Kind = Literal["card", "out", "left"]


@dataclass(frozen=True, slots=True)
class FaultView(View):
    """`again`, `home` and `leave` are "" where that way does not exist here."""

    screen: ClassVar[str] = "Fault"
    kind: Kind
    title: str
    lead: str
    icon: str
    happened_label: str
    happened: str
    kept_label: str
    kept: str
    now_label: str
    ways: tuple[str, ...]
    number: str
    spot: str
    again: str
    home: str
    leave: str
    explain: str
    help: str


def project_card_trouble(state: CardTrouble, scene: Scene) -> FaultView:
    """Say why this card could not be read, or may not be used here."""
    tr = scene.tr
    return _fault(
        scene,
        "card",
        state.code,
        lead=tr("别着急，换个方法再试一次。"),
        icon="identification-card",
        again=tr("再试一次"),
        home=tr("返回首页"),
        leave=tr("先不办了"),
    )


def project_out_of_service(state: OutOfService, scene: Scene) -> FaultView:
    """Say that this machine cannot serve."""
    tr = scene.tr
    return _fault(
        scene,
        "out",
        state.code,
        lead=tr("给您添麻烦了，请换一种方式办。"),
        icon="wrench",
        explain=tr("还能去哪里办"),
    )


def project_card_left(scene: Scene) -> FaultView:
    """Wait until a forgotten card is gone; the next person's card is not read before."""
    tr = scene.tr
    return FaultView(
        kind="left",
        title=tr("有一张卡忘了拿走"),
        lead=tr("卡取走以后，才能接着给下一位办。"),
        icon="identification-card",
        happened_label=tr("出了什么事"),
        happened=tr("上一位走了，卡还在感应区上。"),
        kept_label=tr("什么没有丢"),
        kept=tr("上一位的信息已清除，什么也看不到。"),
        now_label=tr("现在怎么办"),
        ways=(tr("是您的卡：直接拿走就好"), tr("不是您的卡：请交给工作人员")),
        number="",
        spot=tr("身份证感应区"),
        again="",
        home="",
        leave="",
        explain=tr("捡到卡怎么办"),
        help=tr("请人帮我"),
    )


def _fault(
    scene: Scene,
    kind: Kind,
    code: str,
    *,
    lead: str,
    icon: str,
    again: str = "",
    home: str = "",
    leave: str = "",
    explain: str = "",
) -> FaultView:
    tr = scene.tr
    told = trouble(scene, code)
    return FaultView(
        kind=kind,
        title=told.title,
        lead=lead,
        icon=icon,
        happened_label=tr("出了什么事"),
        happened=told.happened,
        kept_label=tr("什么没有丢"),
        kept=told.kept,
        now_label=tr("现在怎么办"),
        ways=told.ways,
        number=tr("故障编号 {number}　请报给工作人员", number=told.number) if told.number else "",
        spot=tr("身份证感应区"),
        again=again,
        home=home,
        leave=leave,
        explain=explain,
        help=tr("请人帮我"),
    )
