"""The frame around every screen: header, step bar, bottom bar, ribbon, and how the person reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kiosk.domain.asks import CaptureAsk, MaterialsAsk
from kiosk.domain.state import (
    Choosing,
    Confirming,
    Delivering,
    Filing,
    IdleWarning,
    Informing,
    OfferingReceipt,
    Resuming,
    Serving,
    Welcoming,
)
from kiosk.journeys.helping import short
from kiosk.privacy import mask_name
from ui.i18n import mark
from ui.projection.wording import clock, joined, long_day

if TYPE_CHECKING:
    from kiosk.domain.person import Identity
    from kiosk.domain.run import Run
    from kiosk.domain.state import State
    from ui.projection.scene import Scene

__all__ = ["Chrome", "Toggle", "project_chrome"]

Layout = Literal["night", "home", "steps", "plain", "low"]

_PARTS = {"reader": mark("读卡器"), "camera": mark("高拍仪"), "printer": mark("打印机"), "platform": mark("平台")}


@dataclass(frozen=True, slots=True)
class Toggle:
    """One button of the bottom bar."""

    name: str
    label: str
    icon: str
    on: bool


@dataclass(frozen=True, slots=True)
class Chrome:
    """`step` 0 hides the step bar, `who` "" hides the way out, `ribbon` "" says that everything is real."""

    layout: Layout
    brand: str
    site: str
    time: str
    date: str
    who: str
    leave: str
    leave_low: str
    step: int
    steps: int
    step_line: str
    stage: str
    remain: str
    ribbon: str
    elder: bool
    contrast: bool
    low: bool
    bar: tuple[Toggle, ...]
    help: Toggle


def project_chrome(state: State, scene: Scene) -> Chrome:
    """Return the frame for a state."""
    if isinstance(state, IdleWarning):
        state = state.under
    tr, prefs, profile = scene.tr, scene.prefs, scene.profile
    run = _run(state)
    item = run.item if run else None
    step, steps, stage = _progress(state, scene)
    layout = _layout(state, scene, step)
    who = tr("不留名") if (one := _identity(state)) and one.nameless else _who(state)
    helper = one.helper if one else ""
    return Chrome(
        layout=layout,
        brand=tr("{region}政务服务", region=profile.region_name),
        site=tr("帮办员在协助您 · {no}", no=short(helper))
        if helper
        else tr("24 小时自助终端 {terminal}", terminal=profile.terminal_id)
        if layout != "home"
        else tr("24 小时自助服务区 · {site}", site=profile.site_en if prefs.english else profile.site),
        time=clock(scene.now),
        date=long_day(scene, scene.now.date()),
        who=who,
        leave=tr("结束"),
        leave_low=tr("{who}　结束并清除我的信息", who=who) if who else "",
        step=step,
        steps=steps,
        step_line=tr("第 {step} 步，共 {steps} 步", step=step, steps=steps) if step else "",
        stage=_company(scene, one, stage),
        remain=_remain(state, scene, item.est_minutes if item else 0, step, steps),
        ribbon=_ribbon(scene),
        elder=prefs.elder,
        contrast=prefs.contrast,
        low=prefs.low,
        bar=(
            Toggle("elder", tr("长辈版"), "text-aa", prefs.elder),
            Toggle("contrast", tr("高对比"), "circle-half", prefs.contrast),
            Toggle("low", tr("低位"), "wheelchair", prefs.low),
            Toggle("english", tr("English"), "translate", on=False),
        ),
        help=Toggle("help", tr("呼叫帮助"), "headset", prefs.sheet == "help"),
    )


def _company(scene: Scene, identity: Identity | None, stage: str) -> str:
    """Say beside the stage that the person is not alone."""
    if identity is None or not stage:
        return stage
    if identity.helper:
        return scene.tr("{stage} · 帮办中", stage=stage)
    return scene.tr("{stage} · 代办中", stage=stage) if identity.agent else stage


def _layout(state: State, scene: Scene, step: int) -> Layout:
    if isinstance(state, Welcoming):
        return "night"
    home = isinstance(state, Choosing) and not state.category
    if scene.prefs.low and (home or (isinstance(state, Serving) and isinstance(state.ask, MaterialsAsk))):
        return "low"
    if home:
        return "home"
    return "steps" if step else "plain"


def _run(state: State) -> Run | None:
    return state.run if isinstance(state, Serving | Confirming | Filing) else None


def _identity(state: State) -> Identity | None:
    run = _run(state)
    if run is not None:
        return run.identity
    return state.identity if isinstance(state, Choosing | Informing | OfferingReceipt | Delivering | Resuming) else None


def _who(state: State) -> str:
    """Name the person, masked, wherever ending the visit is possible."""
    identity = _identity(state)
    busy = isinstance(state, Filing) or (isinstance(state, Delivering) and state.phase in {"printing", "sheets"})
    return mask_name(identity.name) if identity and not busy else ""


def _progress(state: State, scene: Scene) -> tuple[int, int, str]:
    """Return step, steps and the stage's words."""
    run = _run(state)
    if run is not None and run.item.steps:
        stages = run.stages
        here = run.stage
        step = next(s for s in run.item.steps if s.stage == stages[here - 1])
        return here, len(stages), step.stage_en if scene.prefs.english else step.stage
    if isinstance(state, Delivering):
        item = scene.item(state.filed.item_id)
        stages = tuple(dict.fromkeys(step.stage for step in item.steps)) if item else ()
        last = item.steps[-1] if item and item.steps else None
        if last:
            return len(stages), len(stages), last.stage_en if scene.prefs.english else last.stage
    return 0, 0, ""


def _remain(state: State, scene: Scene, minutes: int, step: int, steps: int) -> str:
    if not isinstance(state, Serving) or isinstance(state.ask, CaptureAsk) or not step or not minutes:
        return ""
    if step == 1:
        return scene.tr("全程约 {n} 分钟", n=minutes)
    return scene.tr("还要约 {n} 分钟", n=max(1, -(-minutes * (steps - step + 1) // (steps + 1))))


def _ribbon(scene: Scene) -> str:
    if not scene.simulated:
        return ""
    tr = scene.tr
    parts = tuple(tr(_PARTS[part]) if part in _PARTS else part for part in scene.simulated)
    return tr("模拟运行：{parts}不是真的，办理无效", parts=joined(scene, parts))
