"""信用审批 (F34): a tier changes which papers are asked for, the same at both sides; no screen speaks of it."""

import datetime as dt
import functools
import json
from dataclasses import asdict, replace

import applicants
import pytest
from centre_visit import CATALOGUE, WALK, Visit, open_desks

from config.item_credit import CreditTiers
from config.load import load_faults
from config.profile import load_profile
from kiosk.domain.case import Captured
from kiosk.domain.person import Identity
from kiosk.domain.rules.commitments import offered
from kiosk.domain.rules.credit import TIERS, credit_flaws, saved
from kiosk.domain.state import Health, Serving
from kiosk.gateway.sandbox.clock import BEIJING
from kiosk.gateway.sandbox.credit import tier_of
from kiosk.journeys.pictures import keep
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.standing import asked, owed, rows
from ui.projection import Prefs, Scene, plain, project

NOW = dt.datetime(2026, 11, 25, 9, 0, tzinfo=BEIJING)
PEOPLE = {
    "full": "999901197505050033",
    "noncore": "999901197606060046",
    "deferral": "99990119880808012X",
    "ordinary": "999901197707070059",
}
SHOP, PERMIT = "sole-trader-setup", "residence-permit-endorse"
TABLE = [  # item, paper, and how it stands for each tier: "" is not asked for
    (SHOP, "M-PREMISES", {"full": "", "noncore": "deferrable", "deferral": "deferrable", "ordinary": "to_capture"}),
    (PERMIT, "M-LIVEPROOF", {"full": "", "noncore": "", "deferral": "deferrable", "ordinary": "to_capture"}),
]
SILENT = [
    "失信",
    "黑名单",
    "信用等级",
    "信用档",
    "信用差",
    "信用不",
    "信用良好",
    "信用好",
    "评级",
    "守信",
    "credit",
    "tier",
]


@pytest.fixture
def desks(tmp_path):
    with open_desks(tmp_path, NOW) as found:
        yield found


def person(tier):
    number = PEOPLE[tier]
    birth = dt.date.fromisoformat(f"{number[6:10]}-{number[10:12]}-{number[12:14]}")
    return Identity("resident", "某某", number, "男", birth, "sam_verified", address="示范市示范区幸福路 1 号")


def visit(desks, tier, item, **more):
    return Visit(desks, item, person(tier), NOW, **more)


def at(one, kind="materials"):
    """The visit at its first step of this kind, with what was asked of the centre on the way."""
    run = one.run.at(next(n for n, step in enumerate(one.run.item.steps) if step.kind == kind))
    one.run = one._asked(run)
    return one.run


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize(("item", "code", "table"), TABLE, ids=[row[0] for row in TABLE])
def test_the_table_of_tier_and_material(desks, item, code, table, tier):
    assert tier_of(PEOPLE[tier]) == tier
    run = at(visit(desks, tier, item))
    standings = {row.material.material_code: row.standing for row in rows(run, NOW.date())}
    assert standings.get(code, "") == table[tier]


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("item", [SHOP, PERMIT])
def test_a_bad_record_leaves_the_ordinary_way_and_no_other(desks, item, tier):
    run = at(visit(desks, tier, item))
    facts = {"credit": tier}
    assert bool(owed(run)) is (tier != "ordinary" and bool(set(run.item.deferral.deferrable) - saved(run.item, facts)))
    promises = [offered(run.item, one, facts | {"address_changed": False}) for one in run.item.commitments]
    assert not any(promises) if tier == "ordinary" else all(promises)


@pytest.mark.parametrize("tier", TIERS)
def test_the_office_takes_what_the_tier_saves_and_asks_for_what_it_does_not(desks, tier):
    run = at(visit(desks, tier, SHOP))
    run = replace(run, answers={question.id: False for question in run.item.questions}, day=NOW.date())
    body = applicants.body_of(run)
    for one in body["materials"]:
        if one["material_code"] == "M-APPLYFORM":
            one["standing"] = "on_file"
    refusal = applicants.refusal_of({**body, "form": {}})
    if tier == "full":
        assert "M-PREMISES" not in {one["material_code"] for one in body["materials"]}
        assert refusal != "materials-missing"
    run = keep(run, Captured("M-PREMISES", b"", 1, 1, NOW))
    assert ("M-PREMISES" in {page.material_code for page in run.captured}) is (tier != "full")


def words(value):
    """Every text that a view holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from words(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from words(one)


@functools.cache
def scene(english):
    return Scene(
        health=Health(),
        items=CATALOGUE.items,
        faults=load_faults(),
        profile=load_profile("demo"),
        now=NOW,
        prefs=Prefs(english=english),
    )


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("item", [SHOP, PERMIT])
def test_no_screen_and_no_paper_of_the_walk_speaks_of_anybody_s_record(desks, item, tier):
    one = visit(desks, tier, item)
    run, seen = at(one), 0
    for n, step in enumerate(run.item.steps):
        here = run.at(n)
        if step.kind == "receipt" or not WALK._steps[step.kind].wanted(here):
            continue
        try:
            ask = WALK.ask(here, one.when)
        except NotAccepted:
            continue
        for english in (False, True):
            told = " ".join(words(plain(project(Serving(here, ask), scene(english)))))
            assert [word for word in SILENT if word in told.lower()] == []
            seen += 1
    assert seen >= 12
    assert PEOPLE[tier] not in json.dumps([asdict(found.inquiry) for found in run.found.values()], default=str)
    assert [dict(found.document) for found in run.found.values()] == [{"tier": tier}]  # a tier, and never a grade


def test_nobody_s_record_is_asked_for_before_they_apply(desks):
    assert at(visit(desks, "full", SHOP), "guide").found == {}
    assert set(at(visit(desks, "full", "elder-card-joint")).found) == set()


def test_without_a_line_nobody_knows_and_nobody_is_told(desks):
    one = visit(desks, "ordinary", SHOP, online=False)
    run = at(one)
    assert all(found.inquiry.quiet for found in run.found.values())
    assert {material.material_code for material in owed(run)} == {"M-PREMISES"}
    assert {material.material_code for material in asked(run)} >= {"M-IDCARD", "M-PREMISES"}


def test_a_table_that_goes_too_far_is_told_when_the_item_is_read():
    shop = CATALOGUE.item(SHOP)
    far = replace(shop, credit=CreditTiers(full=("M-IDCARD", "M-NONE"), noncore=("M-APPLYFORM",)))
    assert [key for key, _ in credit_flaws(far)] == ["credit.full", "credit.full", "credit.noncore"]
    shown = replace(shop, conditions=(replace(shop.conditions[0], rule="credit in ('full', 'noncore')"),))
    assert [key for key, _ in credit_flaws(shown)] == ["conditions[1].rule"]
