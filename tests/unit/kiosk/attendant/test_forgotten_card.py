"""A card that is left in the reader refuses the next visit and is called for, however the last visit ended."""

import pytest
from visits import ITEM

from kiosk.domain import errands
from kiosk.domain.reports import CardFailed, CardInserted, CardRemoved, ReaderChanged
from kiosk.domain.state import CardLeft, Farewell, Rating, TakingCard, Welcoming


def left_at_home(hall):
    """A card that could not be used, and a person who went away from the home screen."""
    hall.tell(CardInserted(), CardFailed(hall.visit, "card-unknown"))
    hall.attendant.back()


ENDS = {
    "aborted": lambda hall: (hall.serve(), hall.attendant.leave()),
    "idle": lambda hall: hall.serve(),
    "done": lambda hall: (hall.deliver(), hall.attendant.finish()),
    "useless": left_at_home,
    "typing": lambda hall: hall.lay_document(),
    "trouble": lambda hall: hall.tell(CardInserted(mute=True)),
    "defect": lambda hall: (hall.serve(), hall.attendant.fail("program")),
}


@pytest.mark.parametrize("end", ENDS)
def test_a_card_that_nobody_takes_refuses_the_next_visit(hall, end):
    ENDS[end](hall)
    hall.wait(45 + 20 + 60)
    assert isinstance(hall.state, CardLeft)
    read = len(hall.errands(errands.ReadCard))
    hall.attendant.begin()
    hall.attendant.browse("all")
    hall.attendant.choose(ITEM)
    assert isinstance(hall.state, CardLeft)
    assert len(hall.errands(errands.ReadCard)) == read
    hall.tell(CardRemoved())
    assert hall.state == Welcoming()
    assert hall.notes()[-1] == "card-taken"


def test_it_is_called_for_again_and_again(hall):
    hall.serve()
    hall.attendant.leave()
    hall.wait(60 * 4)
    assert hall.state == CardLeft(4)
    called = [note.detail for note in hall.errands(errands.Note) if note.event == "card-left"]
    assert called == ["", "2", "3", "4"]


def test_a_reader_that_was_lost_and_comes_back_with_the_card_proves_nothing(hall):
    hall.serve()
    hall.attendant.leave()
    hall.wait(60)
    hall.tell(ReaderChanged("reader-gone"))
    hall.wait(5)
    hall.tell(ReaderChanged(""), CardInserted())
    hall.wait(5)
    assert hall.state == CardLeft()


@pytest.mark.parametrize("waited", [1, 60])
def test_a_reader_that_comes_back_empty_ends_the_wait(hall, waited):
    hall.deliver()
    hall.attendant.finish()
    hall.wait(waited)
    hall.tell(ReaderChanged("reader-gone"))
    assert isinstance(hall.state, TakingCard | CardLeft)
    hall.tell(ReaderChanged(""))
    hall.wait(1)
    assert isinstance(hall.state, Rating if waited == 1 else Welcoming)


def test_a_card_taken_in_time_is_never_called_for(hall):
    hall.serve()
    hall.attendant.leave()
    hall.tell(CardRemoved())
    assert hall.state == Farewell("left")
    assert "card-left" not in hall.notes()
