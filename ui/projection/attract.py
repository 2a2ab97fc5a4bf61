"""01 · Nobody is here: one huge verb, the time, and what works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ui.projection.devices import Lamp, lamps
from ui.projection.view import View
from ui.projection.wording import clock, long_day

if TYPE_CHECKING:
    from config.published import Notice
    from ui.projection.scene import Scene

__all__ = ["AttractView", "project_attract"]

_DRIFT_PX_A_MINUTE, _MARGIN_PX = 8, 40
_EVENING, _MORNING = 19, 6


@dataclass(frozen=True, slots=True)
class AttractView(View):
    """`drift` moves the lit words some pixels a minute, so that nothing burns in.

    `notice` is what the centre wants everybody to know, in its own words; "" for nothing.
    """

    screen: ClassVar[str] = "Attract"
    time: str
    date: str
    title: str
    lead: str
    begin: str
    lamps: tuple[Lamp, ...]
    drift: int
    notice: str
    notice_text: str


def project_attract(scene: Scene) -> AttractView:
    """Invite a touch or a card."""
    tr, now = scene.tr, scene.now
    night = now.hour >= _EVENING or now.hour < _MORNING
    way = (now.hour * 60 + now.minute) * _DRIFT_PX_A_MINUTE % (2 * _MARGIN_PX)
    notice = _notice(scene)
    return AttractView(
        time=clock(now),
        date=long_day(scene, now.date()),
        title=_title(scene, night=night),
        lead=_lead(scene),
        begin=tr("轻触这里，看指南、补打") if scene.health.intake else tr("轻触这里，开始办理"),
        lamps=(
            Lamp("check-circle", _offered(scene), ok=True),
            *sorted(lamps(scene), key=lambda lamp: lamp.ok)[:2],
        ),
        drift=way if way <= _MARGIN_PX else 2 * _MARGIN_PX - way,
        notice=notice.title if notice else "",
        notice_text=notice.text if notice else "",
    )


def _notice(scene: Scene) -> Notice | None:
    """Return what holds today; of several each its minute."""
    today = scene.now.date()
    holding = [notice for notice in scene.notices if notice.start <= today <= notice.end]
    return holding[scene.now.minute % len(holding)] if holding else None


def _title(scene: Scene, *, night: bool) -> str:
    if scene.health.intake:
        return scene.tr("新的申请请到窗口")
    return scene.tr("夜里也能办事") if night else scene.tr("不用排队，自己办")


def _lead(scene: Scene) -> str:
    tr, health = scene.tr, scene.health
    if health.intake:
        return tr("现在不收新的申请，可看指南、补打回执")
    return tr("请轻触屏幕，先看看要带什么") if health.reader else tr("请轻触屏幕，或把身份证放在感应区")


def _offered(scene: Scene) -> str:
    tr, count = scene.tr, len(scene.items)
    return tr("{n} 项可查", n=count) if scene.health.intake else tr("{n} 项可办", n=count)
