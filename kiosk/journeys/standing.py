"""How each paper of a run stands: held by an office, photographed, promised, or still to come."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kiosk.domain.asks import MaterialRow
from kiosk.domain.rules.commitments import offered
from kiosk.domain.rules.credit import word_is_taken
from kiosk.domain.rules.deadlines import due_on
from kiosk.domain.rules.deferral import days_for
from kiosk.domain.rules.papers import required
from kiosk.domain.rules.truth import Truth
from kiosk.journeys.filling import filled_in
from kiosk.journeys.run_facts import facts_then

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from config.item_parts import Commitment
    from config.schema import Material
    from kiosk.domain.asks import Standing
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = [
    "asked",
    "at_hand",
    "lacking",
    "missing",
    "offerable",
    "owed",
    "promise_due",
    "replaceable",
    "rows",
    "settle",
]

AT_HAND: Final = frozenset({"on_file", "captured", "office"})

READ_AS: Final = {
    "resident": ("居民身份证", "ID card"),
    "shebao": ("社会保障卡", "Social security card"),
    "hmt": ("港澳台居住证", "Residence permit"),
    "foreigner": ("外国人永居证", "Permanent residence card"),
    "passport": ("护照", "Passport"),
    "permit-hk": ("来往内地通行证", "Mainland travel permit"),
    "permit-tw": ("台胞证", "Mainland travel permit"),
    "permit-cs": ("往来港澳通行证", "Travel permit"),
    "permit-cd": ("往来台湾通行证", "Travel permit"),
}
"""What glass and paper call the card that was really read, by its kind."""

LAID: Final = {"shebao": "社会保障卡"}
"""The licence that the card on the reader is, by its kind: whoever has laid it down is not asked for its copy."""


def asked(run: Run) -> tuple[Material, ...]:
    """Return what surely is asked of this person; what a commitment replaces is not. The undecided stops nobody."""
    return _demanded(run, {one.id for one in run.commitments})


def at_hand(run: Run, material: Material) -> bool:
    """Whether nobody needs to bring this paper: its card was read, or an office holds the licence."""
    return material.capture == "id_reader" or run.licence_for(material) is not None or _laid(run, material)


def replaceable(run: Run, commitment: Commitment) -> tuple[Material, ...]:
    """Return the papers that this commitment would save this person: asked of them, and at hand nowhere."""
    others = {one.id for one in run.commitments} - {commitment.id}
    wanted = (m for m in _demanded(run, others) if m.material_code in commitment.replaces)
    return tuple(m for m in wanted if _standing(run, m) not in {"on_file", "office"})


def offerable(run: Run, commitment: Commitment) -> bool:
    """Whether the person may promise this: its rule surely holds, and it saves them a paper."""
    return offered(run.item, commitment, facts_then(run)) and bool(replaceable(run, commitment))


def rows(run: Run, today: dt.date) -> tuple[MaterialRow, ...]:
    """Return every material asked of this person with its standing, in the order of the item."""
    return tuple(_row(run, material, today) for material in asked(run))


def missing(run: Run) -> tuple[Material, ...]:
    """Return what must still be photographed before the case can be filed."""
    return _standing_as(run, {"to_capture"})


def lacking(run: Run) -> tuple[Material, ...]:
    """Return everything that is not here: to be photographed, to follow, or to be shown at the window."""
    return _standing_as(run, {"to_capture", "deferrable", "promised", "window"})


def owed(run: Run) -> tuple[Material, ...]:
    """Return what is not here and may follow later, promised or not."""
    return _standing_as(run, {"deferrable", "promised"})


def promise_due(run: Run, when: Moment) -> dt.date | None:
    """Return the last day for what is owed, counted from today; None where nothing is owed or no calendar covers it."""
    return due_on(when.today, days_for(run.item), when.workdays) if owed(run) else None


def settle(run: Run) -> Run:
    """Return the run without what no longer fits: commitments, pages that nobody asks for, a promise, a signature."""
    given = tuple(one for one in run.commitments if offerable(run, run.item.commitment(one.id)))
    if given != run.commitments:
        run = replace(run, commitments=given, signature=None)
    codes = {material.material_code for material in asked(run)}
    pages = tuple(page for page in run.captured if page.material_code in codes)
    if pages != run.captured:
        run = replace(run, captured=pages)
    promised = () if run.promise is None else run.promise.material_codes
    if run.promise is None or promised == tuple(material.material_code for material in owed(run)):
        return run
    return replace(run, promise=None, signature=None)


def _standing_as(run: Run, wanted: set[Standing]) -> tuple[Material, ...]:
    return tuple(material for material in asked(run) if _standing(run, material) in wanted)


def _demanded(run: Run, promised: Collection[str]) -> tuple[Material, ...]:
    found = required(run.item, facts_then(run), promised)
    return tuple(one.material for one in found if one.truth is Truth.YES)


def _row(run: Run, material: Material, today: dt.date) -> MaterialRow:
    standing = _standing(run, material)
    if material.capture == "id_reader" and run.identity.kind in READ_AS:
        name, name_en = READ_AS[run.identity.kind]
        material = replace(material, material_name=name, short_name=name, short_name_en=name_en)
    if _laid(run, material):
        return MaterialRow(replace(material, capture="id_reader"), standing, as_of=today)
    holding = run.licence_for(material)
    if standing == "on_file" and holding:
        return MaterialRow(material, standing, holding.source, holding.as_of, holding.trust)
    if standing == "office":
        return MaterialRow(material, standing, material.source_explain)
    return MaterialRow(material, standing, as_of=today if standing in AT_HAND else None)


def _laid(run: Run, material: Material) -> bool:
    return bool(material.license_type) and LAID.get(run.identity.kind) == material.license_type


def _standing(run: Run, material: Material) -> Standing:
    """Tell where one paper is. What only an office can hold is never asked of the citizen."""
    if at_hand(run, material):
        return "on_file"
    if any(captured.material_code == material.material_code for captured in run.captured):
        return "captured"
    if material.capture == "screen_form" and run.item.fields and filled_in(run):
        return "captured"
    if material.capture == "licence_store":
        return "office"
    if material.material_code in run.item.deferral.deferrable and word_is_taken(facts_then(run)):
        promised = run.promise is not None and material.material_code in run.promise.material_codes
        return "promised" if promised else "deferrable"
    return "to_capture" if material.capture == "doc_camera" else "window"
