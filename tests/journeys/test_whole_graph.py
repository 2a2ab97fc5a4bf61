"""F35, F50: the whole graph, walked: every item, every state, with a line and without, by people who touch anything.

What cannot follow is refused and written down, on the terminal and in a case's life at the platform; what can leads on.
"""

import importlib
import itertools
import random
from collections import defaultdict
from typing import get_args

import pytest
from centre_visit import open_desks
from station import CATALOGUE, NOW, WALK, Quick

from kiosk.attendant.events import Intent, Tick
from kiosk.attendant.table import TABLE as _TABLE
from kiosk.domain import company_states, reports
from kiosk.domain import state as states
from kiosk.domain.answers import (
    Agree,
    Decline,
    Defer,
    Escalate,
    Go,
    Pick,
    Press,
    Print,
    Reply,
    Retake,
    Signed,
    Take,
    Use,
)
from kiosk.domain.case_life import FOLLOWS
from kiosk.domain.reports import Report
from kiosk.domain.state import Serving, State
from kiosk.gateway.errors import LineError
from kiosk.gateway.sandbox.inquiries import Question
from kiosk.gateway.sandbox.problems import Problem

ITEMS = [item.id for item in CATALOGUE.items]
STORIES, NO_CARD, TOUCHES, AHEAD = 3, 2, 30, 0.8
INK = Signed((((0.0, 0.0, 0), (99.0, 0.0, 90)),), b"png")
ANSWERS = (Go(), Take(), Use(), Retake(), Defer(), Agree(), Decline(), Print(), Escalate(), INK, Press("7"))
TAPS = ("begin", "back", "leave", "stay", "again", "list_missing", "sheets", "finish")


class Desks:
    """A line to desks in this process, or none."""

    def __init__(self, desks):
        self._desks = desks

    def holdings(self, _number, _types, *_for):
        if self._desks is None:
            raise LineError("no line")
        return ()

    def inquire(self, inquiry, identity):
        if self._desks is None:
            raise LineError("no line")
        service = importlib.import_module(f"kiosk.gateway.sandbox.services.{inquiry.kind.replace('-', '_')}")
        question = Question(inquiry.id, "K0007", identity.number, identity.name, dict(inquiry.what))
        with self._desks.centre.register.transaction():
            return service.answer(self._desks, question)


@pytest.fixture(scope="module")
def desks(tmp_path_factory):
    with open_desks(tmp_path_factory.mktemp("centre"), NOW) as found:
        yield found


def do(one, what):
    """Do one thing; return the state before and after, and whether it was written down as refused."""
    before, noted = one.state, len(one.notes)
    match what:
        case str() if what in TAPS:
            one.press(what)
        case "home" | "all" | "search":
            one.press("browse", "" if what == "home" else what)
        case "card":
            one.take() if one.card else one.lay()
        case "strange card":
            one.take() if one.card else one.lay("li", "strange")
        case "power":
            one.card, line, one.line = None, one.line, None
            one.boot()
            one.line = line
            one.lay()
        case int(seconds):
            one.wait(seconds)
        case ("item", item):
            one.choose(item)
        case _:
            if isinstance(what, Use) and one.step == "capture":
                one.photograph()
            one.tap(what)
    refused = {event for event, _ in one.notes[noted:]} & {"step-refused", "answer-refused"}
    return type(before), type(one.state), bool(refused)


def acts(one):
    """Return everything that somebody might do now, sense or nonsense."""
    ask = one.ask
    rows = [Pick(row.id) for row in getattr(ask, "rows", ()) if hasattr(row, "id")][:3]
    said = tuple((question.id, True) for question in getattr(ask, "questions", ()))
    replies = [Reply(said)] if said else []
    item = [("item", "pension-proof")]
    return [*TAPS, *ANSWERS, *rows, *replies, *item, "home", "all", "search", "card", "strange card", 3, 50]


