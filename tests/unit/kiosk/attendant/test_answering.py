"""An opened answer is counted once a visit, and says nothing of who opened it."""

from dataclasses import fields

from kiosk.domain.answers import ReadAnswer
from kiosk.domain.errands import CountQuestion
from kiosk.domain.reports import CardRemoved
from kiosk.domain.state import Informing
from tests.unit.kiosk.attendant.visits import EXPLAINED, Hall


def counts(hall):
    return [errand for errand in hall.sent if isinstance(errand, CountQuestion)]


def test_it_is_counted_once_a_visit_and_the_step_stays():
    hall = Hall()
    hall.serve()
    before = hall.state
    for question in ("early", "early", "photo", "early"):
        hall.attendant.answer(ReadAnswer(question))
    assert hall.state == before
    item = before.run.item.id
    assert counts(hall) == [CountQuestion(item, "early"), CountQuestion(item, "photo")]
    assert {one.name for one in fields(CountQuestion)} == {"item_id", "question_id"}


def test_another_visit_counts_again_and_what_is_no_question_is_not_counted():
    hall = Hall()
    for _ in range(2):
        hall.serve()
        hall.attendant.answer(ReadAnswer("early"))
        hall.attendant.answer(ReadAnswer("999901195202290022"))
        hall.attendant.leave()
        hall.tell(CardRemoved())
        hall.wait(10)
    assert [one.question_id for one in counts(hall)] == ["early", "early"]


def test_whoever_only_reads_the_guide_is_counted_too():
    hall = Hall()
    hall.attendant.begin()
    hall.attendant.choose(EXPLAINED)
    assert isinstance(hall.state, Informing)
    before = hall.state
    hall.attendant.answer(ReadAnswer("abroad"))
    assert (hall.state, counts(hall)) == (before, [CountQuestion(EXPLAINED, "abroad")])
