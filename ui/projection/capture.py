"""06 · The live picture with its gates, the taken picture, and what to do when the camera cannot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ui.i18n import mark
from ui.projection.mistakes import MistakeView, mistake
from ui.projection.samples import sample_of, wants_stamp
from ui.projection.trouble import Trouble, trouble
from ui.projection.view import Notice, View
from ui.projection.wording import material_name, material_short

if TYPE_CHECKING:
    from kiosk.domain.asks import CaptureAsk, Gate
    from ui.projection.scene import Scene

__all__ = ["CaptureCheckView", "CaptureView", "GateView", "project_capture"]

_GATES: dict[str, tuple[str, str, str]] = {
    # gate: name, when it holds, what it waits for
    "complete": (mark("完整"), mark("四角都在"), mark("要看到四角")),
    "sharp": (mark("清晰"), mark("字看得清"), mark("请别动")),
    "glare": (mark("无反光"), mark("没有亮斑"), mark("换个角度")),
    "steady": (mark("放稳"), mark("放稳了"), mark("请别动")),
}
_DOUBTS: dict[str, str] = {
    "blank": mark("字在背面吗？请翻过来再拍。"),
    "card": mark("看大小，像一张卡。拿错了就重拍。"),
    "passport": mark("看下面的字码，像护照。拿错了就重拍。"),
    "strip": mark("看大小，像一张小票。拿错了就重拍。"),
    "page": mark("看大小，像一整张纸。拿错了就重拍。"),
    "unlike": mark("大小和要的对不上。拿错了就重拍。"),
}
_HOLD_S = 1.0
_TRIES = 3  # pictures thrown away, after which help is named on the page


@dataclass(frozen=True, slots=True)
class GateView:
    """One condition for taking the picture."""

    name: str
    note: str
    ok: bool


@dataclass(frozen=True, slots=True)
class CaptureView(View):
    """The live picture with what was found in it.

    `corners` are eight fractions of the picture; `standing` is search, found or good; `trouble` replaces the picture
    when the camera cannot serve; `mistake` stands under the sample after a retake; `defer` is "" where the paper may
    not follow later.
    """

    screen: ClassVar[str] = "Capture"
    title: str
    lead: str
    live: str
    corners: tuple[float, ...]
    standing: str
    countdown: float
    count: str
    count_unit: str
    gates: tuple[GateView, ...]
    sample: str
    sample_title: str
    sample_label: str
    sample_note: str
    sample_mark: str
    mistake: MistakeView
    mistake_mark: str
    trouble: Trouble
    happened_label: str
    kept_label: str
    now_label: str
    number: str
    back: str
    missing: str
    defer: str
    take: str
    again: str


@dataclass(frozen=True, slots=True)
class CaptureCheckView(View):
    """The rectified picture, for a yes or a retake.

    `doubted` True: it measures as another paper; the sample stands beside it, and a retake is what is proposed.
    """

    screen: ClassVar[str] = "CaptureCheck"
    title: str
    lead: str
    checks: tuple[str, ...]
    doubted: bool
    sample: str
    sample_title: str
    sample_label: str
    sample_note: str
    sample_mark: str
    notice: Notice
    back: str
    retake: str
    use: str


def project_capture(ask: CaptureAsk, scene: Scene, fault: str = "") -> CaptureView | CaptureCheckView:
    """Show the live picture, or the taken one."""
    return _check(ask, scene, fault) if ask.taken else _live(ask, scene, ask.fault or fault)


def _live(ask: CaptureAsk, scene: Scene, fault: str) -> CaptureView:
    tr, finder, name = scene.tr, ask.viewfinder, material_short(scene, ask.material)
    good = bool(finder.corners) and bool(finder.gates) and all(gate.ok for gate in finder.gates)
    counting = finder.countdown > 0
    left = max(1, round((1 - finder.countdown) * _HOLD_S + 0.5)) if counting else 0
    told = trouble(scene, fault)
    lead = tr("绿框对准了，会自动拍下。") if finder.corners else tr("把它放在台面中间，我们自动找边。")
    if ask.retakes >= _TRIES:
        lead = tr("总拍不好？点“呼叫帮助”，有人来帮忙。")
    return CaptureView(
        title=told.title or tr("把{name}放平，别动", name=name),
        lead=tr("别着急，换个方法再试一次。") if told.title else lead,
        live=tr("实时画面"),
        corners=tuple(value for corner in finder.corners for value in corner),
        standing="good" if good else "found" if finder.corners else "search",
        countdown=finder.countdown,
        count=str(left) if counting else "",
        count_unit=tr("秒后拍") if counting else "",
        gates=tuple(_gate(scene, gate) for gate in finder.gates) or _waiting(scene),
        sample=sample_of(ask.material),
        sample_title=material_name(scene, ask.material),
        sample_label=tr("样子像这样"),
        sample_note=tr("要看得到红章") if wants_stamp(ask.material) else tr("四角都要在"),
        sample_mark=tr("样例"),
        mistake=mistake(ask, scene),
        mistake_mark=tr("错例"),
        trouble=told,
        happened_label=tr("出了什么事"),
        kept_label=tr("什么没有丢"),
        now_label=tr("现在怎么办"),
        number=tr("故障编号 {number}　请报给工作人员", number=told.number),
        back=tr("返回"),
        missing=tr("没带怎么办"),
        defer=tr("先不拍，后补") if ask.deferrable else "",
        take=tr("手动拍照"),
        again=tr("再试一次"),
    )


def _gate(scene: Scene, gate: Gate) -> GateView:
    name, held, waits = _GATES.get(gate.name, (gate.name, "", ""))
    tr = scene.tr
    return GateView(tr(name), tr(held) if gate.ok else tr(waits), gate.ok)


def _waiting(scene: Scene) -> tuple[GateView, ...]:
    tr = scene.tr
    return tuple(GateView(tr(name), tr("正在看…"), ok=False) for name, _, _ in list(_GATES.values())[:3])


def _check(ask: CaptureAsk, scene: Scene, fault: str) -> CaptureCheckView:
    tr, name, doubted = scene.tr, material_short(scene, ask.material), bool(ask.doubt)
    title, lead = tr("这张{name}看得清吗？", name=name), tr("看得清就用它，不清楚再拍一张。")
    if doubted:
        title = tr("这一面好像是空白的") if ask.doubt == "blank" else tr("这好像不是{name}", name=name)
        lead = tr(_DOUBTS[ask.doubt])
    return CaptureCheckView(
        title=title,
        lead=lead,
        checks=() if doubted else (tr("四角都在"), tr("字看得清"), tr("没有亮斑")),
        doubted=doubted,
        sample=sample_of(ask.material),
        sample_title=material_name(scene, ask.material),
        sample_label=tr("样子像这样"),
        sample_note=tr("要看得到红章") if wants_stamp(ask.material) else tr("四角都要在"),
        sample_mark=tr("样例"),
        notice=_note(ask, scene, fault),
        back=tr("返回"),
        retake=tr("重拍") if doubted else tr("再拍一张"),
        use=tr("就是这个，交人工看") if doubted else tr("看得清，用这张"),
    )


def _note(ask: CaptureAsk, scene: Scene, fault: str) -> Notice:
    tr, told = scene.tr, trouble(scene, ask.fault or fault)
    if told.title:
        return Notice(f"{told.title} · {told.happened}", "warn")
    if ask.several:
        return Notice(tr("台面上还有别的东西，一次只拍一样。"), "warn")
    if ask.doubt:
        return Notice(tr("机器只会量大小。就是它也照收，由人来看。"), "info")
    return Notice(tr("照片加密存放，提交后本机自动删除。"), "info")