def ahead(one):
    """Return what leads on in the step that is shown, as far as the ordinary answers know."""
    if not isinstance(one.state, Serving):
        return acts(one)
    sensible = (Go, Use, Agree, Signed, Pick, Reply)
    return [what for what in acts(one) if isinstance(what, sensible)]


def at(one, state, card):
    """Put the terminal into a state that it was in before."""
    one.attendant._state, one.attendant._cx.seconds = state, 0
    one.card, one.attendant._cx.card_present = card, card is not None
    one.attendant.touched()


@pytest.fixture(scope="module")
def walked(desks, tmp_path_factory):
    """(state, what was done, state after, refused) of every state that any item came to, and the steps of each item."""
    edges, steps, tried = defaultdict(set), set(), set()
    for number, (item, story) in enumerate(itertools.product(ITEMS, range(STORIES))):
        chance = random.Random(f"graph {item} {story}")
        one = Quick(tmp_path_factory.mktemp("terminal") / str(number))
        one.line = Desks(desks if story % 2 else None)
        if story == 1:
            one.attendant.tell(reports.IntakeChanged("outbox-full"))
        if story == NO_CARD:
            one.press("begin")
        else:
            one.lay("ou" if story else "zhao")
        one.choose(item)
        if item == "elder-card-joint" and story == 0:
            one.hurry_to("review")
            one.tap(Go())
        if item == "no-crime-record" and story == 0:
            one.hurry_to("form")
            steps.add((item, one.step))
            before, after, refused = do(one, "power")
            edges[before].add(("power", after, refused))
        for _ in range(TOUCHES):
            steps.add((item, one.step))
            kind, state, card = (type(one.state), one.step), one.state, one.card
            if kind not in tried:
                tried.add(kind)
                for what in acts(one):
                    at(one, state, card)
                    before, after, refused = do(one, what)
                    edges[before].add((str(what), after, refused))
                at(one, state, card)
            what = chance.choice(ahead(one) if chance.random() < AHEAD else acts(one))
            before, after, refused = do(one, what)
            edges[before].add((str(what), after, refused))
        one.close()
    return edges, steps


def test_every_state_is_come_to_and_led_on_from_in_two_ways_at_least(walked):
    edges, _ = walked
    come_to = {after for found in edges.values() for _, after, _ in found}
    fleeting = {states.KeyingDocument, states.OutOfService, states.ReadingCard, states.Filing}  # over before a touch
    company = {
        state for state in get_args(State) if state.__module__ == company_states.__name__
    }  # see test_no_dead_end
    assert set(get_args(State)) - come_to <= fleeting | company
    for before, found in edges.items():
        onward = {what for what, after, refused in found if not refused and after is not before}
        least = (
            1 if before is states.CardLeft else 2
        )  # nothing but the hand that takes the card; the glass calls for it
        assert len(onward) >= least, f"{before.__name__} leads on by {onward} alone"


def test_from_every_state_the_way_leads_back_to_the_beginning(walked):
    edges, _ = walked
    back, grown = {states.Welcoming}, True
    while grown:
        more = {before for before, found in edges.items() if {after for _, after, _ in found} & back}
        grown = bool(more - back)
        back |= more
    assert set(edges) <= back


def test_a_refused_touch_changes_no_state(walked):
    edges, _ = walked
    refused = [(before, what, after) for before, found in edges.items() for what, after, no in found if no]
    assert len({before for before, _, _ in refused}) >= 8
    assert all(before is after for before, _, after in refused)


def test_every_item_was_walked_and_most_kinds_of_steps_were_tried(walked):
    _, steps = walked
    assert {item for item, step in steps if step} == set(ITEMS)
    assert len({step for _, step in steps}) >= len(WALK._steps) / 3


# Reports that come when nobody waits for them.

