"""What people ask most moves up: counted where they ask, without anybody in the counts, and told to all in a feed."""

import datetime as dt
import json

import pytest
from platform_cases import tally_body
from platform_kit import NOW
from platform_voice import Voice

from config.frequent_questions import in_order
from config.load import load_services
from config.published import MOST_RANKED, read_guides
from config.toml import Text
from kiosk.domain.tallies import LEAST
from offline_cache.outbox import Outbox
from offline_cache.replica import Replica

ITEMS = load_services()


@pytest.fixture
def voice(terminal, sandbox):
    return Voice(sandbox.url, terminal.keys, terminal.terminal_id)


def cards(voice):
    whole = voice.ask("GET", "/v1/feeds/guides").json
    assert voice.holds(whole, "kiosk.feed/1")
    return read_guides([Text(one["file"], one["text"]) for one in whole["items"]])


def counts(sandbox, item):
    return {one["question"]: one["count"] for one in sandbox.see("questions") if one["item_id"] == item}


def test_a_day_is_added_up_once_and_what_is_asked_most_stands_first_at_every_terminal(voice, sandbox):
    item = ITEMS["pension-proof"]
    own = [one.id for one in item.faq]
    body = tally_body((item.id, "years", 4), (item.id, "family", 9))
    tally_id, first = voice.put("tallies", "tally", body)
    again = voice.ask("PUT", f"/v1/tallies/{tally_id}", b"", media="application/vnd.kiosk.envelope+json")
    assert (first.status, again.status) == (201, 409)
    assert voice.put("tallies", "tally", tally_body((item.id, "years", 6), day="2026-11-21"))[1].status == 201
    assert counts(sandbox, item.id) == {"years": 10, "family": 9}
    card = cards(voice)[item.id]
    assert card.ranking == ("years", "family")
    rest = [question for question in own if question not in card.ranking]
    assert [one.id for one in in_order(item.faq, card.questions, card.ranking)] == [*card.ranking, *rest]
    assert [one.id for one in in_order(item.faq, (), ())] == own


def test_a_ranking_stands_beside_what_the_centre_answers_itself(voice):
    item = ITEMS["elder-card-joint"]
    told = [one.id for one in cards(voice)[item.id].questions]
    voice.put("tallies", "tally", tally_body((item.id, "booklet", 5), (item.id, "parents", 3)))
    card = cards(voice)[item.id]
    assert [one.id for one in card.questions] == told
    assert [one.id for one in in_order(item.faq, card.questions, card.ranking)][:2] == ["booklet", "parents"]


def test_counts_of_what_does_not_exist_keep_nobody_from_reading_the_feed(voice):
    names = [f"{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(150)]
    many = [("sole-trader-setup", name, 3) for name in names] + [(f"item-{n}", "a", 3) for n in range(600)]
    assert voice.put("tallies", "tally", tally_body(*many))[1].status == 201
    found = cards(voice)
    assert len(found["sole-trader-setup"].ranking) == MOST_RANKED
    assert found.keys() <= ITEMS.keys()


@pytest.mark.parametrize(
    "wrong",
    [
        tally_body(("pension-proof", "month", LEAST - 1)),
        tally_body(),
        {**tally_body(("pension-proof", "month", 3)), "terminal_id": "K0007"},
        tally_body(("pension-proof", "999901195202290022", 3)),
        tally_body(("pension-proof", "month", 3), day="2026-11-20T09:42:00+08:00"),
    ],
    ids=["too-few", "nothing", "whose", "a-number", "a-time"],
)
def test_what_could_speak_of_a_single_visitor_is_not_taken(voice, sandbox, wrong):
    before = sandbox.see("questions")
    assert voice.put("tallies", "tally", wrong)[1].status == 422
    assert sandbox.see("questions") == before


def opened(desk, *questions, days=0, item="utility-pay"):
    for question in questions:
        desk.questions.count(item, question, NOW + dt.timedelta(days=days))


def test_from_the_taps_of_a_day_to_the_centre_once_though_power_and_line_fail(terminal, sandbox, monkeypatch):
    courier = terminal.courier(sandbox.url)
    courier.step(NOW)
    desk = terminal.desk()
    opened(desk, *["number"] * 4, *["invoice"] * 2)
    assert rows(terminal) == []
    kept = Replica(terminal.store()).get("question-counts")
    noted = {"day": "2026-11-21", "told": "", "counts": [["utility-pay", "number", 4], ["utility-pay", "invoice", 2]]}
    assert (json.loads(kept.body), kept.etag, kept.fetched_ms) == (noted, "", 0)
    with monkeypatch.context() as cut:
        cut.setattr(Replica, "keep", power_cut)
        with pytest.raises(RuntimeError, match="power"):
            opened(desk, "invoice", days=1)
    desk = terminal.desk()
    desk.questions.look(NOW + dt.timedelta(days=1))
    opened(desk, "invoice", days=1)
    (row,) = rows(terminal)
    assert json.loads(row.envelope)["created"] == "2026-11-22T00:00:00+08:00"
    for word in (b"utility-pay", b"invoice", b"09:48"):
        assert word not in row.envelope
    sandbox.pull("lost")
    courier.step(NOW + dt.timedelta(days=1))
    sandbox.pull("normal")
    report = courier.step(NOW + dt.timedelta(days=1, hours=1))
    assert (rows(terminal), report.rated) == ([], 0)
    assert counts(sandbox, "utility-pay") == {"number": 4}
    desk.questions.look(NOW + dt.timedelta(days=2))
    courier.step(NOW + dt.timedelta(days=2))
    assert counts(sandbox, "utility-pay") == {"number": 4, "invoice": 3}
    desk.questions.look(NOW + dt.timedelta(days=3))
    desk.questions.look(NOW + dt.timedelta(days=1))
    assert rows(terminal) == []


def test_a_terminal_that_knows_no_key_of_the_centre_counts_on_and_sends_later(terminal, sandbox):
    desk = terminal.desk()
    opened(desk, *["other"] * 3)
    desk.questions.look(NOW + dt.timedelta(days=1))
    assert rows(terminal) == []
    terminal.courier(sandbox.url).step(NOW)
    desk.questions.look(NOW + dt.timedelta(days=1))
    assert [row.lane for row in rows(terminal)] == ["telemetry"]


def power_cut(*_args):
    raise RuntimeError("power")


def rows(terminal):
    return Outbox(terminal.store()).due("telemetry", 1 << 62)
