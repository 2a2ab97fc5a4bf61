"""办不成的事: said by choice alone, filed, and the slip says who answers by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.demo.parts import answer, begin, depart, leave_out

if TYPE_CHECKING:
    from ui.demo.walk import Walk

__all__ = ["walk"]


def walk(walk: Walk, card: tuple[str, ...], rating: str = "非常满意") -> None:
    """Report what got stuck, from the empty terminal to the empty terminal."""
    begin(walk, card, "咨询、投诉与“办不成的事”反映")
    walk.see("Pick", name="complain-kind")
    walk.tap("办不成的事")
    walk.see("Pick", name="complain-matter")
    walk.page_to("其他窗口的事")
    walk.tap("其他窗口的事")
    walk.see("Pick", name="complain-reason")
    walk.tap("要的材料拿不到")
    answer(walk, "不是")
    walk.see("Pick", name="complain-contact")
    walk.tap("写我的名字")
    leave_out(walk)
    walk.see("Tell", name="complain-check")
    walk.tap("没错，提交")
    walk.see("Done", "Submitting", "Printing", deadline_s=60)
    walk.tap("办完了，取卡")
    depart(walk, rating=rating)
