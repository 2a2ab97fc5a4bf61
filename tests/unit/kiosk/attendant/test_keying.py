"""A travel document whose printed lines are typed: no way is a dead end, and nothing typed outlives the visit."""

import pytest
from visits import ITEM, TYPED, ZHAO

from drivers.icao.mrz import mrz_information
from kiosk.domain import errands
from kiosk.domain.answers import Agree, Go, Point
from kiosk.domain.keying import TypedKey
from kiosk.domain.reports import (
    CardFailed,
    CardHint,
    CardInserted,
    CardRead,
    CardRemoved,
    FiledFound,
    ReaderChanged,
    ReadingProgress,
)
from kiosk.domain.state import (
    CardTrouble,
    Choosing,
    Farewell,
    IdleWarning,
    KeyingDocument,
    ReadingCard,
    Serving,
    TakingCard,
    Welcoming,
)

KEY = TypedKey("E12345678", "19520229", "20300101", line="expiry")


def last_key(hall):
    return hall.errands(errands.ReadCard)[-1].key


def test_a_document_is_asked_for_its_lines_and_read_with_them(hall):
    hall.attendant.begin()
    hall.attendant.choose(ITEM)
    hall.lay_document()
    assert hall.state == KeyingDocument(ITEM)
    assert hall.notes()[-1] == "key-asked"
    hall.press(*TYPED)
    assert hall.state == KeyingDocument(ITEM, KEY)
    hall.attendant.answer(Go())
    assert hall.state == ReadingCard(item_id=ITEM, typed=KEY)
    assert last_key(hall).mrz == mrz_information("E12345678", "520229", "300101")
    hall.tell(CardRead(hall.visit, ZHAO))
    assert hall.state.typed is None
    hall.tell(FiledFound(hall.visit, ()))
    assert isinstance(hall.state, Serving)


def test_the_first_reading_has_no_key(hall):
    hall.lay_document()
    assert last_key(hall) is None


def test_a_wrong_key_comes_back_with_what_was_typed_and_the_message(hall):
    hall.lay_document()
    hall.press(*TYPED, ">")
    hall.tell(CardFailed(hall.visit, "card-key-wrong"))
    assert hall.state == KeyingDocument("", KEY, "card-key-wrong")
    hall.attendant.answer(Point("birth"))
    hall.press("erase")
    assert hall.state.fault == ""
    assert hall.state.typed.birth == "1952022"


def test_the_primary_way_leads_to_the_line_that_is_missing_and_never_reads_half_a_key(hall):
    hall.lay_document()
    hall.press(*"E12345678", ">")
    assert hall.state.typed.line == "birth"
    hall.press(">", ">")
    assert isinstance(hall.state, KeyingDocument)
    assert last_key(hall) is None


def test_six_digits_of_the_can_will_do(hall):
    hall.lay_document()
    hall.attendant.answer(Point("can"))
    hall.press(*"123456", ">")
    assert (last_key(hall).can, last_key(hall).mrz) == ("123456", "")


def test_a_chip_that_does_not_take_the_can_asks_for_the_three_lines(hall):
    hall.lay_document()
    hall.attendant.answer(Point("can"))
    hall.press(*"123456", ">")
    hall.tell(CardFailed(hall.visit, "card-needs-key"))
    assert (hall.state.typed.line, hall.state.fault) == ("number", "card-needs-key")


def test_the_document_may_be_taken_in_hand_while_its_lines_are_typed(hall):
    hall.lay_document()
    hall.press(*"E123")
    hall.tell(CardRemoved())
    assert hall.state.away
    hall.press(*"45678", ">")
    hall.tell(CardInserted())
    assert isinstance(hall.state, ReadingCard)
    assert last_key(hall) is None
    hall.tell(CardFailed(hall.visit, "card-needs-key"))
    assert (hall.state.away, hall.state.fault, hall.state.typed.number) == (False, "", "E12345678")


def test_a_complete_key_reads_the_document_as_soon_as_it_is_laid_back(hall):
    hall.lay_document()
    hall.tell(CardRemoved())
    hall.press(*TYPED, ">")
    assert hall.state == KeyingDocument("", KEY, away=True)
    hall.tell(CardInserted())
    assert last_key(hall).mrz


def test_another_card_may_be_laid_instead(hall):
    hall.lay_document()
    hall.press(*"E123")
    hall.tell(CardRemoved(), CardInserted())
    hall.tell(CardRead(hall.visit, ZHAO), FiledFound(hall.visit, ()))
    assert hall.state == Choosing(ZHAO)


def test_a_document_lifted_too_early_keeps_its_lines_until_it_is_laid_back(hall):
    hall.lay_document()
    hall.press(*TYPED, ">")
    hall.tell(CardRemoved())
    assert hall.state == KeyingDocument("", KEY, "card-withdrawn", away=True)
    hall.tell(CardInserted())
    assert last_key(hall).mrz


def test_another_try_with_the_same_document_needs_no_typing(hall):
    hall.lay_document()
    hall.press(*TYPED, ">")
    hall.tell(CardFailed(hall.visit, "card-garbled"))
    hall.attendant.again()
    assert last_key(hall).mrz
    hall.tell(CardFailed(hall.visit, "card-pa-altered"), CardRemoved())
    assert hall.state == Choosing()


def test_a_document_laid_the_wrong_way_round_keeps_its_lines(hall):
    hall.lay_document()
    hall.press(*TYPED)
    hall.tell(CardRemoved(), CardInserted(mute=True))
    assert hall.state == CardTrouble("card-mute", "", KEY)


@pytest.mark.parametrize("way", ["back", "leave", "idle", "browse", "reader"])
def test_every_way_out_forgets_what_was_typed(hall, way):
    hall.lay_document()
    hall.press(*TYPED)
    if way == "browse":
        hall.attendant.browse("")
    elif way == "idle":
        hall.wait(45)
        assert isinstance(hall.state, IdleWarning)
        hall.wait(20)
    elif way == "reader":
        hall.tell(ReaderChanged("reader-gone"))
        assert hall.state.away
        hall.attendant.leave()
    else:
        getattr(hall.attendant, way)()
    calm = {"back": Choosing(), "browse": Choosing(), "reader": Farewell("left")}
    assert hall.state == calm.get(way, TakingCard(60))
    hall.wait(70)
    hall.tell(CardRemoved())
    hall.wait(70)
    assert hall.state == Welcoming()
    assert hall.errands(errands.Forget)


def test_an_answer_of_another_screen_changes_nothing(hall):
    hall.lay_document()
    state = hall.state
    hall.attendant.answer(Agree())
    hall.press("ü", "", "ab", "<")
    assert hall.state == state


def test_a_card_laid_under_the_idle_warning_is_read(hall):
    hall.lay_document()
    hall.tell(CardRemoved())
    hall.wait(45)
    hall.tell(CardInserted())
    assert isinstance(hall.state, ReadingCard)


def test_a_hint_is_shown_while_the_card_is_read_again(hall):
    hall.tell(CardInserted(), CardHint(hall.visit, "hold-still"), ReadingProgress(hall.visit, 0.4))
    assert hall.state == ReadingCard(0.4, "reading", hint="hold-still")
    hall.tell(CardRead(hall.visit, ZHAO))
    known = hall.state
    hall.tell(CardHint(hall.visit, "wrong-way"))
    assert (hall.state, known.hint) == (known, "")


def test_no_repr_shows_what_was_typed(hall):
    hall.lay_document()
    hall.press(*TYPED, ">")
    said = repr((hall.sent, hall.shown, hall.state))
    assert not any(secret in said for secret in ("E12345678", "19520229", "520229", "300101"))