EXAMPLES = {
    reports.CardHint: lambda visit: reports.CardHint(visit, "hold-still"),
    reports.ReadingProgress: lambda visit: reports.ReadingProgress(visit, 0.5),
    reports.FilingFailed: lambda visit: reports.FilingFailed(visit, "filing-failed"),
    reports.DeliveryFailed: lambda visit: reports.DeliveryFailed(visit, "case-1", "platform-unreachable"),
    reports.PrintProgress: lambda visit: reports.PrintProgress(visit, 0.5, 1),
    reports.PrintWaits: lambda visit: reports.PrintWaits(visit, "sheets-paper-out"),
    reports.CameraFailed: lambda visit: reports.CameraFailed(visit, "camera-gone"),
    reports.CardFailed: lambda visit: reports.CardFailed(visit, "card-mute"),
    reports.CaseReceived: lambda visit: reports.CaseReceived(visit, "case-1"),
    reports.Consulted: lambda visit: reports.Consulted(visit, (), reached=True),
}


@pytest.mark.parametrize("kind", EXAMPLES, ids=lambda kind: kind.__name__)
def test_a_report_that_nobody_waits_for_changes_nothing(tmp_path, kind):
    one = Quick(tmp_path)
    for before in (states.Welcoming(), states.Choosing(), states.Farewell("done"), states.CardLeft()):
        one.attendant._state = before
        if (type(before), kind) not in _TABLE:
            one.attendant.tell(EXAMPLES[kind](one.attendant.visit))
            assert one.state is before
    one.close()


def test_every_tap_and_every_report_belongs_to_some_state():
    used = {event for _, event in _TABLE}
    assert set(get_args(Intent)) <= used | {Tick}
    elsewhere = {  # taken before the table is looked at: they are about the terminal, not about the visit
        *(reports.ReaderChanged, reports.PrinterChanged, reports.IntakeChanged, reports.LineChanged, reports.Admission),
    }
    assert set(get_args(Report)) - elsewhere <= used


# A case's life at the platform.

PAIRS = [(before, after) for before in FOLLOWS for after in FOLLOWS]
INSERT = """
    INSERT INTO case_file
        (case_id, device_id, store_id, seq, sha256, received_at, state, status, answer, demanded, body)
    VALUES (?, 'K1', 'S', ?, 'd', '2026-11-25T09:00:00+08:00', ?, 201, '{}', '[]', ?)
"""
BODY = (
    '{"item": {"id": "elder-card-joint", "task_code": "0"}, "promise": null, "materials": [], '
    '"identity": {"number": "1"}}'
)


@pytest.mark.parametrize(("before", "after"), PAIRS, ids=lambda state: state)
def test_every_step_of_a_cases_life_that_the_law_does_not_know_is_refused_and_written_down(desks, before, after):
    case_id = f"{before}-{after}"
    number = 1000 + PAIRS.index((before, after))
    desks.centre.register.rows(INSERT, case_id, number, before, BODY)
    if after in FOLLOWS[before]:
        return
    with pytest.raises(Problem) as refusal:
        desks.decisions.decide(case_id, after)
    assert refusal.value.status == 409
    (row,) = desks.centre.register.rows("SELECT state FROM case_file WHERE case_id = ?", case_id)
    assert row["state"] == before
    assert desks.ledger.rows()[-1].rule == f"{before} to {after}"


def test_where_a_case_has_ended_two_ways_are_left(desks):
    """A case that is over goes nowhere; its person does: again, or to somebody, or to the record of how it went."""
    from kiosk.journeys.progressing import _NEXT, CLOSED

    over = {state for state, follows in FOLLOWS.items() if not follows}
    assert over == set(CLOSED)
    assert all(_NEXT[state].chinese for state in over)


def test_serving_is_left_by_hand_in_every_step():
    assert {(Serving, event) for event in get_args(Intent) if (Serving, event) in _TABLE} >= {
        (Serving, event) for event in get_args(Intent) if event.__name__ in {"Back", "Leave", "Answered"}
    }
