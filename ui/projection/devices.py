"""What works, told before anybody begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.projection.trouble import trouble

if TYPE_CHECKING:
    from ui.projection.scene import Scene

__all__ = ["Lamp", "lamps"]


@dataclass(frozen=True, slots=True)
class Lamp:
    """One device or line in a few words; `ok` False stands out."""

    icon: str
    text: str
    ok: bool


def lamps(scene: Scene) -> tuple[Lamp, ...]:
    """Return printer, network and reader, in the order of their weight for the visitor's plans."""
    tr, health = scene.tr, scene.health
    if health.printer:
        printer = Lamp("warning-circle", trouble(scene, health.printer).title, ok=False)
    elif health.printer_low:
        left = health.receipts_left
        text = tr("回执纸快用完") if left is None else tr("回执纸够约 {n} 张", n=left)
        printer = Lamp("printer", text, ok=True)
    else:
        printer = Lamp("printer", tr("回执可打"), ok=True)
    line: tuple[Lamp, ...] = ()
    if health.online is not None:
        line = (
            Lamp("wifi-high", tr("网络正常"), ok=True)
            if health.online
            else Lamp("wifi-slash", tr("没联网，可收件"), ok=False),
        )
    reader = (
        Lamp("warning-circle", trouble(scene, health.reader).title, ok=False)
        if health.reader
        else Lamp("identification-card", tr("读卡正常"), ok=True)
    )
    return (printer, *line, reader)
