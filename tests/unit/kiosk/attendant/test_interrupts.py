"""Whatever is going on: a pulled card, a lost reader, an idle visitor, a late answer."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from visits import INK, ITEM, TYPED, ZHAO, Hall, filed

from kiosk.domain import errands
from kiosk.domain.answers import Agree, Defer, Go, Point, Retake, Take, Use
from kiosk.domain.keying import LONGEST
from kiosk.domain.reports import (
    CardFailed,
    CardInserted,
    CardRead,
    CardRemoved,
    Consulted,
    DeliveryFailed,
    FiledCase,
    FiledFound,
    FilingFailed,
    PrintEnded,
    ReaderChanged,
)
from kiosk.domain.state import (
    CardLeft,
    CardTrouble,
    Choosing,
    Delivering,
    Farewell,
    Filing,
    IdleWarning,
    OfferingReceipt,
    OutOfService,
    Rating,
    ReadingCard,
    Serving,
    TakingCard,
    Welcoming,
)

ANONYMOUS = (Welcoming, Farewell, Rating, TakingCard, CardLeft, CardTrouble, OutOfService)
MOMENTS = {
    "home": (Hall.lay_card, Farewell("withdrawn")),
    "offer": (lambda hall: hall.lay_card(filed()), Farewell("withdrawn")),
    "reading": (lambda hall: hall.tell(CardInserted()), CardTrouble("card-withdrawn")),
    "guide": (Hall.serve, Farewell("withdrawn")),
    "capture": (lambda hall: (hall.serve(), hall.answer_until("capture")), Farewell("withdrawn")),
    "sign": (lambda hall: (hall.serve(), hall.answer_until("sign")), Farewell("withdrawn")),
    "review": (lambda hall: (hall.serve(), hall.answer_until("review")), Farewell("withdrawn")),
    "delivering": (Hall.commit, Farewell("kept")),
    "printing": (Hall.accept, Farewell("printing")),
    "done": (Hall.deliver, Rating("case-1", 20)),
}


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("how", ["card", "reader"])
def test_a_pulled_card_or_a_lost_reader_leads_to_a_calm_screen_at_once(hall, moment, how):
    reach, calm = MOMENTS[moment]
    reach(hall)
    hall.tell(CardRemoved() if how == "card" else ReaderChanged("reader-gone"))
    assert hall.state == calm


@pytest.mark.parametrize("moment", MOMENTS)
def test_after_the_card_is_pulled_everything_personal_is_forgotten(hall, moment):
    MOMENTS[moment][0](hall)
    hall.tell(CardRemoved())
    if moment != "reading":
        assert hall.errands(errands.Forget)


def test_a_card_pulled_while_the_row_is_written_waits_for_the_truth(hall):
    hall.file()
    hall.tell(CardRemoved())
    assert isinstance(hall.state, Filing)
    hall.tell(FiledCase(hall.visit, filed()))
    assert hall.state == Farewell("kept")
    assert hall.errands(errands.Deliver)


def test_a_card_pulled_while_the_row_is_refused_filed_nothing(hall):
    hall.file()
    hall.tell(CardRemoved(), FilingFailed(hall.visit, "store-full"))
    assert hall.state == Farewell("withdrawn")


def test_paper_that_is_still_coming_out_is_waited_for_before_the_next_card(hall):
    hall.accept()
    visit = hall.visit
    hall.tell(CardRemoved(), CardInserted())
    assert hall.state == Farewell("printing")
    hall.wait(30)
    assert hall.state == Farewell("printing")
    hall.tell(PrintEnded(visit, "confirmed", 1))
    assert isinstance(hall.state, ReadingCard)
    assert hall.visit != visit


def test_answers_of_an_earlier_visit_are_dropped(hall):
    hall.tell(CardInserted())
    old = hall.visit
    hall.tell(CardRemoved(), CardRemoved())
    hall.attendant.back()
    hall.attendant.leave()
    assert hall.visit != old
    state = hall.state
    hall.tell(CardRead(old, ZHAO), CardFailed(old, "card-mute"))
    assert hall.state == state


def test_an_idle_visitor_is_asked_and_can_stay(hall):
    hall.serve()
    serving = hall.state
    hall.wait(45)
    assert hall.state == IdleWarning(serving, 20)
    hall.wait(5)
    assert hall.state.left_s == 15
    hall.attendant.stay()
    assert hall.state == serving


def test_an_idle_visitor_who_does_not_answer_is_ended_and_the_card_called_for(hall):
    hall.serve()
    hall.wait(45 + 20)
    assert isinstance(hall.state, TakingCard)
    hall.wait(60)
    assert hall.state == CardLeft()
    assert "card-left" in hall.notes()
    hall.attendant.begin()
    assert hall.state == CardLeft()
    hall.tell(CardRemoved())
    assert hall.state == Welcoming()
    assert hall.notes()[-1] == "card-taken"


def test_home_without_a_person_goes_dark_by_itself(hall):
    hall.attendant.begin()
    hall.wait(45)
    assert hall.state == Welcoming()


def test_leaving_gives_the_card_back_and_asks_for_no_rating(hall):
    hall.serve()
    hall.attendant.leave()
    assert isinstance(hall.state, TakingCard)
    hall.tell(CardRemoved())
    assert hall.state == Farewell("left")


class AnyVisit(RuleBasedStateMachine):
    """Any order of touches, cards, answers and ticks keeps the promises."""

    def __init__(self):
        super().__init__()
        self.hall = Hall()
        self.present = False
        self.committed = set()

    @rule(code=st.sampled_from(["card-needs-key", "card-key-wrong", "card-garbled", "card-pa-altered"]))
    def fail(self, code):
        self.hall.tell(CardFailed(self.hall.visit, code))

    @rule(keys=st.sampled_from(["E12345678", "1", "195202292030010", TYPED]), line=st.sampled_from(list(LONGEST)))
    def type(self, keys, line):
        self.hall.attendant.answer(Point(line))
        self.hall.press(*keys)

    @rule(back=st.booleans())
    def lose_reader(self, back):
        self.present = False
        self.hall.tell(ReaderChanged("reader-gone"))
        if back:
            self.hall.tell(ReaderChanged(""))

    @rule(mute=st.booleans())
    def lay(self, mute):
        if not self.present:
            self.present = True
            self.hall.tell(CardInserted(mute))

    @rule()
    def pull(self):
        if self.present:
            self.present = False
            self.hall.tell(CardRemoved())
            assert isinstance(self.hall.state, (*ANONYMOUS, Filing, Choosing, CardTrouble)) or not personal(
                self.hall.state
            )

    @rule(late=st.integers(0, 2), owed=st.booleans())
    def read(self, late, owed):
        visit = self.hall.visit - late
        self.hall.tell(CardRead(visit, ZHAO), FiledFound(visit, (filed(),) if owed else ()))

    @rule()
    def consult(self):
        self.hall.tell(Consulted(self.hall.visit, (), reached=False))

    @rule(answer=st.sampled_from([Go(), Take(), Use(), Retake(), Defer(), Agree(), INK]))
    def answer(self, answer):
        if answer == Use():
            self.hall.picture()
        self.hall.attendant.answer(answer)

    @rule(name=st.sampled_from(["begin", "back", "leave", "stay", "again", "finish"]))
    def touch(self, name):
        getattr(self.hall.attendant, name)()

    @rule()
    def choose(self):
        self.hall.attendant.choose(ITEM)

    @rule(level=st.integers(0, 5))
    def rate(self, level):
        self.hall.attendant.rate(level)

    @rule(good=st.booleans())
    def commit(self, good):
        waiting = self.hall.errands(errands.FileCase)
        if waiting and waiting[-1].visit not in self.committed:
            visit = waiting[-1].visit
            self.committed.add(visit)
            self.hall.tell(FiledCase(visit, filed()) if good else FilingFailed(visit, "store-full"))

    @rule(outcome=st.sampled_from(["confirmed", "held", "unknown"]))
    def deliver(self, outcome):
        self.hall.tell(DeliveryFailed(self.hall.visit, "case-1", "platform-slow"))
        self.hall.tell(PrintEnded(self.hall.visit, outcome, 1))

    @rule(seconds=st.integers(1, 70))
    def wait(self, seconds):
        self.hall.wait(seconds)

    @invariant()
    def nobody_is_shown_without_a_card(self):
        if not self.present and not isinstance(self.hall.state, Filing):
            assert not personal(self.hall.state)

    @invariant()
    def nobody_is_welcomed_while_a_card_lies_there(self):
        assert not (self.present and isinstance(self.hall.state, Welcoming))

    @invariant()
    def what_was_typed_goes_with_the_visit(self):
        kept = getattr(getattr(self.hall.state, "under", self.hall.state), "typed", None)
        assert kept is None or not isinstance(self.hall.state, ANONYMOUS) or isinstance(self.hall.state, CardTrouble)

    @invariant()
    def nothing_prints_before_something_is_filed(self):
        if self.hall.errands(errands.PrintReceipt):
            assert self.committed or any(isinstance(s, OfferingReceipt) for s, _ in self.hall.shown)

    @invariant()
    def the_camera_is_closed_when_no_step_needs_it(self):
        camera = [e for e in self.hall.sent if isinstance(e, errands.OpenCamera | errands.CloseCamera | errands.Forget)]
        if not isinstance(self.hall.state, Serving | IdleWarning) and camera:
            assert not isinstance(camera[-1], errands.OpenCamera)


def personal(state):
    under = state.under if isinstance(state, IdleWarning) else state
    if isinstance(under, Serving | Filing | Delivering | OfferingReceipt):
        return True
    return getattr(under, "identity", None) is not None


TestAnyVisit = AnyVisit.TestCase
TestAnyVisit.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)


def test_a_tap_that_cannot_follow_is_refused_and_written_down(hall):
    before = hall.attendant.state
    hall.attendant.finish()
    assert hall.attendant.state is before
    assert [(note.event, note.detail) for note in hall.errands(errands.Note)][-1] == ("step-refused", "welcoming")
