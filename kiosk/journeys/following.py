"""接下来: what a receipt tells to do next, by what was chosen on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.complaints import STUCK_ITEM
from kiosk.journeys.complaining import reply_days

if TYPE_CHECKING:
    from kiosk.domain.run import Run

__all__ = ["next_steps"]

TOLD: Final = {"call": "有进展打电话告诉您", "sms": "有进展发短信告诉您", "voice": "有进展打语音电话告诉您"}
WAYS: Final = {"window": "办好后带身份证到窗口取", "ems": "办好后 EMS 寄到证件上的地址，邮费到付"}
EITHER_WAY: Final = "邮寄"


def next_steps(run: Run) -> tuple[str, ...]:
    """Return the steps in order: a complaint's answer with its day first; of delivery only the way that was chosen."""
    steps = (*run.item.next_steps, *_told(run))
    if run.item.id == STUCK_ITEM:
        first, by = f"受理后 {reply_days(run)} 个工作日内答复", run.form.get("answer_by", "")
        return (f"{first}，按今天算最晚 {by}" if by else first, *steps)
    chosen = WAYS.get(run.form.get("delivery", ""), "")
    return tuple(chosen if chosen and EITHER_WAY in step else step for step in steps)


def _told(run: Run) -> tuple[str, ...]:
    """Return by which way the office tells its news; nothing where no number was left, or none is wanted."""
    way = TOLD.get(run.form.get("notice", ""), "")
    return (way,) if way and run.form.get("phone") else ()
