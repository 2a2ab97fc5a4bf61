"""What a run of 好差评 has said so far, as it lies in its form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.domain.satisfaction import Satisfaction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.domain.run import Run

__all__ = ["about", "given", "level_of", "turn_of"]


def about(case: Mapping[str, Any]) -> dict[str, str]:
    """Return the form that begins to rate this case: case, item, counter (三对应), and nothing chosen."""
    names = {"case": "case_id", "item": "item_id", "title": "title", "number": "server_no", "counter": "terminal_id"}
    return {name: str(case[key]) for name, key in names.items()} | ({"turn": "2"} if case.get("again") else {})


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
