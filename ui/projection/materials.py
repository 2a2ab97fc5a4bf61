"""05 · 备齐材料: everything at once; the title counts what is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from ui.projection.samples import sample_of
from ui.projection.trouble import trouble
from ui.projection.view import Notice, View
from ui.projection.wording import joined, material_name, material_short, month_day

if TYPE_CHECKING:
    from config.schema import Material
    from kiosk.domain.asks import MaterialRow, MaterialsAsk
    from ui.projection.scene import Scene

__all__ = ["MaterialsView", "Paper", "Section", "project_materials"]

Act = Literal["", "go", "postpone", "missing"]


_OPEN = 2
_NOT_BROUGHT = frozenset({"on_file", "office"})


@dataclass(frozen=True, slots=True)
class Paper:
    """One row: a chip with `tag`, or a button with `act_label` that does `act`."""

    name: str
    note: str
    icon: str
    tint: str
    tag: str
    act: Act
    act_label: str


@dataclass(frozen=True, slots=True)
class Section:
    """Papers of one standing."""

    title: str
    note: str
    tint: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class MaterialsView(View):
    """`question`…`back_long` are the elder layout; `told` and `open` (what is left to do) the low one."""

    screen: ClassVar[str] = "Materials"
    title: str
    lead: str
    sections: tuple[Section, ...]
    open: tuple[Paper, ...]
    cancelled_title: str
    cancelled_note: str
    cancelled: tuple[str, ...]
    told: tuple[str, ...]
    notice: Notice
    back: str
    missing: str
    primary: str
    primary_icon: str
    question: str
    question_note: str
    sample: str
    sample_title: str
    sample_label: str
    sample_mark: str
    sample_note: str
    yes: str
    no: str
    unsure: str
    back_long: str


def project_materials(ask: MaterialsAsk, scene: Scene, fault: str = "") -> MaterialsView:
    """Show what is on file, what is to be photographed, what may follow, what is no longer wanted."""
    tr = scene.tr
    missing = ask.missing
    first = missing[0] if missing else None
    told = trouble(scene, fault)
    sections = _sections(ask, scene)
    return MaterialsView(
        title=tr("只差 {n} 样要拍", n=len(missing)) if first else _complete(ask, scene),
        lead=_looked_up(ask, scene),
        sections=sections,
        open=tuple(paper for part in sections if part.tint != "ok" for paper in part.papers)[:_OPEN],
        cancelled_title=tr("已取消，不用带"),
        cancelled_note=tr("{n} 样", n=len(ask.cancelled)),
        cancelled=ask.cancelled,
        told=_told(ask, scene),
        notice=Notice(f"{told.title} · {told.happened}" if told.title else "", "warn"),
        back=tr("返回"),
        missing=tr("没带怎么办"),
        primary=tr("拍{name}", name=material_short(scene, first)) if first else tr("下一步"),
        primary_icon="camera" if first else "arrow-right",
        question=tr("您带{name}了吗？", name=material_short(scene, first)) if first else _complete(ask, scene),
        question_note=_note(scene, first) if first else tr("不用再拿别的了。"),
        sample=sample_of(first) if first else "",
        sample_title=material_name(scene, first) if first else "",
        sample_label=tr("样子像这样"),
        sample_mark=tr("样例"),
        sample_note=tr("只要这一样。身份证\n已经读好，不用再交。")
        if len(missing) == 1
        else tr("一样一样来，\n先拍这一样。"),
        yes=tr("带了，现在拍") if first else tr("好，下一步"),
        no=tr("没带，怎么办？"),
        unsure=tr("不清楚，请人帮我"),
        back_long=tr("返回上一步"),
    )


def _complete(ask: MaterialsAsk, scene: Scene) -> str:
    """Say that nothing is missing, and where offices have all of it, that there is nothing to hand in (零材料, F26)."""
    on_screen = (row for row in ask.rows if row.material.capture != "screen_form")
    if all(row.standing in _NOT_BROUGHT for row in on_screen):
        return scene.tr("零材料：您不用交任何材料")
    return scene.tr("材料都齐了")


def _sections(ask: MaterialsAsk, scene: Scene) -> tuple[Section, ...]:
    tr = scene.tr
    rows = {kind: [row for row in ask.rows if row.standing == kind] for kind in _KINDS}
    held = rows["on_file"] + rows["captured"]
    later = rows["deferrable"] + rows["promised"]
    every = (
        Section(tr("已有，免交"), _held_note(held, scene), "ok", tuple(_held(scene, r) for r in held)),
        Section(tr("部门替您查，免交"), "", "ok", tuple(_office(scene, r) for r in rows["office"])),
        Section(
            tr("要拍一拍"),
            tr("{n} 样", n=len(rows["to_capture"])),
            "brand",
            tuple(_wanted(scene, r, first=n == 0) for n, r in enumerate(rows["to_capture"])),
        ),
        Section(tr("可后补"), tr("没有也能先办"), "warn", tuple(_later(scene, r, ask) for r in later)),
        Section(tr("要到窗口交"), "", "muted", tuple(_window(scene, r) for r in rows["window"])),
    )
    return tuple(section for section in every if section.papers)


_KINDS = ("on_file", "to_capture", "captured", "deferrable", "promised", "window", "office")


def _held(scene: Scene, row: MaterialRow) -> Paper:
    tr = scene.tr
    day = f"{row.as_of:%Y-%m-%d}" if row.as_of else ""
    if row.standing == "captured" and row.material.capture == "screen_form":
        return _paper(scene, row, "files", "ok", note=tr("不用带"), tag=tr("已在屏幕上填好"))
    if row.standing == "captured":
        return _paper(scene, row, "camera", "ok", note=tr("刚才拍好了"), tag=tr("已拍好"))
    if row.material.capture == "id_reader":
        return _paper(
            scene, row, "identification-card", "ok", note=_dotted(tr("刚才刷卡读取"), day), tag=tr("已有，免交")
        )
    source = tr("来自{source}", source=row.source) if row.source else tr("来自证照库")
    level = tr("{level} 级", level=row.trust) if row.trust else ""
    return _paper(scene, row, "certificate", "ok", note=_dotted(source, day, level), tag=tr("已有，免交"))


def _held_note(held: list[MaterialRow], scene: Scene) -> str:
    if any(row.trust for row in held):
        return scene.tr("只为办这件事调用")
    return scene.tr("{n} 样", n=len(held))


def _office(scene: Scene, row: MaterialRow) -> Paper:
    tr = scene.tr
    source = tr("受理时由{source}查", source=row.source) if row.source else tr("受理时由部门查")
    return _paper(scene, row, "bank", "ok", note=source, tag=tr("免交"))


def _wanted(scene: Scene, row: MaterialRow, *, first: bool) -> Paper:
    note = _note(scene, row.material)
    if first:
        return _paper(scene, row, "camera", "brand", note=note, act="go", act_label=scene.tr("去拍"))
    return _paper(scene, row, "camera", "brand", note=note, tag=scene.tr("接着拍"))


def _later(scene: Scene, row: MaterialRow, ask: MaterialsAsk) -> Paper:
    tr = scene.tr
    days = ask.item.deferral.max_days
    by = tr("最晚 {day}补上", day=month_day(scene, ask.promise_due)) if ask.promise_due else ""
    note = by or tr("受理后 {n} 个工作日内补上", n=days)
    return _paper(scene, row, "user-square", "warn", note=note, act="postpone", act_label=tr("看怎么补"))


def _window(scene: Scene, row: MaterialRow) -> Paper:
    return _paper(scene, row, "bank", "muted", note=_note(scene, row.material), tag=scene.tr("窗口交"))


def _paper(
    scene: Scene,
    row: MaterialRow,
    icon: str,
    tint: str,
    *,
    note: str,
    tag: str = "",
    act: Act = "",
    act_label: str = "",
) -> Paper:
    return Paper(material_name(scene, row.material), note, icon, tint, tag, act, act_label)


def _note(scene: Scene, material: Material) -> str:
    """Say what the paper is: the office's own words, or in English its count."""
    if material.note and not scene.prefs.english:
        return material.note
    return scene.tr("原件，{n} 页", n=max(1, material.original_num))


def _dotted(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _told(ask: MaterialsAsk, scene: Scene) -> tuple[str, ...]:
    tr = scene.tr
    held = tuple(material_short(scene, r.material) for r in ask.rows if r.standing in ("on_file", "captured"))
    later = tuple(material_short(scene, r.material) for r in ask.rows if r.standing in ("deferrable", "promised"))
    lines = (
        tr("{names}已经有了，免交。", names=joined(scene, held)) if held else "",
        tr("{names}可后补。", names=joined(scene, later)) if later else "",
        tr("{names}已取消，不用带。", names=joined(scene, ask.cancelled)) if ask.cancelled else "",
    )
    return tuple(line for line in lines if line)


def _looked_up(ask: MaterialsAsk, scene: Scene) -> str:
    """Say what offices were asked; where no office holds any of it, nobody was."""
    if not any(row.material.license_type for row in ask.rows):
        return scene.tr("要的都在这里，一次说全。")
    if ask.consulted:
        return scene.tr("能查到的我们已经替您查好了。")
    return scene.tr("暂时没联网，联网后先替您查；手边有的现在就拍。")
