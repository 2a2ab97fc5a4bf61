"""F20: somebody does it for somebody else: both cards are read, the authority is photographed, both are in the case.

One contract for every item whose key `agent` opens it; and nobody reaches by it what is the person's own.
"""

import datetime as dt
import json
import uuid
from dataclasses import replace

import pytest
from station import CATALOGUE, FAULTS, HURRY, glass

from config.item_identity import check_identity
from kiosk.domain.answers import Commit, Go, Pick, Reply, Use
from kiosk.domain.inquiry import Inquiry
from kiosk.domain.state import (
    Acting,
    AwaitingCard,
    CardTrouble,
    Delivering,
    Farewell,
    Informing,
    Serving,
    TakingCard,
    Welcoming,
)
from kiosk.journeys.agency import FOR_ANOTHER, open_to_agents
from kiosk.sync.terminal_ledger import TerminalLedger
from offline_cache.claim import claimant

ITEM = "aged-allowance"
AGENT, PRINCIPAL = "999901200402290215", "999901194001010018"
WHO = {
    "aged-allowance": "ouyang",
    "elder-card-joint": "ouyang",
    "residence-permit-endorse": "ayi",
    "supplement": "zhao",
}
OPEN = {item: "cards" if item == "supplement" else "authority" for item in WHO}
NAMES = {"欧阳建国", "阿依古丽·买买提", "赵桂兰", "王小明"}


@pytest.fixture
def one(stations):
    return begun(stations())


def begun(station, item=ITEM):
    station.press("begin")
    station.choose(item)
    assert isinstance(station.state, AwaitingCard)
    station.tap(Pick(FOR_ANOTHER))
    assert station.state == Acting(item)
    return station


def both(one, principal="ouyang"):
    one.lay("wang", "resident")
    assert isinstance(one.state, Acting)
    assert one.state.agent.number == AGENT
    one.take()
    one.lay(principal, "resident")
    assert isinstance(one.state, Serving)
    return one


def owing(station):
    """She hands in the card's application herself, and owes the photo."""
    station.lay("zhao", "resident")
    station.choose("elder-card-joint")
    station.hurry_to("review")
    station.tap(Go())
    station.press("finish")
    station.take()
    station.wait(30)
    assert isinstance(station.state, Welcoming)


def to_the_end(one):
    """Answer as an agent does who has the authority in the hand; return the screens and the papers photographed."""
    shown, taken = [], []
    while not isinstance(one.state, Delivering):
        shown.append(glass(one))
        match one.step:
            case "form" | "delivery" | "owed_case" | "owed_paper":
                one.tap(_first(one.ask))
            case "questions":
                one.tap(Reply(tuple((question.id, False) for question in one.ask.questions)))
            case "capture":
                taken.append(one.ask.material.material_code)
                one.photograph()
                one.tap(Use())
            case "owed_send":
                one.tap(Go())
            case step:
                one.tap(HURRY[step])
    return shown, taken


def _first(ask):
    rows = [row.id for row in getattr(ask, "rows", ()) if not row.off]
    return Pick(rows[0]) if rows else Pick("without") if any(act.id == "without" for act in ask.acts) else Go()


def test_which_items_are_open_is_data_and_each_offers_it():
    assert {item.id: item.agent for item in CATALOGUE.items if open_to_agents(item)} == OPEN


