"""Applications filled in on the glass by choice alone, from the guide to what the office says of the case."""

import datetime as dt
import json
from dataclasses import replace

import applicants
import pytest

from config.load import load_workdays
from kiosk.domain.answers import Agree, Commit, Decline, Defer, Go, Pick, Reply, Signed, Use
from kiosk.domain.case import Captured, Holding
from kiosk.domain.person import Identity
from kiosk.domain.workdays import Workdays
from kiosk.gateway.sandbox.contract import conforms
from kiosk.journeys.catalogue import open_catalogue
from kiosk.journeys.pictures import keep
from kiosk.journeys.protocol import Moment, NotAccepted
from kiosk.journeys.standing import lacking, rows
from kiosk.journeys.walk import Walk

CATALOGUE = open_catalogue()
WALK = Walk.of_all_kinds()
NOW = Moment(dt.datetime(2026, 11, 23, 9, 42, tzinfo=dt.UTC), Workdays(load_workdays()), "示范市")
YOUNG = Identity(
    "resident", "王小明", "999901200402290215", "男", dt.date(2004, 2, 29), "sam_verified", address="示范市示范区"
)
OLD = Identity(
    "resident", "李福来", "999901194001010018", "男", dt.date(1940, 1, 1), "sam_verified", address="示范市示范区"
)
WITHOUT = Pick("without")
INK = Signed((((0.0, 0.0, 0), (200.0, 0.0, 90)),), b"png")
CARD = Holding("社会保障卡", "示范市人社局", dt.date(2026, 11, 20))


def start(item, who=YOUNG):
    return replace(WALK.start(CATALOGUE.item(item), who, NOW), consulted=True)


def go(run, *answers):
    for answer in answers:
        if isinstance(answer, Use):
            code = run.step.options["material"]
            run = keep(run, Captured(code, b"jpeg", 1654, 2339, NOW.now))
        run = WALK.forward(run, answer, NOW)
    return run


def standing(run, code):
    return next(row.standing for row in rows(run, NOW.today) if row.material.material_code == code)


def filed(run):
    assert WALK.over(run)
    body = applicants.body_of(run) | {"signature": None}
    body["materials"] = [one | {"attachments": []} for one in body["materials"]]  # the pictures are enclosed elsewhere
    assert conforms(json.loads(json.dumps(body)), "CaseBody")
    return applicants.refusal(run)


def test_a_police_record_is_asked_for_with_its_purpose():
    run = go(start("no-crime-record"), Go())
    assert standing(run, "M-QUERYFORM") == "window"
    run = go(run, Pick("work"), WITHOUT)
    assert (standing(run, "M-QUERYFORM"), lacking(run)) == ("captured", ())
    run = go(run, Go(), INK, Go())
    assert applicants.body_of(run)["form"]["purpose"] == "work"
    assert filed(run) == ""


def test_an_allowance_needs_no_paper_where_the_card_is_held():
    run = replace(start("aged-allowance", OLD), holdings=(CARD,))
    run = go(run, Go(), Pick("social-card"), WITHOUT)
    assert lacking(run) == ()
    while run.step.kind != "sign":
        run = go(run, Go())
    assert filed(go(run, INK, Go())) == ""


def test_an_allowance_can_wait_for_the_card():
    run = go(start("aged-allowance", OLD), Go(), Pick("bank"), WITHOUT, WITHOUT, Go(), Defer(), Agree())
    assert run.promise.material_codes == ("M-SSCARD",)
    assert filed(go(run, INK, Go())) == ""


SHOP = (Pick("999901"), Go(), Pick("person"), Pick("meals"), WITHOUT, Go())


@pytest.mark.parametrize(
    ("dwelling", "papers"),
    [
        (False, (Commit((0,), 9_000),)),
        (False, (Decline(), Use())),
        (False, (Decline(), Defer(), Agree())),
        (True, (Commit((0,), 9_000), Use())),
        (True, (Decline(), Use(), Use())),
    ],
    ids=["promised", "photographed", "later", "dwelling-promised", "dwelling-photographed"],
)
def test_a_shop_is_registered_without_a_trade_name(dwelling, papers):
    run = go(start("sole-trader-setup"), Reply((("dwelling", dwelling),)), *SHOP, *papers, INK, Go())
    assert {"organisation": "person", "scope": "meals"}.items() <= dict(run.form).items()
    assert filed(run) == ""


def test_another_choice_takes_the_signature_back():
    run = go(start("no-crime-record"), Go(), Pick("work"), WITHOUT, Go(), INK)
    while run.step.options.get("ask") != "purpose":
        run = WALK.back(run)
    assert [row.id for row in WALK.ask(run, NOW).rows if row.tag] == ["work"]
    assert go(run, Pick("work")).signature
    assert go(run, Pick("school")).signature is None


@pytest.mark.parametrize("answer", [Go(), Pick(""), Pick("other"), Agree()])
def test_only_what_is_offered_is_taken(answer):
    with pytest.raises(NotAccepted, match="answer-out-of-turn"):
        go(go(start("no-crime-record"), Go()), answer)
