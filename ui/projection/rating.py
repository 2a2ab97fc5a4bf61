"""15 · 好差评: five equal faces, none chosen, skip equally wide; everything personal is gone before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ui.projection.view import View

if TYPE_CHECKING:
    from kiosk.domain.asks import RateAsk
    from kiosk.domain.state import Rating
    from ui.projection.scene import Scene

__all__ = ["Face", "RatingView", "project_rate", "project_rating"]


@dataclass(frozen=True, slots=True)
class Face:
    """One level; all faces have the same size and weight."""

    level: int
    name: str
    colour: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class RatingView(View):
    """The faces from worst to best, as the official scale orders them."""

    screen: ClassVar[str] = "Rating"
    title: str
    lead: str
    icon: str
    wiped: str
    wiped_note: str
    choose: str
    faces: tuple[Face, ...]
    note: str
    skip: str


def project_rating(state: Rating, scene: Scene) -> RatingView:
    """Ask for a rating."""
    tr = scene.tr
    return RatingView(
        title=tr("这次办得怎么样？"),
        lead=tr("匿名评价，点一下就好。不想评可以跳过。"),
        icon="shield-check",
        wiped=tr("您的信息已清除"),
        wiped_note=tr("屏幕上没有留下您的姓名、证件\n和照片。评价也不记名。"),
        choose=tr("请选一个"),
        faces=_faces(scene, state.level),
        note=tr("只记满意程度和办的是哪件事，不记是谁。"),
        skip=tr("跳过，回到首页（{n} 秒后自动跳过）", n=state.left_s),
    )


def project_rate(ask: RateAsk, scene: Scene) -> RatingView:
    """Ask for a rating of one case of the past: what, and at which counter (三对应)."""
    tr = scene.tr
    where = tr("终端 {id}", id=ask.counter)
    number = tr("办件编号 …{end}", end=ask.number[-8:]) if ask.number else ""
    return RatingView(
        title=tr("这件事办得怎么样？"),
        lead=tr("点一下就好。不想评可以跳过，跳过不算好评。"),
        icon="star",
        wiped=ask.title,
        wiped_note="\n".join(filter(None, (where, number))),
        choose=tr("请选一个"),
        faces=_faces(scene, ask.level),
        note=tr("不满意会有人核实、整改，再回访您。"),
        skip=tr("这次不评"),
    )


def _faces(scene: Scene, chosen: int) -> tuple[Face, ...]:
    tr = scene.tr
    levels = (
        (1, tr("非常不满意"), "B4432F"),
        (2, tr("不满意"), "B06A12"),
        (3, tr("基本满意"), "5A6A83"),
        (4, tr("满意"), "0E6E86"),
        (5, tr("非常满意"), "0B6B3A"),
    )
    return tuple(Face(level, name, colour, level == chosen) for level, name, colour in levels)
