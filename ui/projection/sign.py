"""09 · Signature: what is signed, and a pad in reach of the hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ui.projection.trouble import trouble
from ui.projection.view import Line, Notice, View

if TYPE_CHECKING:
    from kiosk.domain.asks import SignAsk
    from ui.projection.scene import Scene

__all__ = ["SignView", "project_sign"]

_ICONS = ("file-text", "handshake")


@dataclass(frozen=True, slots=True)
class SignView(View):
    """The papers and the pad's words."""

    screen: ClassVar[str] = "Sign"
    title: str
    lead: str
    papers: tuple[Line, ...]
    got: str
    line: str
    erase: str
    keep: str
    notice: Notice
    back: str
    cannot: str
    done: str
    first: str


def project_sign(ask: SignAsk, scene: Scene, fault: str = "") -> SignView:
    """Ask for the name, written by finger."""
    tr = scene.tr
    told = trouble(scene, fault)
    return SignView(
        title=tr("请用手指写您的名字"),
        lead=tr("只用在这次办理的 {n} 份文书上。", n=len(ask.papers)),
        papers=tuple(Line(_ICONS[min(n, 1)], name) for n, name in enumerate(ask.papers)),
        got=tr("笔迹已收到"),
        line=tr("在横线上方书写"),
        erase=tr("擦掉重写"),
        keep=tr("签名加密存放，提交后本机自动删除。"),
        notice=Notice(f"{told.title} · {told.happened}" if told.title else "", "warn"),
        back=tr("返回"),
        cannot=tr("我不会写字"),
        done=tr("写好了"),
        first=tr("请先签名"),
    )
