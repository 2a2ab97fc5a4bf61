"""联办一件事 (F39) on the receipt: one line for each part, so that all see what goes on and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.rules.eligibility import judge
from kiosk.domain.rules.truth import Truth
from kiosk.journeys.run_facts import facts_then

if TYPE_CHECKING:
    from kiosk.domain.run import Run

__all__ = ["member_lines"]


def member_lines(run: Run) -> tuple[str, ...]:
    """Return the parts of a joint matter with their offices; one that a rule surely refuses says what to do instead."""
    item = run.item
    if not item.members:
        return ()
    judged = judge(item, facts_then(run))
    lines = []
    for member in item.members:
        no = [
            condition.instead
            for condition, verdict in zip(item.conditions, judged.verdicts, strict=True)
            if condition.member == member.id and verdict.truth is Truth.NO
        ]
        lines.append(f"{member.name}：这次不办，{'；'.join(no)}" if no else f"{member.name}：{member.dept_name}")
    return tuple(lines)
