"""What works, told before anybody begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.domain.rules.intake import files_a_case
from ui.projection.trouble import trouble

if TYPE_CHECKING:
    from config.schema import ServiceItem
    from ui.projection.scene import Scene

__all__ = ["Lamp", "lamps", "takes"]


@dataclass(frozen=True, slots=True)
class Lamp:
    """One device or line in a few words; `ok` False stands out."""

    icon: str
    text: str
    ok: bool


def lamps(scene: Scene) -> tuple[Lamp, ...]:
    """Return what is closed, printer, network and reader, in the order of their weight for the visitor's plans."""
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
    if health.intake:  # without new cases nobody need know of the line
        return (Lamp("warning-circle", trouble(scene, health.intake).title, ok=False), printer, reader)
    return (printer, *line, reader)


def takes(scene: Scene, item: ServiceItem) -> bool:
    """Whether this item can be begun here now, and not only read about."""
    return bool(item.steps) and not (scene.health.intake and files_a_case(item))
