"""Digits typed on the glass: nowhere but in the run, and only as long as somebody stands there."""

import datetime as dt

from kiosk.domain.answers import Go, Pick, Press
from kiosk.domain.errands import FileCase, Forget, Note
from kiosk.domain.form_entries import FormAsk
from kiosk.domain.person import Identity
from kiosk.domain.state import IdleWarning, Serving, TakingCard

OLD = Identity(
    "resident", "李福来", "999901194001010018", "男", dt.date(1940, 1, 1), "sam_verified", "汉", "示范市示范区幸福路2号"
)
CARD_NO = "6222021234567894"


def at_the_keypad(hall):
    hall.lay_card(identity=OLD)
    hall.choose(item="aged-allowance")
    for answer in (Go(), Pick("bank"), *map(Press, CARD_NO)):
        hall.attendant.answer(answer)
    return hall


def test_what_is_typed_is_in_no_note_and_in_no_text_of_a_state(hall):
    at_the_keypad(hall)
    assert isinstance(hall.state, Serving)
    assert isinstance(hall.state.ask, FormAsk)
    assert hall.state.run.typing == CARD_NO
    hall.attendant.answer(Press("x"))
    assert hall.state.fault == "answer-out-of-turn"
    hall.attendant.answer(Go())
    assert hall.state.run.form["account"] == CARD_NO
    said = " ".join(f"{one!r}" for one in (*hall.sent, *hall.shown))
    assert CARD_NO not in said
    assert CARD_NO[:8] not in said
    assert not any(CARD_NO[:6] in f"{note!r}" for note in hall.errands(Note))
    assert not hall.errands(FileCase)


def test_the_digits_go_with_the_person(hall):
    at_the_keypad(hall)
    hall.attendant.leave()
    assert isinstance(hall.state, TakingCard)
    assert hall.errands(Forget)


def test_a_pause_takes_nothing_away(hall):
    at_the_keypad(hall)
    hall.wait(60)
    assert isinstance(hall.state, IdleWarning)
    hall.attendant.stay()
    assert hall.state.run.typing == CARD_NO
