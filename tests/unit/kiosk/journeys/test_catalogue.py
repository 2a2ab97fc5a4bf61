"""Finding a service: by place, by words, by who one is."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.person import Identity
from kiosk.domain.rules.ages import youngest
from kiosk.journeys import steps
from kiosk.journeys.catalogue import open_catalogue
from kiosk.journeys.kinds import known_kinds, step_kinds

CATALOGUE = open_catalogue()
TODAY = dt.date(2026, 11, 21)


def person(born):
    return Identity("shebao", "某某", "0", "女", dt.date(born, 1, 1), "unverified")


def ids(items):
    return [item.id for item in items]


def test_the_step_kinds_are_the_files_of_their_folder():
    assert known_kinds() == {file.stem for file in Path(steps.__path__[0]).glob("[a-z]*.py")}
    assert step_kinds().keys() == known_kinds()


def test_only_what_is_photographed_or_scanned_needs_the_camera():
    kinds = step_kinds()
    watching = {kind for kind, step in kinds.items() if step.camera}
    assert watching == {"capture"} | {kind for kind, step in kinds.items() if getattr(step, "scans", False)}


def test_every_item_is_in_exactly_one_category():
    assert sorted(ids(item for name in CATALOGUE.categories for item in CATALOGUE.in_category(name))) == sorted(
        ids(CATALOGUE.items)
    )
    assert len(CATALOGUE.categories) == 9


def test_an_item_is_known_by_its_id():
    assert CATALOGUE.item("appointment").short_name == "窗口预约取号"
    with pytest.raises(KeyError):
        CATALOGUE.item("nothing")


def test_three_matters_have_a_tile_of_their_own():
    assert ids(CATALOGUE.featured) == ["elder-card-joint", "aged-allowance", "sole-trader-setup"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("sbzm", "social-insurance-record"),
        ("SBZM", "social-insurance-record"),
        ("社保证明", "social-insurance-record"),
        ("老年证", "elder-card-joint"),
        ("lnyd", "elder-card-joint"),
        ("公积金", "housing-fund-proof"),
        ("gjj", "housing-fund-proof"),
        ("无房证明", "realestate-query"),
        ("营业执照", "sole-trader-setup"),
        ("水费", "utility-pay"),
        ("暂住证", "residence-permit-endorse"),
        ("无犯罪", "no-crime-record"),
        ("高龄", "aged-allowance"),
        ("bjjd", "case-progress"),
        ("办不成的事", "complaint-unresolved"),
        ("容 缺", "supplement"),
        ("pension", "pension-proof"),
        ("医保", "medical-insurance-pay"),
        ("取号", "appointment"),
        ("评价", "evaluation"),
    ],
)
def test_people_find_what_they_mean(query, first):
    assert CATALOGUE.search(query)[0].id == first


@pytest.mark.parametrize("item", CATALOGUE.items, ids=lambda item: item.id)
def test_every_item_comes_first_for_its_own_name(item):
    assert CATALOGUE.search(item.short_name)[0] is item
    assert item in CATALOGUE.search(item.task_name[:6])


def test_nothing_is_found_for_nothing():
    assert CATALOGUE.search("") == ()
    assert CATALOGUE.search("  ") == ()
    assert CATALOGUE.search("火星移民") == ()


@given(st.text(max_size=12))
def test_a_search_finds_each_item_at_most_once(query):
    found = ids(CATALOGUE.search(query))
    assert len(found) == len(set(found))


def test_old_people_see_first_what_their_age_opens():
    assert ids(CATALOGUE.recommended(person(1952), TODAY))[:1] == ["elder-card-joint"]
    assert ids(CATALOGUE.recommended(person(1940), TODAY))[:2] == ["elder-card-joint", "aged-allowance"]


def test_the_young_are_not_offered_what_is_closed_to_them():
    assert ids(CATALOGUE.recommended(person(2004), TODAY)) == ["sole-trader-setup"]
    assert ids(CATALOGUE.recommended(person(2015), TODAY)) == []


@given(st.dates(dt.date(1900, 1, 1), TODAY))
def test_nobody_is_recommended_what_their_age_does_not_open(birth):
    who = Identity("shebao", "某某", "0", "女", birth, "unverified")
    assert all(youngest(item) <= who.age_on(TODAY) for item in CATALOGUE.recommended(who, TODAY))
