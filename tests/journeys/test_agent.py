"""F20: somebody does it for somebody else: both cards are read, the authority is photographed, both are in the case."""

import pytest
from station import CATALOGUE, FAULTS, HURRY, glass

from kiosk.domain.answers import Go, Pick, Use
from kiosk.domain.state import Acting, AwaitingCard, CardTrouble, Delivering, Farewell, Serving, TakingCard
from kiosk.journeys.agency import FOR_ANOTHER, open_to_agents

ITEM = "aged-allowance"
AGENT, PRINCIPAL = "999901200402290215", "999901194001010018"


@pytest.fixture
def one(stations):
    station = stations()
    station.press("begin")
    station.choose(ITEM)
    assert isinstance(station.state, AwaitingCard)
    station.tap(Pick(FOR_ANOTHER))
    assert station.state == Acting(ITEM)
    return station


def both(one):
    one.lay("wang", "resident")
    assert isinstance(one.state, Acting)
    assert one.state.agent.number == AGENT
    one.take()
    one.lay("ouyang", "resident")
    assert isinstance(one.state, Serving)
    return one


def test_the_case_carries_both_and_the_authority(one):
    both(one)
    assert one.run.identity.number == PRINCIPAL
    assert one.run.identity.agent.number == AGENT
    shown = []
    while not isinstance(one.state, Delivering):
        shown.append(glass(one))
        step = one.step
        if step == "form":
            one.tap(_first(one.ask))
        elif step == "capture":
            shown.append(one.ask.material.material_code)
            one.photograph()
            one.tap(Use())
        elif step == "guide" and not one.ask.eligible:
            pytest.fail("the guide says no")
        else:
            one.tap(HURRY[step])
    assert "M-POA" in shown
    body = one.sandbox.see(f"cases/{one.state.filed.case_id}")["body"]
    assert (body["identity"]["number"], body["agent"]["number"]) == (PRINCIPAL, AGENT)
    assert "agent" not in body["identity"]
    assert {m["material_code"]: m["standing"] for m in body["materials"]}["M-POA"] == "captured"
    assert one.state.filed.masked_name == "欧**国"
    for words in shown:
        assert "欧阳建国" not in words
        assert "王小明" not in words
    assert {("agent-came", "resident"), ("agent-acts", "resident")} <= set(one.notes)


def _first(ask):
    rows = [row.id for row in getattr(ask, "rows", ()) if not row.off]
    return Pick(rows[0]) if rows else Pick("without") if any(act.id == "without" for act in ask.acts) else Go()


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


def test_only_items_that_take_the_authority_here_are_open_to_agents():
    assert [item.id for item in CATALOGUE.items if open_to_agents(item)] == [ITEM]


def test_where_only_the_holder_counts_an_agent_is_told_no_with_the_way(one):
    both(one)
    one.press("back")
    one.choose("realestate-query")
    assert not one.ask.eligible
    assert "窗口" in str(one.ask.judgement.against)
