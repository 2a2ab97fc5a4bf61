"""What is kept of an unfinished visit that a power cut may end, and the question whether to go on with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from kiosk.domain.case import Captured, Committed, Filed, Holding, Promise
    from kiosk.domain.inquiry import Found
    from kiosk.domain.person import Identity
    from kiosk.domain.run import Run

__all__ = ["Draft", "Resuming", "draft_of", "same_draft"]


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """What a Run holds, without the person: the card tells who that is. `kept` is when, aware.

    The item's text is named as item@version. Of the centre's answers it holds those that only save papers. A signature
    is given anew: it stands under the whole, right before that is handed in.
    """

    item_id: str
    item_form: str
    kept: dt.datetime
    index: int
    consulted: bool
    look: str
    holdings: tuple[Holding, ...]
    withheld: tuple[Holding, ...]
    captured: tuple[Captured, ...]
    promise: Promise | None
    answers: Mapping[str, bool]
    unsure: frozenset[str]
    commitments: tuple[Committed, ...]
    form: Mapping[str, str]
    found: Mapping[str, Found]

    def onto(self, run: Run) -> Run:
        """Return this run with all that was given."""
        return replace(run, **{name: getattr(self, name) for name in GIVEN})


GIVEN: Final = tuple(name for name in Draft.__annotations__ if name not in {"item_id", "item_form", "kept"})


@dataclass(frozen=True, slots=True, repr=False)
class Resuming:
    """继续刚才的？: this card's visit was cut off. `changed` where the item's text is another one by now.

    `item_id` is what was chosen before the card was laid down, "" nothing; `filed` are this person's earlier cases.
    """

    identity: Identity
    draft: Draft
    filed: tuple[Filed, ...] = ()
    item_id: str = ""
    changed: bool = False


def draft_of(run: Run, now: dt.datetime) -> Draft:
    """Return what is kept of this run."""
    return Draft(item_id=run.item.id, item_form=run.item.form, kept=now, **_given(run))


def same_draft(one: Run, other: Run) -> bool:
    """Whether what is kept of both is the same."""
    return one.item.form == other.item.form and _given(one) == _given(other)


def _given(run: Run) -> dict[str, Any]:
    known = {kind: one for kind, one in run.found.items() if one.inquiry.quiet and one.state == "known"}
    return {**{name: getattr(run, name) for name in GIVEN}, "found": known}
