"""The seventeen elements of a guide in words: config.item_elements says which, this says how each is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.domain.rules.statement import statement
from ui.i18n import mark
from ui.projection.wording import material_name, task_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from config.schema import Material, ServiceItem
    from ui.projection.scene import Scene

    Told = Callable[[ServiceItem, Scene, str], tuple["Part", ...]]

__all__ = ["LABELS", "Part", "parts_of"]

_SERVED = {
    1: mark("个人"),
    2: mark("企业"),
    3: mark("事业单位"),
    4: mark("社会组织"),
    5: mark("非法人企业"),
    6: mark("行政机关"),
}
_AGENTS = {
    "authority": mark("可以请人代办：两人的证件，加委托书"),
    "cards": mark("可以请人代办：带两人的证件"),
    "no": mark("刷本人的证件办；请人代办，请到窗口"),
}
_NEEDS = {1: mark("必要"), 2: mark("有的人才要"), 3: mark("可以后补（容缺）")}


@dataclass(frozen=True, slots=True)
class Part:
    """One label and what stands under it; `struck` is what nobody brings any more."""

    label: str
    text: str
    struck: bool = False


def parts_of(item: ServiceItem, scene: Scene) -> tuple[Part, ...]:
    """Return the guide, element by element."""
    return tuple(part for label, told in _ELEMENTS for part in told(item, scene, scene.tr(label)))


def _days(item: ServiceItem, scene: Scene) -> str:
    tr = scene.tr
    if item.anticipate_days is None:
        return item.anticipate_explain
    return _lined(tr("{n} 个工作日", n=item.anticipate_days), item.anticipate_explain)


def _promised(item: ServiceItem, scene: Scene) -> str:
    tr = scene.tr
    said = tr("{n} 个工作日", n=item.promise_days) if item.promise_days else tr("材料齐，当场办结")
    return _lined(said, item.promise_explain)


def _fee(item: ServiceItem, scene: Scene) -> str:
    tr = scene.tr
    return _lined(tr("要收费") if item.fee.charge else tr("不收费"), item.fee.standard, item.fee.basis)


def _materials(item: ServiceItem, scene: Scene, label: str) -> tuple[Part, ...]:
    tr = scene.tr
    if not item.materials:
        return (Part(label, item.materials_explain or tr("什么都不用带")),)
    asked = [
        Part(tr("{label} {n}：{name}", label=label, n=n, name=material_name(scene, one)), _material(item, one, scene))
        for n, one in enumerate(item.materials, start=1)
    ]
    dropped = [Part(one.name, tr("已取消，不用带：{way}", way=one.way), struck=True) for one in item.cancelled]
    return (*asked, *dropped)


def _material(item: ServiceItem, material: Material, scene: Scene) -> str:
    """Say original or copy, how many, which format, from whom, whether needed (F02), how long it may follow (F31)."""
    tr = scene.tr
    pieces = (
        tr("原件 {n} 份", n=material.original_num) if material.original_num else "",
        tr("复印件 {n} 份", n=material.copy_num) if material.copy_num else "",
        tr("不用带，部门替您查") if material.capture == "licence_store" else "",
        material.page_format,
        tr("来源：{source}", source=material.source_explain) if material.source_explain else "",
        tr(_NEEDS[material.is_need]),
    )
    follows = (one for one in statement([item]).entries if one.material_code == material.material_code)
    word = any(material.material_code in one.replaces for one in item.commitments)
    return _lined(
        " · ".join(filter(None, pieces)),
        material.note,
        "；".join(material.accept_stand),
        tr("可以书面承诺代替") if word else "",
        *(tr("受理后 {n} 个工作日内补上", n=entry.days) for entry in follows),
    )


def _flow(item: ServiceItem, scene: Scene) -> str:
    tr = scene.tr
    steps = (
        tr("{n}. {what}（{who}）", n=n, what=step.name, who=step.who)
        + (" " + tr("{n} 个工作日", n=step.days) if step.days else "")
        for n, step in enumerate(item.handle_flow, start=1)
    )
    return _lined(*steps)


def _lined(*parts: str) -> str:
    return "\n".join(filter(None, parts))


def _one(told: Callable[[ServiceItem, Scene], str]) -> Told:
    return lambda item, scene, label: (Part(label, told(item, scene)),)


def _served(item: ServiceItem, scene: Scene) -> str:
    """Say whom it is for, and whether another may come for them (F20); what needs no card needs no agent."""
    served = "、".join(scene.tr(_SERVED[kind]) for kind in item.server_type)
    return _lined(served, scene.tr(_AGENTS[item.agent]) if item.identity_required else "")


_ELEMENTS: tuple[tuple[str, Told], ...] = (
    (mark("项目名称"), _one(lambda item, scene: task_name(scene, item))),
    (mark("实施编码"), _one(lambda item, _scene: item.task_code)),
    (mark("实施主体"), _one(lambda item, _scene: "、".join((item.dept_name, *item.other_dept)))),
    (mark("设定依据"), _one(lambda item, _scene: _lined(*item.by_law))),
    (mark("服务对象"), _one(_served)),
    (mark("申请条件"), _one(lambda item, _scene: _lined(*(one.text for one in item.conditions)))),
    (mark("申请材料"), _materials),
    (mark("办理流程"), _one(_flow)),
    (mark("法定时限"), _one(_days)),
    (mark("承诺时限"), _one(_promised)),
    (mark("收费依据及标准"), _one(_fee)),
    (mark("审批决定证件"), _one(lambda item, _scene: _lined(*item.results))),
    (mark("年检要求"), _one(lambda item, _scene: item.annual_check)),
    (mark("注意事项"), _one(lambda item, _scene: _lined(*item.common_errors))),
    (mark("咨询渠道"), _one(lambda item, _scene: item.channels.consult_tel if item.channels else "")),
    (mark("投诉渠道"), _one(lambda item, _scene: item.channels.supervise_tel if item.channels else "")),
    (mark("办理地点和时间"), _one(lambda item, _scene: _place(item))),
)
LABELS = tuple(label for label, _ in _ELEMENTS)
"""The names of the elements, in the order of config.item_elements.ELEMENTS."""


def _place(item: ServiceItem) -> str:
    channels = item.channels
    return _lined(channels.window, channels.window_hours) if channels else ""
