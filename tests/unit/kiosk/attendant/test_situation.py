"""A visit that begins with a question and ends with a promise in a paper's place."""

import datetime as dt

from visits import INK

from kiosk.domain.answers import Commit, Go, Reply
from kiosk.domain.asks import CommitAsk, GuideAsk, QuestionsAsk
from kiosk.domain.case import Holding
from kiosk.domain.errands import FileCase
from kiosk.domain.reports import Consulted
from kiosk.domain.state import Filing, Serving

ITEM = "residence-permit-endorse"
PERMIT = Holding("居住证", "示范市公安局", dt.date(2026, 11, 20))
SAME = Reply((("address_changed", False),))


def begun(hall):
    hall.lay_card()
    hall.choose(item=ITEM)
    return hall


def test_the_question_comes_first_and_waits_for_nobody(hall):
    begun(hall)
    assert isinstance(hall.state.ask, QuestionsAsk)
    hall.tell(Consulted(hall.visit, (PERMIT,), reached=True))
    assert isinstance(hall.state.ask, QuestionsAsk)
    assert hall.state.run.day == dt.date(2026, 11, 21)


def test_an_answer_that_does_not_fit_stays_where_it_is_and_says_so(hall):
    begun(hall)
    hall.attendant.answer(Go())
    assert (hall.state.fault, hall.state.run.step.kind) == ("answer-out-of-turn", "questions")


def test_from_the_answer_to_the_case(hall):
    begun(hall)
    hall.tell(Consulted(hall.visit, (PERMIT,), reached=True))
    hall.attendant.answer(SAME)
    assert isinstance(hall.state.ask, GuideAsk)
    hall.attendant.answer(Go())
    hall.attendant.answer(Go())
    assert isinstance(hall.state.ask, CommitAsk)
    for answer in (Commit((0, 1, 2), 9_000), INK, Go()):
        assert isinstance(hall.state, Serving)
        hall.attendant.answer(answer)
    assert isinstance(hall.state, Filing)
    (errand,) = hall.errands(FileCase)
    assert errand.run.answers == {"address_changed": False}
    assert [one.id for one in errand.run.commitments] == ["address-unchanged"]
