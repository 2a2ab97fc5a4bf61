"""What a run of 好差评 has said so far, as it lies in its form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kiosk.domain.satisfaction import Satisfaction
from kiosk.domain.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.domain.progress import Standing
    from kiosk.domain.run import Run
    from kiosk.domain.words import Say

__all__ = ["MOST_SAID", "about", "about_again", "given", "level_of", "open_again", "said_to", "turn_of"]

MOST_SAID: Final = 40  # characters of an office's reply, on one line


def about(case: Mapping[str, Any]) -> dict[str, str]:
    """Return the form that begins to rate this case: case, item, counter (三对应), and nothing chosen."""
    names = {"case": "case_id", "item": "item_id", "title": "title", "number": "server_no", "counter": "terminal_id"}
    return {name: str(case[key]) for name, key in names.items()} | ({"turn": "2"} if case.get("again") else {})


def about_again(case: Standing) -> dict[str, str]:
    """Return the form that rates a case once more, whose bad rating was put right."""
    told = {"case_id": case.case_id, "item_id": case.item_id, "title": case.title, "server_no": case.server_no}
    return about({**told, "terminal_id": case.receipt_no.partition("-")[0], "again": True})


def open_again(run: Run, case: Standing) -> bool:
    """Whether this case can be rated once more now: by its own person's card, and what they think, no helper sees."""
    return case.again and not given(run) and not run.identity.nameless and not run.identity.helper


def said_to(reply: str) -> Say:
    """Return what an office says it did about a bad rating, "" for nothing in particular."""
    return say("差评已整改：{reply}", reply=reply[:MOST_SAID] or say("已处理"))


def level_of(run: Run) -> Satisfaction | None:
    """Return the level that was chosen, None where none was: skipping is no praise."""
    said = run.form.get("level", "")
    return Satisfaction(int(said)) if said else None


def turn_of(run: Run) -> int:
    """Return 2 for what is asked again after a bad rating was put right, else 1."""
    return int(run.form.get("turn", "1"))


def given(run: Run) -> bool:
    """Whether the rating is on its way: it stands, and nothing of it can be taken back."""
    return run.form.get("given") == "yes"
