"""The A4 papers are coming: how many, where, and what they wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.projection.farewell import FarewellView
from ui.projection.trouble import trouble
from ui.projection.view import Line

if TYPE_CHECKING:
    from kiosk.domain.state import Delivering
    from ui.projection.scene import Scene

__all__ = ["project_sheets"]

_ACCEPTANCE, _DEFERRAL = 1, 2


def project_sheets(state: Delivering, scene: Scene) -> FarewellView:
    """Ask to wait; nothing else is possible until the papers are out or given up."""
    tr = scene.tr
    count = _ACCEPTANCE + (_DEFERRAL if state.filed.promise else 0)
    told = trouble(scene, state.code)
    papers = Line("file-text", tr("受理通知书"), tr("编号和回执上的一样"))
    later = (Line("files", tr("容缺受理通知书"), tr("两联：您留一联，归档一联")),) if state.filed.promise else ()
    stopped = (Line("warning-circle", told.title, tr("弄好会接着打，太久会自动取消"), "warn"),) if state.code else ()
    return FarewellView(
        icon="printer",
        tint="warn" if state.code else "brand",
        title=tr("正在打 A4 通知书"),
        lead=tr("一共 {n} 张，全部出来再拿。", n=count),
        rows=(*stopped, papers, *later),
        home="",
        help=tr("请人帮我"),
        wait=tr("纸没出来怎么办"),
    )
