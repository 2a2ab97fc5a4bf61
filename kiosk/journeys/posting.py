"""快递补正 (F58): the label and the cover sheet of papers that are posted; the code on it opens the very case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.inquiry import Printout

if TYPE_CHECKING:
    from kiosk.domain.progress import Standing
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["cover_of"]

SITE: Final = "https://zwfw.example/q"


def cover_of(run: Run, case: Standing, when: Moment) -> Printout | None:
    """Return the paper, None for a case whose query code is not known here."""
    if not case.query_code:
        return None
    hall = next((place for place in when.town.places if place.kind == "hall"), None)
    window = run.item.channels.window if run.item.channels else ""
    by = (("最晚寄到", f"{case.bring_by:%Y-%m-%d}"),) if case.bring_by else ()
    lines = (
        ("事项", case.title),
        ("办件编号" if case.server_no else "收件号", case.server_no or case.receipt_no),
        ("里面是", "、".join(paper.name for paper in case.owed)),
        *by,
    )
    fields = {
        "title": "寄件封面",
        "dept_name": f"{hall.name}（{hall.door}）" if hall else window,
        "lead": "快递补交材料　收件窗口",
        "proof": f"{SITE}#{case.query_code}",
        "query_code": case.query_code,
        "note": "原件请先复印留底。寄丢了、寄晚了，都可以再到任何一台机器上拍照补交。",
    }
    steps = ("材料和下半张放进信封", "上半张贴外面，写上您的姓名地址", "用挂号或快递寄，留好单号")
    return Printout("post-cover", fields, lines, steps=steps)