@pytest.mark.parametrize("item", OPEN)
def test_case_ledger_and_the_person_s_own_record_say_who_acted_for_whom(stations, sandbox, item):
    station = stations()
    if item == "supplement":
        owing(station)
    one = both(begun(station, item), WHO[item])
    person = one.run.identity.number
    assert one.run.identity.agent.number == AGENT
    shown, taken = to_the_end(one)
    assert ("M-POA" in taken) == (OPEN[item] == "authority")
    assert not {name for name in NAMES if any(name in words for words in shown)}
    case_id = one.state.filed.case_id
    if item != "supplement":
        body = sandbox.see(f"cases/{case_id}")["body"]
        assert (body["identity"]["number"], body["agent"]["number"]) == (person, AGENT)
        assert "agent" not in body["identity"]
        assert {m["material_code"]: m["standing"] for m in body["materials"]}["M-POA"] == "captured"
    # the terminal's ledger: by HMAC, nobody readable, and only where somebody acted
    ledger = TerminalLedger(one.store, one.keys.secret, one.profile.terminal_id)
    ledger.enter()
    acted = [(row.agent, row.person) for row in ledger.rows() if row.agent or row.person]
    assert acted == [tuple(claimant(number, one.keys.secret) for number in (AGENT, person))]
    assert ledger.broken() == []
    kept = str(one.store.rows("SELECT text FROM ledger_row"))
    assert AGENT not in kept
    assert person not in kept
    assert {("agent-came", "resident"), ("agent-acts", "resident")} <= set(one.notes)
    # C13: the person's own card, alone
    one.press("finish")
    one.take()
    one.wait(30)
    one.lay(WHO[item], "shebao")
    one.choose("case-progress")
    one.tap(Go(), Pick("looks"))
    words = [point.what.chinese for point in one.ask.timeline]
    task = CATALOGUE.item(item).task_name
    number = case_id.replace("-", "")[:8].upper()
    assert f"代办人在终端 {one.profile.terminal_id} 办了“{task}”，编号 {number}" in words
    assert any(line.startswith("由代办人办理：") for line in words)
    assert any(not line.startswith("由代办人办理：") for line in words)  # what her own card looked up
    assert AGENT not in json.dumps(sandbox.see("licence-queries"))


def test_the_same_card_twice_is_no_agency(one):
    one.lay("wang", "resident")
    one.take()
    one.lay("wang", "resident")
    assert isinstance(one.state, Acting)
    assert one.state.fault == "agent-same-card"
    assert FAULTS["agent-same-card"].title in glass(one)
    one.take()
    one.lay("ouyang", "resident")
    assert one.run.identity.agent.number == AGENT


def test_an_unreadable_card_does_not_forget_the_agent(one):
    one.lay("wang", "resident")
    one.take()
    one.lay("li", "technician")
    assert isinstance(one.state, CardTrouble)
    one.take()
    assert isinstance(one.state, Acting)
    assert one.state.agent.number == AGENT


def test_back_and_leaving_forget_the_agent(one):
    one.lay("wang", "resident")
    one.take()
    one.press("back")
    assert one.state == AwaitingCard(ITEM)
    one.lay("ouyang", "resident")
    assert one.run.identity.agent is None


def test_with_the_principal_s_card_goes_the_agency(one):
    both(one)
    one.take()
    assert one.state == Farewell("withdrawn")
    one.wait(10)
    one.lay("wang", "resident")
    assert one.state.identity.agent is None


def test_the_agent_s_card_forgotten_there_is_called_for(one):
    one.lay("wang", "resident")
    one.press("leave")
    assert isinstance(one.state, TakingCard)


@pytest.mark.parametrize(
    "item", ["case-progress", "realestate-query", "pension-proof", "medical-insurance-pay", "evaluation", "appointment"]
)
def test_what_is_the_person_s_own_is_told_to_no_agent(one, item):
    both(one)
    one.press("back")
    one.choose(item)
    assert isinstance(one.state, Informing)
    words = glass(one)
    assert FAULTS["agent-elsewhere"].title in words
    assert "开始办理" not in words
    one.tap(Go())
    assert isinstance(one.state, Informing)
    one.press("back")
    one.press("back")
    one.choose(ITEM)
    assert isinstance(one.state, Serving)  # what was begun can still be done
    assert one.run.identity.agent.number == AGENT


