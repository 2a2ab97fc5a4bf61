"""02 · Home: what can be done here, and where the card goes; for a known person the likely item first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from kiosk.domain.rules.ages import youngest
from kiosk.privacy import mask_name
from ui.projection.categories import Category, categories
from ui.projection.devices import Lamp, lamps, takes
from ui.projection.trouble import trouble
from ui.projection.view import View
from ui.projection.wording import short_name, task_name

if TYPE_CHECKING:
    from config.schema import ServiceItem
    from kiosk.domain.state import Choosing
    from ui.projection.scene import Scene

__all__ = ["HomeView", "Theme", "project_home"]

_THEMES, _TILES, _TILES_LOW, _TILES_ELDER = 3, 9, 5, 4
_ELDER_AGE = 60
_COLOURS = (("0A5F5C", "0F7C77"), ("9A3E0C", "BC5415"), ("4B33B8", "6A4FDB"))


@dataclass(frozen=True, slots=True)
class Theme:
    """One thing done at once (一件事): a coloured tile from colour `a` to `b`."""

    id: str
    name: str
    note: str
    icon: str
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class HomeView(View):
    """`known` says that a card was read; `suggested` is the item the panel then offers, "" for none."""

    screen: ClassVar[str] = "Home"
    title: str
    lead: str
    all: str
    lamps: tuple[Lamp, ...]
    categories: tuple[Category, ...]
    near: str
    themes_title: str
    themes: tuple[Theme, ...]
    search: str
    find: str
    call: str
    hint: str
    spot: str
    known: bool
    suggested: str
    start: str
    no_card: str
    cards: str
    help: str
    low: str


def project_home(state: Choosing, scene: Scene) -> HomeView:
    """Show home."""
    tr, prefs, identity = scene.tr, scene.prefs, state.identity
    count = len(scene.items)
    item = suggested(scene, identity.age_on(scene.now.date())) if identity else None
    tiles = _TILES_ELDER if prefs.elder else _TILES_LOW if prefs.low else _TILES
    title = tr("您想办什么？")
    call, hint = _call(scene, item, known=identity is not None)
    return HomeView(
        title=tr("{who}，您好", who=mask_name(identity.name)) if identity else title,
        lead=_lead(scene, title if identity else tr("点下面的事项，或先刷身份证。")),
        all=tr("全部 {n} 项", n=count),
        lamps=lamps(scene),
        categories=categories(scene, tiles, elders_first=prefs.elder),
        near=tr("就近办") if scene.moment.town.here else "",
        themes_title=tr("一件事一次办"),
        themes=_themes(scene),
        search=tr("不知道在哪一类？打拼音头一个字母找"),
        find=tr("找一找"),
        call=call,
        hint=hint,
        spot=tr("身份证感应区"),
        known=identity is not None,
        suggested=item.id if item else "",
        start=tr("现在就办"),
        no_card=tr("没带身份证"),
        cards=tr("哪些卡能用"),
        help=tr("请人帮我"),
        low=tr("低位模式：能点的都在下半屏"),
    )


def _lead(scene: Scene, usual: str) -> str:
    """Say before anybody begins that nothing new is taken, and what can be done here all the same."""
    return scene.tr("现在不收新的申请，可看指南、补打回执") if scene.health.intake else usual


def _call(scene: Scene, item: ServiceItem | None, *, known: bool) -> tuple[str, str]:
    """Return the panel's words: the likely item, or where the card goes."""
    tr, prefs = scene.tr, scene.prefs
    if item is not None:
        name = short_name(scene, item) if prefs.elder or prefs.english else task_name(scene, item)
        return name, tr("为您推荐 · 约 {n} 分钟", n=item.est_minutes)
    if known:
        return tr("身份证已读好"), tr("点上面要办的事项") if not prefs.low else tr("点下面要办的事项")
    if scene.health.reader:
        fault = trouble(scene, scene.health.reader)
        return fault.title, fault.ways[0]
    if scene.health.intake:
        return tr("请刷身份证，补打回执"), tr("新的申请，现在请到窗口办")
    if prefs.elder:
        return tr("请刷身份证"), tr("平放在右下方的\n感应区，别拿开。")
    return tr("请刷身份证，开始办理"), tr("社保卡、护照、通行证也行，平放右下方")


def suggested(scene: Scene, age: int) -> ServiceItem | None:
    """Return the item most people of this age come for; what only some need is not guessed at."""
    common = [i for i in scene.items if takes(scene, i) and (i.featured or i.elder_recommended)]
    fitting = [i for i in common if i.elder_recommended == (age >= _ELDER_AGE) and age >= youngest(i)]
    return next((item for item in fitting if item.featured), fitting[0] if fitting else None)


def _themes(scene: Scene) -> tuple[Theme, ...]:
    featured = [item for item in scene.items if item.featured][:_THEMES]
    return tuple(
        Theme(item.id, short_name(scene, item), _joint(scene, item), item.icon, a, b)
        for item, (a, b) in zip(featured, _COLOURS, strict=False)
    )


def _joint(scene: Scene, item: ServiceItem) -> str:
    parts = 1 + len(item.other_dept)
    if parts > 1:
        return scene.tr("{n} 个部门联办", n=parts)
    return scene.tr("约 {n} 分钟", n=item.est_minutes)
