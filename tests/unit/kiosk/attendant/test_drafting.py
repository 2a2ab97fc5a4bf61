"""A draft grows with the visit and goes with it, whatever way it ends; only an end that nobody chose leaves one."""

from dataclasses import replace

import pytest
from visits import CATALOGUE, HELD, ITEM, NOW, ZHAO, Hall, filed

from kiosk.attendant import events
from kiosk.domain.answers import Defer, Go, Pick, Use
from kiosk.domain.draft import Resuming, draft_of
from kiosk.domain.errands import Consult, DropDraft, FindFiled, KeepDraft
from kiosk.domain.person import NAMELESS
from kiosk.domain.reports import (
    CardInserted,
    CardRead,
    CardRemoved,
    Consulted,
    FiledCase,
    FiledFound,
    FilingFailed,
    HelperCame,
    IntakeChanged,
    ReaderChanged,
)
from kiosk.domain.state import (
    Choosing,
    Farewell,
    Filing,
    IdleWarning,
    OfferingReceipt,
    OutOfService,
    Serving,
    TakingCard,
)
from kiosk.journeys.catalogue import Catalogue
from kiosk.journeys.resuming import ANEW, RESUME

IMPRINT = b"i" * 32


class Drafting(Hall):
    """A hall that keeps what it is told to keep, as the records desk does."""

    @property
    def box(self):
        """What lies on the disk after all errands so far."""
        kept = {}
        for errand in self.sent:
            match errand:
                case KeepDraft(_, run, imprint):
                    kept[imprint] = run
                case DropDraft(_, imprint):
                    kept.pop(imprint, None)
        return kept

    def lay(self, draft=None, *found, identity=ZHAO, imprint=IMPRINT):
        self.tell(CardInserted(), CardRead(self.visit, identity, imprint), FiledFound(self.visit, found, (), draft))

    def serve_to(self, kind):
        self.lay()
        self.choose()
        self.tell(Consulted(self.visit, (HELD,), reached=True))
        self.answer_until(kind)


@pytest.fixture
def hall():
    return Drafting()


@pytest.fixture
def cut():
    """Return what a visit leaves that is cut off at this step."""

    def at(kind):
        hall = Drafting()
        hall.serve_to(kind)
        (run,) = hall.box.values()
        return draft_of(run, NOW)

    return at


def test_with_each_step_it_grows_and_while_nothing_is_given_there_is_none(hall):
    hall.serve_to("guide")
    assert hall.box == {}
    for kind in ("materials", "capture", "promise", "sign", "review"):
        hall.answer_until(kind)
        assert hall.box == {IMPRINT: hall.state.run}
    kept = len(hall.errands(KeepDraft))
    hall.attendant.answer(Pick("nothing"))
    hall.wait(5)
    assert len(hall.errands(KeepDraft)) == kept


def test_the_card_is_looked_for_by_its_imprint_once(hall):
    hall.serve_to("guide")
    assert [errand.imprint for errand in hall.errands(FindFiled)] == [IMPRINT, b""]


WAYS_OUT = {
    "the card is taken": lambda hall: hall.tell(CardRemoved()),
    "the reader is lost": lambda hall: hall.tell(ReaderChanged("reader-gone")),
    "结束": lambda hall: hall.attendant.leave(),
    "back to home": lambda hall: [hall.attendant.back() for _ in range(9)],
    "nobody is there": lambda hall: hall.wait(120),
}


@pytest.mark.parametrize("out", WAYS_OUT.values(), ids=WAYS_OUT)
@pytest.mark.parametrize("kind", ["materials", "review"])
def test_whatever_way_a_person_leaves_it_is_destroyed(hall, kind, out):
    hall.serve_to(kind)
    out(hall)
    assert not isinstance(hall.state, Serving)
    assert hall.box == {}
    assert hall.attendant._cx.drafted is False


def test_under_the_warning_it_stays_and_is_not_written_again(hall):
    hall.serve_to("promise")
    kept = len(hall.errands(KeepDraft))
    hall.wait(50)
    assert isinstance(hall.state, IdleWarning)
    hall.attendant.stay()
    assert isinstance(hall.state, Serving)
    assert (len(hall.errands(KeepDraft)), hall.errands(DropDraft)) == (kept, [])


def test_it_goes_when_the_case_is_committed_not_before(hall):
    hall.serve_to("review")
    hall.attendant.answer(Go())
    assert isinstance(hall.state, Filing)
    assert hall.box
    hall.tell(FiledCase(hall.visit, filed()))
    assert hall.box == {}


def test_a_case_that_could_not_be_written_keeps_its_draft(hall):
    hall.serve_to("review")
    hall.attendant.answer(Go())
    hall.tell(FilingFailed(hall.visit, "store-full"))
    assert hall.state.fault == "store-full"
    assert hall.box == {IMPRINT: hall.state.run}


def test_a_defect_leaves_it_for_who_was_cut_off_and_the_terminal_forgets_the_card(hall):
    hall.serve_to("review")
    hall.attendant.fail("program")
    assert isinstance(hall.state, OutOfService)
    assert hall.box
    assert hall.attendant._cx.imprint == b""


@pytest.mark.parametrize(
    "who", [replace(ZHAO, kind=NAMELESS), replace(ZHAO, kind="ctid"), replace(ZHAO, agent=ZHAO)], ids=str
)
def test_who_has_no_card_of_their_own_there_leaves_none(hall, who):
    hall.lay(identity=who)
    hall.choose()
    hall.answer_until("review")
    assert hall.errands(KeepDraft) == []


