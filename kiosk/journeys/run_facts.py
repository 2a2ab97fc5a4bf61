"""What the rules may know of a run: the card, the licence store, the answers and choices so far, this region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.rules.forms import chosen
from kiosk.domain.rules.person import facts_of
from kiosk.journeys.credit import credit_of

if TYPE_CHECKING:
    import datetime as dt

    from kiosk.domain.rules.facts import Value
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["facts_of_run", "facts_then"]


def facts_of_run(run: Run, when: Moment) -> dict[str, Value]:
    """Return what is known now, at this terminal."""
    return _facts(run, when.today, when.region)


def facts_then(run: Run) -> dict[str, Value]:
    """Return what was known when the run began; without its day, no age."""
    facts = _facts(run, run.day or run.identity.birth, run.region)
    if run.day is None:
        facts.pop("age", None)
    return facts


def _facts(run: Run, day: dt.date, region: str) -> dict[str, Value]:
    holdings = {one.license_type for one in run.holdings}
    said = {**run.answers, **chosen(run.item, run.form)}
    return facts_of(run.identity, day, region=region, holdings=holdings, answers=said) | credit_of(run)
