"""无否决权 (F35): no screen ends in "no" — from every state, fault, guide and step there are two ways on at least."""

import contextlib
from typing import get_args

import pytest
from centre_visit import WALK, WORKDAYS, open_desks
from journey_graph import EVERYTHING, NOW, PEOPLE, Person

from config.load import load_faults
from kiosk.attendant import events
from kiosk.attendant.events import Again, Answered, Back, Intent, Leave, Tick
from kiosk.attendant.table import TABLE as _TABLE
from kiosk.domain import state as states
from kiosk.domain.answers import Escalate, Go, Pick
from kiosk.domain.complaints import STUCK_ITEM
from kiosk.domain.draft import draft_of
from kiosk.domain.reports import CardInserted, CardRemoved, Report
from kiosk.domain.state import OutOfService, Serving, State
from kiosk.journeys.catalogue import open_catalogue
from kiosk.journeys.protocol import Moment, NotAccepted
from tests.unit.kiosk.attendant.visits import Hall, filed

BY_HAND = {*get_args(Intent), CardInserted, CardRemoved} - {Tick}
BY_ITSELF = {Tick, *get_args(Report)} - BY_HAND
ITEMS = open_catalogue().items
FAULTS = load_faults()
STEPPED = [item for item in ITEMS if item.steps]
WALKS = 6
ELSEWHERE = {"pay"}  # a phone pays; the terminal watches, and back takes the order back
WHO, WHEN = PEOPLE[1], Moment(NOW, WORKDAYS, "示范市")
RUN = WALK.start(next(item for item in ITEMS if item.featured), WHO, WHEN)
SERVED = Serving(RUN, WALK.ask(RUN, WHEN))
SOME = (
    states.OutOfService("program"),
    states.Welcoming(),
    states.Choosing(),
    states.Informing("pension-proof"),
    states.AwaitingCard("pension-proof"),
    states.ShowingCode("pension-proof"),
    states.Helping("1a2b3c"),
    states.Confirming(RUN),
    states.Resuming(WHO, draft_of(RUN, NOW)),
    states.Acting("aged-allowance"),
    states.ReadingCard(),
    states.KeyingDocument(),
    states.CardTrouble("card-mute"),
    states.OfferingReceipt(WHO, filed()),
    SERVED,
    states.Filing(RUN),
    states.Delivering(WHO, filed(), "done"),
    states.TakingCard(9),
    states.Rating("case-1"),
    states.Farewell("done"),
    states.CardLeft(),
    states.IdleWarning(SERVED, 9),
)
TAPS = (
    events.Begin(),
    events.Browse(""),
    events.Choose("pension-proof"),
    Answered(Go()),
    events.Rated(3),
    Back(),
    Leave(),
    events.Stay(),
    Again(),
    events.TakeList(),
    events.TakeSheets(),
    events.Finish(),
)


def ways(state):
    """Return what leads on from a state: what a person does, and what comes by itself."""
    events = {event for kind, event in _TABLE if kind is state}
    return events & BY_HAND, events & BY_ITSELF


@pytest.mark.parametrize("state", get_args(State), ids=lambda state: state.__name__)
def test_from_every_state_there_are_two_ways_on(state):
    by_hand, by_itself = ways(state)
    if state is OutOfService:
        assert by_itself == {Tick}  # it tries again by itself; the two ways that people have are the fault's own
        return
    assert len(by_hand) + len(by_itself) >= 2
    assert by_hand


@pytest.mark.parametrize("code", FAULTS)
def test_every_fault_offers_two_ways_in_both_languages(code):
    fault = FAULTS[code]
    for texts in (fault.ways, fault.ways_en):
        assert len(set(texts)) == 2
        assert all(texts)
    assert fault.kept
    assert fault.kept_en


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_every_item_says_what_to_do_where_and_whom_to_call(item):
    assert "12345" in item.guide.unresolved
    assert "窗口" in item.guide.unresolved
    assert item.channels.consult_tel
    assert item.channels.window_hours
    assert all(condition.instead for condition in item.conditions if condition.rule != "True")


# Every tap that cannot follow a screen.


@pytest.mark.parametrize("state", SOME, ids=lambda state: type(state).__name__)
@pytest.mark.parametrize("intent", TAPS, ids=lambda intent: type(intent).__name__)
def test_what_cannot_follow_is_refused_and_written_down(state, intent):
    if (type(state), type(intent)) in _TABLE:
        return
    hall = Hall()
    hall.attendant._state = state
    hall.attendant._handle(intent)
    assert hall.state is state
    assert hall.notes() == ["step-refused"]


def test_every_state_and_every_tap_is_tried():
    assert {type(state) for state in SOME} == set(get_args(State))
    assert {type(intent) for intent in TAPS} == set(get_args(Intent)) - {Tick}


# Every journey.


@pytest.fixture(scope="module")
def desks(tmp_path_factory):
    with open_desks(tmp_path_factory.mktemp("centre"), NOW) as found:
        yield found


def walked(desks, item, *, online):
    people = [Person(desks, item.id, n, online=online) for n in range(WALKS)]
    return people, [one.go_on() for one in people]


@pytest.mark.parametrize("online", [True, False], ids=["online", "offline"])
@pytest.mark.parametrize("item", STEPPED, ids=lambda item: item.id)
def test_every_step_of_every_item_leads_on_and_refuses_what_it_does_not_ask(desks, item, online):
    people, ended = walked(desks, item, online=online)
    for one in people:
        for run, takes, failed in one.seen:
            again = (failed and (Serving, Again) in _TABLE) or run.step.kind in ELSEWHERE
            told = getattr(
                WALK.ask(run, one.when), "empty", ""
            )  # nothing to choose: what to do instead, and to report it
            assert takes or again or (told and item.id != STUCK_ITEM), f"nothing leads on from {run.step.kind}"
            assert {(Serving, Back), (Serving, Leave), (Serving, Answered)} <= _TABLE.keys()
            for answer in EVERYTHING:
                with contextlib.suppress(NotAccepted):
                    WALK.forward(run, answer, one.when)
    assert any(ended) or (not online and item.offline_policy in {"blocked", "cached_read"}) or waits(people)


def waits(people):
    """Whether what still lacks is not the terminal's to give: money by a phone, an answer, something that is owed."""
    return all(
        one.seen and (one.run.step.kind in ELSEWHERE or one.seen[-1][2] or not one.seen[-1][1]) for one in people
    )


@pytest.mark.parametrize("item", STEPPED, ids=lambda item: item.id)
def test_a_refused_answer_changes_nothing_and_is_written_down(item):
    hall = Hall()
    hall.lay_card()
    hall.choose(item=item.id)
    if not isinstance(hall.state, Serving):
        return
    before = hall.state
    hall.attendant.answer(Pick("nothing"))
    assert hall.state.run == before.run
    assert hall.state.fault == "answer-out-of-turn"
    assert hall.notes()[-1] == "answer-refused"


@pytest.mark.parametrize("item", STEPPED, ids=lambda item: item.id)
def test_wherever_a_rule_says_no_a_person_can_be_asked_and_the_rule_is_named(item):
    hall = Hall()
    hall.lay_card()
    hall.choose(item=item.id)
    if not isinstance(hall.state, Serving) or item.id == STUCK_ITEM:
        return
    hall.attendant.answer(Escalate())
    assert hall.state.run.item.id == STUCK_ITEM
    assert hall.state.run.form["matter"] == item.id
    assert hall.state.run.form["rule"]
