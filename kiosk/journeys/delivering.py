"""送达 (F36, F57): by which way a result comes to its owner, chosen or, where an item says so, the free one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.rules.eligibility import DELIVERY

if TYPE_CHECKING:
    from kiosk.domain.run import Run

__all__ = ["can_be_posted", "meant", "way_of"]

BY_POST: Final = frozenset({"M3", "M5"})  # 申办后快递送达, 窗口申报后快递送达
UNASKED: Final = "unasked"


def can_be_posted(run: Run) -> bool:
    """Whether there is a choice: the item may be posted, and the card says where to."""
    return bool(BY_POST & set(run.item.modes)) and bool(run.identity.address)


def meant(run: Run) -> str:
    """Return the way that the item's step means where nobody is asked, "" where the person is asked."""
    steps = (step for step in run.item.steps if step.kind == DELIVERY)
    return next((step.options.get(UNASKED, "") for step in steps), "")


def way_of(run: Run) -> str:
    """Return window or ems, "" for what is not fetched anywhere."""
    return run.form.get(DELIVERY, "") or meant(run)
