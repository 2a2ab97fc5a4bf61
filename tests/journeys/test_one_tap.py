"""一键办理 (F38) and how the result comes (F36, F57): nothing asked that is known, nothing chosen beforehand."""

import datetime as dt
from dataclasses import replace

import applicants
import pytest
from centre_visit import CATALOGUE, WALK, WORKDAYS

from kiosk.domain.answers import Commit, Go, Pick, Reply, Signed
from kiosk.domain.case import Holding
from kiosk.domain.person import Identity
from kiosk.journeys.following import next_steps
from kiosk.journeys.protocol import Moment, NotAccepted

NOW = Moment(dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8))), WORKDAYS, "示范市")
JOINT, ENDORSE = CATALOGUE.item("elder-card-joint"), CATALOGUE.item("residence-permit-endorse")
OLD = Identity(
    "resident",
    "赵桂兰",
    "999901195310110227",
    "女",
    dt.date(1953, 10, 11),
    "sam_verified",
    address="示范市示范区幸福路1号",
)
AYI = Identity(
    "resident",
    "阿依",
    "99990119880808012X",
    "女",
    dt.date(1988, 8, 8),
    "sam_verified",
    address="示范市示范区幸福路12号",
)
INK = Signed((((0.0, 0.0, 0), (200.0, 0.0, 90)),), b"png")
EVERYTHING = tuple(
    Holding(material.license_type, "某局", dt.date(2026, 11, 20))
    for material in JOINT.materials
    if material.license_type
)


def start(item=JOINT, who=OLD, holdings=EVERYTHING, consulted=True):
    return replace(WALK.start(item, who, NOW), holdings=holdings, consulted=consulted)


def go(run, *answers):
    for answer in answers:
        run = WALK.forward(run, answer, NOW)
    return run


def test_with_everything_held_the_guide_leads_to_the_signature_and_the_case_is_taken():
    run = start()
    assert WALK.ask(run, NOW).one_tap
    path = [run.step.kind]
    for answer in (Go(), INK, Go()):
        run = go(run, answer)
        path.append(run.step.kind)
    assert path == ["guide", "sign", "review", "receipt"]
    assert applicants.refusal(run) == ""


def path_of(item):
    """The screens of whoever has everything on file and follows the primary button; () where more is asked."""
    types = {one.license_type for one in item.materials if one.license_type}
    run = start(item, holdings=tuple(Holding(one, "某局", dt.date(2026, 11, 20)) for one in sorted(types)))
    if run.step.kind != "guide" or not WALK.ask(run, NOW).one_tap:
        return ()
    path = [run.step.kind]
    for answer in (Go(), INK, Go()):
        run = go(run, answer)
        path.append(run.step.kind)
    return tuple(path)


def test_zero_papers_are_four_screens():
    """零材料 (F26): no list of papers and no camera; where a form has a choice, nobody makes it beforehand."""
    paths = {item.id: path_of(item) for item in CATALOGUE.items if item.steps}
    assert {name: path for name, path in paths.items() if path} == {JOINT.id: ("guide", "sign", "review", "receipt")}


@pytest.mark.parametrize(
    "run",
    [
        start(consulted=False),
        start(holdings=EVERYTHING[1:]),
        start(who=replace(OLD, birth=dt.date(1995, 1, 1))),
        replace(start(), unsure=frozenset({"address_changed"})),
    ],
    ids=["offline", "one-paper-missing", "not-eligible", "unclear"],
)
def test_otherwise_it_is_the_ordinary_way(run):
    assert not WALK.ask(run, NOW).one_tap


def test_what_is_lost_on_the_way_is_asked_for_again():
    run = go(start(), Go())
    run = replace(run, holdings=())
    while run.step.kind != "guide":
        run = WALK.back(run)
    assert not WALK.ask(run, NOW).one_tap
    assert go(run, Go()).step.kind == "materials"


def endorsing(who=AYI):
    run = start(ENDORSE, who, (Holding("居住证", "示范市公安局", dt.date(2026, 11, 20)),))
    return go(run, Reply((("address_changed", False),)), Go(), Go(), Commit((0, 1, 2), 9_000))


def test_both_ways_of_delivery_are_offered_and_neither_chosen():
    run = endorsing()
    ask = WALK.ask(run, NOW)
    assert ([row.id for row in ask.rows], {row.tag for row in ask.rows}) == (["window", "ems"], {""})
    with pytest.raises(NotAccepted):
        go(run, Pick("pigeon"))
    with pytest.raises(NotAccepted):
        go(run, Go())


@pytest.mark.parametrize(("way", "said"), [("window", "到窗口取"), ("ems", "EMS")])
def test_the_receipt_and_the_case_say_the_way_that_was_chosen(way, said):
    run = go(endorsing(), Pick(way), INK)
    assert WALK.ask(run, NOW).delivery == way
    run = go(run, Go())
    assert WALK.over(run)
    assert applicants.body_of(run)["form"]["delivery"] == way
    assert any(said in step for step in next_steps(run))
    assert not any("或邮寄" in step for step in next_steps(run))


def test_a_card_without_an_address_asks_nothing():
    assert endorsing(replace(AYI, address="")).step.kind == "sign"
    assert endorsing().step.kind == "delivery"


def test_the_glass_shows_only_the_beginning_of_the_address():
    (line, *_) = WALK.ask(endorsing(), NOW).rows[1].lines
    assert "12号" not in line.chinese
