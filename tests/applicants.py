"""Applicants of any age and place with what they carry, and the two sides that judge them: terminal and office."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from config.load import SERVICES, load_workdays
from kiosk.domain.case import Captured, Committed, Promise
from kiosk.domain.numbers import check_mod_11_2
from kiosk.domain.person import Identity
from kiosk.domain.rules.commitments import text_sha256
from kiosk.domain.rules.deadlines import due_on
from kiosk.domain.rules.deferral import days_for
from kiosk.domain.rules.eligibility import judge
from kiosk.domain.rules.person import facts_of
from kiosk.domain.run import Run
from kiosk.domain.workdays import Workdays
from kiosk.gateway.sandbox.case_rules import REGION, judgement_of, reason_against
from kiosk.journeys.filling import filled_in
from kiosk.journeys.standing import missing, offerable, owed, settle
from kiosk.sync.casebody import CaseFiles, case_body
from offline_cache.rows import Numbers

if TYPE_CHECKING:
    from config.schema import ServiceItem
    from kiosk.domain.rules.eligibility import Judgement

__all__ = [
    "FILED",
    "Applicant",
    "anybody",
    "body_of",
    "born_as",
    "both_verdicts",
    "refusal",
    "refusal_of",
    "run_of",
    "whole",
]

FILED = dt.datetime(2026, 11, 25, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
WORKDAYS = Workdays(load_workdays())
KINDS = ("resident", "shebao", "hmt", "foreigner", "passport", "permit-hk", "permit-tw")
PLACES = ("示范市示范区幸福路1号", "示范市青松县和平街2号", "外省某市某路3号", "")
NUMBERS = Numbers(1, "s", str(uuid.UUID(int=1, version=4)), "K0007-20261125-0001-C", "7K3M9QX4")
PROMISING = 0.7


@dataclass(frozen=True, slots=True)
class Applicant:
    """One person, and how much of what is asked they have with them (0 to 1).

    `speaks` seeds what they say to an item's questions, None says nothing.
    """

    identity: Identity
    brings: float
    speaks: int | None = None


def anybody(chance: random.Random) -> Applicant:
    """Make one up; the number passes its check and belongs to nobody whom the office's registers know."""
    birth = FILED.date() - dt.timedelta(days=chance.randrange(0, 110 * 366))
    stem = f"999901{birth:%Y%m%d}{chance.randrange(600, 999):03}"
    identity = Identity(
        kind=chance.choice(KINDS),
        name="某某",
        number=stem + check_mod_11_2(stem),
        sex=chance.choice("男女"),
        birth=birth,
        trust=chance.choice(("unverified", "sam_verified", "pa_ok")),
        address=chance.choice(PLACES),
    )
    return Applicant(identity, chance.random(), chance.randrange(1 << 16))


def born_as(applicant: Applicant, number: str) -> Applicant:
    """Return this applicant with another citizen number, a shebao card that states no address."""
    birth = dt.date.fromisoformat(f"{number[6:10]}-{number[10:12]}-{number[12:14]}")
    identity = replace(applicant.identity, kind="shebao", number=number, birth=birth, address="")
    return replace(applicant, identity=identity, speaks=None)


def said_by(applicant: Applicant, item: ServiceItem) -> dict[str, bool]:
    """Return the answers to the item's questions; some are unclear to the person, and so are left out."""
    if applicant.speaks is None:
        return {}
    chance = random.Random(f"{applicant.speaks} {item.id}")
    said = {question.id: chance.choice((True, False, None)) for question in item.questions}
    return {key: one for key, one in said.items() if one is not None}


def both_verdicts(item: ServiceItem, applicant: Applicant) -> tuple[Judgement, Judgement]:
    """Return the terminal's preview and the office's judgement on the case that the terminal would hand in."""
    said = said_by(applicant, item)
    preview = judge(item, facts_of(applicant.identity, FILED.date(), region=REGION, answers=said))
    return preview, judgement_of(body_of(Run(item, applicant.identity, answers=said)), item)


def run_of(item: ServiceItem, applicant: Applicant, chance: random.Random) -> Run:
    """Return a run with some of the papers photographed, and what may follow promised or not."""
    papers = [material for material in item.materials if material.capture == "doc_camera"]
    taken = tuple(
        Captured(material.material_code, b"", 1, 1, FILED) for material in papers if chance.random() < applicant.brings
    )
    run = Run(item, applicant.identity, 0, True, (), taken, day=FILED.date(), region=REGION)
    run = _word_of(_form_of(replace(run, answers=said_by(applicant, item)), chance), chance)
    later = tuple(material.material_code for material in owed(run))
    if not later or chance.random() > PROMISING:
        return run
    promise = Promise(later, days_for(item), due_on(FILED.date(), days_for(item), WORKDAYS))
    return replace(run, promise=promise)


def _form_of(run: Run, chance: random.Random) -> Run:
    """Return the run with its form filled in: mostly well, some left open, some as nobody can say it."""
    for field in run.item.fields:
        offered = [one.id for one in field.options] or [chance.choice(("13800138000", "6222021234567894", "12"))]
        if field.kind != "given" or chance.random() > PROMISING:
            run = run.fill(**{field.id: chance.choice(("", "nonsense", *offered * 9))})
    return run


def _word_of(run: Run, chance: random.Random) -> Run:
    """Return the run with some of the promises given that may stand in a paper's place."""
    given = tuple(
        Committed(one.id, text_sha256(one), 1_000, len(one.terms))
        for one in run.item.commitments
        if chance.random() < PROMISING and offerable(run, one)
    )
    return settle(replace(run, commitments=given))


def whole(run: Run) -> bool:
    """Whether the terminal would let this run be filed."""
    return not missing(run) and filled_in(run) and bool(run.promise) == bool(owed(run))


def refusal(run: Run) -> str:
    """Return the code with which the office refuses this run, "" when it takes it."""
    return refusal_of(body_of(run))


def refusal_of(body: dict[str, Any]) -> str:
    """Return the code with which the office refuses a case body, "" when it takes it."""
    because = reason_against(body, SERVICES)
    return because["code"] if because else ""


def body_of(run: Run) -> dict[str, Any]:
    """Return the body of the case as it is sealed, the pictures named but not enclosed."""
    body = case_body(run, NUMBERS, CaseFiles((), None), terminal_id="K0007", filed=FILED)
    for material in body["materials"]:
        if material["standing"] == "captured":
            material["attachments"] = [{"sha256": "0" * 64}]
    return body