def test_an_order_of_the_person_waits_for_the_person(one):
    person = both(one).run.identity
    order = Inquiry("payments", str(uuid.uuid4()), {"item": "medical-insurance-pay"}, keep=True)
    one.filing.orders.note(order, replace(person, agent=None), one.at)
    one.take()
    one.wait(30)
    assert both(begun(one)).run.item.id == ITEM
    one.take()
    one.wait(30)
    one.lay("ouyang", "resident")
    assert one.run.item.id == "medical-insurance-pay"


# Hostile


def test_nobody_under_age_acts_for_another(stations):
    young = stations(dt.datetime.fromisoformat("2021-11-25T10:00:00+08:00"))
    begun(young).lay("wang", "resident")
    assert young.state == Acting(ITEM, None, "agent-under-age")
    assert FAULTS["agent-under-age"].title in glass(young)
    young.take()
    young.lay("ouyang", "resident")
    assert young.state.agent.number == PRINCIPAL  # an adult is an agent; nobody's matter was begun by the child
    assert not isinstance(young.state, Serving)


def test_an_expired_card_makes_no_agent(one):
    one.lay("wang", "resident", dt.date(2026, 11, 24))
    assert one.state == CardTrouble("card-expired", ITEM)
    one.take()
    assert one.state == Acting(ITEM)
    one.lay("ouyang", "resident")
    assert one.state.agent.number == PRINCIPAL


def test_an_expired_card_of_the_person_opens_nothing_either(one):
    one.lay("wang", "resident")
    one.take()
    one.lay("ouyang", "resident", dt.date(2026, 11, 24))
    assert one.state == CardTrouble("card-expired", ITEM)
    one.take()
    assert one.state.agent.number == AGENT


def test_without_the_person_s_card_nothing_begins_and_the_agent_is_forgotten(one):
    one.lay("wang", "resident")
    one.tap(Go(), Pick("anything"))
    one.choose("elder-card-joint")
    assert isinstance(one.state, Acting)
    one.take()
    one.wait(120)
    assert isinstance(one.state, Welcoming)
    assert not {"case-filed", "agent-acts"} & {event for event, _ in one.notes}
    one.lay("ouyang", "resident")
    assert one.state.identity.agent is None


def test_without_the_authority_nothing_is_handed_in(one):
    both(one)
    while one.step != "capture" or one.ask.material.material_code != "M-POA":
        if one.step == "capture":
            one.photograph()
        one.tap(
            Use() if one.step == "capture" else _first(one.ask) if one.step in {"form", "notice"} else HURRY[one.step]
        )
    one.tap(Use(), Go())
    assert (one.step, one.state.fault) == ("capture", "answer-out-of-turn")


def test_an_agent_gives_no_commitment_in_the_person_s_place(stations):
    one = both(begun(stations(), "residence-permit-endorse"), "ayi")
    steps = []
    while one.step != "sign":
        steps.append(one.step)
        if one.step == "capture":
            one.photograph()
        if one.step == "questions":
            one.tap(Reply(tuple((question.id, False) for question in one.ask.questions)))
        else:
            one.tap(Use() if one.step == "capture" else _first(one.ask) if one.step == "delivery" else HURRY[one.step])
    assert "commit" not in steps
    assert steps.count("capture") == 2
    one.tap(Commit((0, 1, 2), 9_000))
    assert one.run.commitments == ()


@pytest.mark.parametrize(
    ("item", "agent", "told"),
    [
        ("realestate-query", "cards", "holder alone"),
        ("utility-pay", "cards", "holder alone"),
        ("pension-proof", "cards", "result"),
        ("medical-insurance-pay", "cards", "bill"),
        ("sole-trader-setup", "authority", "no step photographs"),
        ("aged-allowance", "no", "nobody is asked for"),
    ],
)
def test_the_key_opens_nothing_that_is_the_person_s_own(item, agent, told):
    mistakes = []
    check_identity(replace(CATALOGUE.item(item), agent=agent), lambda key, message: mistakes.append((key, message)))
    assert any(told in message for key, message in mistakes if key == "agent")