def test_a_helped_visit_is_neither_kept_nor_asked_for(hall):
    hall.tell(CardInserted(), HelperCame(hall.visit, "1a2b3c"), CardRemoved())
    hall.lay()
    hall.choose()
    hall.answer_until("review")
    assert {errand.imprint for errand in hall.errands(FindFiled)} == {b""}
    assert hall.errands(KeepDraft) == []


def test_a_card_that_was_not_read_to_its_depth_leaves_none(hall):
    hall.lay(imprint=b"")
    hall.choose()
    hall.answer_until("review")
    assert hall.errands(KeepDraft) == []


@pytest.mark.parametrize("kind", ["materials", "capture", "promise", "sign", "review"])
def test_who_goes_on_stands_where_they_were_with_all_they_gave(hall, cut, kind):
    draft = cut(kind)
    hall.lay(draft)
    assert isinstance(hall.state, Resuming)
    hall.attendant.answer(Pick(RESUME))
    assert hall.state.run.step.kind == {"review": "sign"}.get(kind, kind)  # a signature is given anew
    assert draft_of(hall.state.run, NOW) == replace(draft, index=hall.state.run.index)
    assert "draft-resumed" in hall.notes()
    assert hall.errands(Consult) == []  # what the licence store said is a quarter of an hour old at most
    hall.answer_until("review")
    hall.attendant.answer(Go())
    assert isinstance(hall.state, Filing)


def test_who_goes_on_to_the_camera_finds_it_open_and_the_licence_store_is_asked_where_it_was_not(hall, cut):
    hall.lay(replace(cut("capture"), consulted=False))
    hall.attendant.answer(Pick(RESUME))
    assert {"OpenCamera", "Consult"} <= {type(errand).__name__ for errand in hall.sent}


def test_who_begins_anew_begins_with_nothing(hall, cut):
    hall.lay(cut("review"))
    hall.attendant.answer(Pick(ANEW))
    assert (hall.state.run.item.id, hall.state.run.step.kind) == (ITEM, "guide")
    assert (hall.state.run.captured, hall.state.run.signature) == ((), None)
    assert [errand.imprint for errand in hall.errands(DropDraft)] == [IMPRINT]
    assert "draft-declined" in hall.notes()


def test_who_came_for_something_else_begins_that(hall, cut):
    draft = cut("review")
    hall.attendant.begin()
    hall.attendant.choose("aged-allowance")
    hall.lay(draft)
    hall.attendant.answer(Pick(ANEW))
    assert hall.state.run.item.id == "aged-allowance"


ENDS = {
    "the card is taken": (lambda hall: hall.tell(CardRemoved()), Farewell),
    "结束": (lambda hall: hall.attendant.leave(), TakingCard),
    "nobody is there": (lambda hall: hall.wait(70), TakingCard),
}


@pytest.mark.parametrize(("out", "ends"), ENDS.values(), ids=ENDS)
def test_who_does_not_answer_leaves_nothing(hall, cut, out, ends):
    hall.lay(cut("review"))
    out(hall)
    assert isinstance(hall.state, ends)
    assert [errand.imprint for errand in hall.errands(DropDraft)] == [IMPRINT]


def test_an_item_with_another_text_is_said_and_begun_anew(hall, cut):
    draft = replace(cut("review"), item_form=f"{ITEM}@2020.01.1")
    hall.lay(draft)
    assert hall.state.changed
    hall.attendant.answer(Pick(RESUME))
    assert isinstance(hall.state, Resuming)
    hall.attendant.answer(Pick(ANEW))
    assert hall.state.run.step.kind == "guide"
    assert hall.notes().count("draft-outdated") == 1


def test_an_item_that_is_offered_no_more_leads_home(hall, cut):
    draft = cut("review")
    hall.attendant.renew(Catalogue({item.id: item for item in CATALOGUE.items if item.id != ITEM}))
    hall.lay(draft)
    hall.attendant.answer(Pick(ANEW))
    assert hall.state == Choosing(ZHAO)


def test_back_is_home_and_the_draft_is_gone(hall, cut):
    hall.lay(cut("review"))
    hall.attendant.back()
    assert hall.state == Choosing(ZHAO)
    assert [errand.imprint for errand in hall.errands(DropDraft)] == [IMPRINT]


def test_while_nothing_new_is_taken_nobody_is_asked_and_the_draft_waits(hall, cut):
    hall.tell(IntakeChanged("outbox-full"))
    hall.lay(cut("review"))
    assert hall.state == Choosing(ZHAO)
    assert hall.errands(DropDraft) == []


def test_a_receipt_that_is_owed_waits_its_turn(hall, cut):
    hall.lay(cut("review"), filed(item="aged-allowance"))
    assert isinstance(hall.state, Resuming)
    hall.attendant.answer(Pick(RESUME))
    hall.tell(CardRemoved())
    hall.wait(10)
    hall.lay(None, filed(item="aged-allowance"))
    assert isinstance(hall.state, OfferingReceipt)


@pytest.mark.parametrize("lost", [{"captured": ()}, {"promise": None}], ids=str)
def test_an_answer_that_does_not_hold_any_more_is_asked_again(hall, cut, lost):
    draft = replace(cut("review"), **lost)
    hall.lay(draft)
    hall.attendant.answer(Pick(RESUME))
    asked = {"captured": "capture", "promise": "promise"}[next(iter(lost))]
    assert hall.state.run.step.kind == asked
    if asked == "capture":
        hall.picture()
        hall.attendant.answer(Use())
    hall.answer_until("review")


def test_what_cannot_be_answered_here_changes_nothing(hall, cut):
    hall.lay(cut("review"))
    before = hall.state
    for answer in (Go(), Defer(), Pick("nothing")):
        hall.attendant.answer(answer)
    hall.attendant._handle(events.Rated(3))
    assert hall.state == before
