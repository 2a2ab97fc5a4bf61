"""表单预填 (F24): what stands in the fields of a run, whose word it is, and what is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.item_forms import STORE
from kiosk.domain.form_entries import Entry
from kiosk.domain.rules.forms import asked_fields, flaw, prefilled
from kiosk.journeys.run_facts import facts_then

if TYPE_CHECKING:
    from config.item_parts import FormField
    from kiosk.domain.run import Run

__all__ = ["entries", "entry", "filled_in"]


def entries(run: Run) -> tuple[Entry, ...]:
    """Return every field that is asked of this person, in the order of the item."""
    return tuple(_entry(run, field) for field in asked_fields(run.item, facts_then(run)))


def entry(run: Run, field_id: str) -> Entry | None:
    """Return one of them, None where it is not asked of this person."""
    return next((one for one in entries(run) if one.field.id == field_id), None)


def filled_in(run: Run) -> bool:
    """Whether no field is open or wrong."""
    return not any(flaw(one.field, one.value, one.given) for one in entries(run))


def _entry(run: Run, field: FormField) -> Entry:
    card, said = prefilled(field, run.identity), run.form.get(field.id, "")
    holding = run.holds(field.prefill.removeprefix(STORE)) if field.prefill.startswith(STORE) else None
    given = holding.source if holding else card
    if said and said != given:
        return Entry(field, said, "citizen", given)
    if not given:
        return Entry(field, "", "")
    return Entry(field, given, "store" if holding else "card", given)
