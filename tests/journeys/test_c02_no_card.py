"""C2: without a citizen's card: travel documents, other cards, nothing at all; what is open, and where to go."""

import datetime as dt

import pytest
from station import CATALOGUE, FAULTS, glass

from drivers.lab.pki import lab_pki
from kiosk.domain.answers import Go, Press
from kiosk.domain.state import AwaitingCard, CardTrouble, Choosing, Informing, KeyingDocument, Serving, TakingCard

ITEM = "elder-card-joint"


@pytest.fixture
def one(stations, tmp_path):
    station = stations(acquainted=False)
    lab_pki().write_trust(tmp_path / "trust")
    station.trust = str(tmp_path / "trust")
    return station


def type_key(one, who="zhao", *, wrong=False):
    """Type what is printed on the passport of the lab; `wrong` takes one digit of the number for another."""
    from tests.card_bench import make

    mrz = make("passport", who).key.mrz
    number, birth, expiry = mrz[:9].rstrip("<"), mrz[10:16], mrz[17:23]
    if wrong:
        number = number[:-1] + str((int(number[-1]) + 1) % 10)
    for key in number:
        one.tap(Press(key))
    one.tap(Go())
    for key in f"19{birth}":
        one.tap(Press(key))
    for key in f"20{expiry}":
        one.tap(Press(key))
    one.tap(Go())


# Nothing in the hand.


def test_without_any_card_home_lists_search_and_the_map_are_open(one):
    one.press("begin")
    assert one.state == Choosing()
    for category in ("all", "search", "places"):
        one.press("browse", category)
        assert one.state.category == category
        assert one.state.identity is None


@pytest.mark.parametrize("item", CATALOGUE.items, ids=lambda item: item.id)
def test_an_item_that_wants_a_card_says_so_with_two_ways_on_and_never_asks_for_a_typed_number(one, item):
    one.press("begin")
    one.choose(item.id)
    assert isinstance(one.state, AwaitingCard | Informing)
    words = glass(one)
    assert "身份证" in words or "证件" in words
    one.tap(*(Press(key) for key in "999901195202290022"))
    assert isinstance(one.state, AwaitingCard | Informing)
    one.press("back")
    assert one.state == Choosing()


# ④ A passport: its own printed lines open its chip; a wrong digit opens nothing.


def test_a_passport_is_read_with_its_printed_lines_and_tells_who_this_is(one):
    one.press("begin")
    one.lay(kind="passport")
    assert isinstance(one.state, KeyingDocument)
    type_key(one)
    assert isinstance(one.state, Choosing)
    assert one.state.identity.kind == "passport"
    assert one.state.identity.trust == "pa_ok"


def test_a_wrong_digit_opens_nothing_and_what_was_typed_stays_to_be_mended(one):
    one.lay(kind="passport")
    type_key(one, wrong=True)
    assert isinstance(one.state, KeyingDocument)
    assert one.state.fault == "card-key-wrong"
    assert one.state.typed.number
    assert len(set(FAULTS["card-key-wrong"].ways)) == 2


def test_what_a_passport_may_not_do_is_said_with_the_way_round(one):
    one.lay(kind="passport")
    type_key(one)
    one.choose("no-crime-record")
    assert isinstance(one.state, Serving)
    against = one.ask.judgement.against
    assert not one.ask.eligible
    words = glass(one)
    assert all(verdict.rule_id and verdict.instead in words for verdict in against)


# ② ③ Residence permits lie on the same reader.


@pytest.mark.parametrize("kind", ["hmt", "foreigner2017", "foreigner2023"])
def test_a_residence_permit_is_read_as_what_it_is(one, kind):
    one.lay(kind=kind)
    assert isinstance(one.state, Choosing)
    assert one.state.identity.kind == kind.rstrip("0123456789")


@pytest.mark.parametrize("kind", ["technician", "strange"])
def test_a_card_that_names_no_citizen_is_explained_and_another_is_served(one, kind):
    one.lay(kind=kind)
    assert isinstance(one.state, CardTrouble)
    assert len(set(FAULTS[one.state.code].ways)) == 2
    one.take()
    one.lay()
    assert isinstance(one.state, Choosing)


def test_whose_card_lies_there_is_looked_at_and_no_typed_number_ever(one):
    """A number that is typed shows nobody's data: no state takes one, wherever it is tried."""
    one.lay("wang", "resident")
    one.tap(*(Press(key) for key in "999901195202290022"))
    assert one.state.identity.number.endswith("0215")
    one.choose("case-progress")
    one.tap(*(Press(key) for key in "999901195202290022"))
    assert one.run.identity.number.endswith("0215")


# ⑤ An expired document, and a child.


def test_an_expired_document_names_where_it_is_renewed(one):
    one.lay("wang", "resident", dt.date(2026, 11, 1))
    assert one.state == CardTrouble("card-expired")
    assert "换领" in " ".join(FAULTS["card-expired"].ways)


def test_no_item_takes_anybodys_face_and_a_child_is_told_what_is_open(one):
    assert not any(step.kind == "face" for item in CATALOGUE.items for step in item.steps)
    one.lay("wang", "resident")
    one.choose(ITEM)
    assert not one.ask.eligible  # too young: the rule is named, and the way to a person stays open
    assert one.ask.judgement.against[0].rule_id.startswith(ITEM)
    one.press("leave")
    assert isinstance(one.state, TakingCard)
