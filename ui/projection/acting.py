"""The buttons, the strip and the wait that Pick and Tell have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.projection.spoken import spoken
from ui.projection.trouble import trouble
from ui.projection.view import Notice

if TYPE_CHECKING:
    from kiosk.domain.form_entries import FormAsk
    from kiosk.domain.plain_asks import Act, PickAsk, TellAsk
    from ui.projection.scene import Scene

__all__ = ["Button", "buttons", "strip"]

_ICONS = {"print": "printer", "go": "", "again": "arrows-clockwise", "pick": "", "escalate": "lifebuoy"}


@dataclass(frozen=True, slots=True)
class Button:
    """`does` is print, go, again, pick (`id`), escalate or help; `off` shows it without effect."""

    does: str
    label: str
    icon: str
    id: str = ""
    off: bool = False


def buttons(ask: PickAsk | TellAsk | FormAsk, scene: Scene, fault: str, listing: str) -> tuple[Button, ...]:
    """Return the buttons, the primary last. What failed can be asked again; without any act help is offered."""
    found = tuple(_button(act, scene, listing, open_now=getattr(ask, "ready", True)) for act in ask.acts)
    if fault and not any(one.does == "again" for one in found):
        found = (*found, Button("again", scene.tr("再试一次"), "arrows-clockwise"))
    return found or (Button("help", scene.tr("请人帮我"), "headset"),)


def strip(ask: PickAsk | TellAsk, scene: Scene, fault: str, listing: str) -> Notice:
    """Return what stands above it all: a trouble first, then the paper, then what the step says."""
    tr, told = scene.tr, trouble(scene, fault)
    if told.title:
        return Notice(f"{told.title} · {told.happened}", "warn")
    if listing == "printing":
        return Notice(tr("正在打印，请从出纸口取走。"), "info")
    if listing == "done":
        return Notice(tr("打好了，请从出纸口取走。"), "ok")
    if listing:
        held = trouble(scene, listing)
        return Notice(f"{held.title} · {held.happened}", "warn")
    return Notice(spoken(scene, ask.notice), "warn" if getattr(ask, "tint", "") in {"warn", "bad"} else "info")


def _button(act: Act, scene: Scene, listing: str, *, open_now: bool) -> Button:
    tr = scene.tr
    off = act.does == "print" and (listing == "printing" or bool(scene.health.printer))
    off = off or (act.does == "go" and not open_now)
    label = tr("再打一张") if act.does == "print" and listing == "done" else spoken(scene, act.label)
    return Button(act.does, label, act.icon or _ICONS[act.does], act.id, off)
