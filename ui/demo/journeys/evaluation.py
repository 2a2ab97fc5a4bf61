"""好差评: something is filed, then rated as a matter of its own; a bad rating is told by when it is put right.

Without a line what was filed here can be rated all the same; the rating waits in the outbox.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.demo.journeys import complaint_unresolved
from ui.demo.parts import begin, depart

if TYPE_CHECKING:
    from ui.demo.walk import Walk

__all__ = ["walk"]


def walk(walk: Walk, card: tuple[str, ...]) -> None:
    """File a complaint, come again, and say that it went badly."""
    complaint_unresolved.walk(walk, card, rating="跳过")
    begin(walk, card, "政务服务“好差评”")
    walk.see("Pick", name="evaluation-mine")
    walk.tap("咨询、投诉")
    walk.see("Rating", name="evaluation-faces")
    walk.tap("不满意")
    walk.see("Pick", name="evaluation-reason")
    walk.tap("超过了承诺的时间")
    walk.see("Tell", name="evaluation-thanks")
    walk.tap("打凭条")
    walk.glimpse("打好了", "evaluation-printed")
    walk.tap("完成")
    depart(walk)
