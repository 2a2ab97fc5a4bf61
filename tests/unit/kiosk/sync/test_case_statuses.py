"""News of cases may come twice, late, in any order: each case ends in its newest state, and goes with its case."""

import datetime as dt
import json
import urllib.request

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from platform_kit import NOW, finished_run, later, person

from kiosk.gateway.port import CaseChange, Changes
from kiosk.sync.case_statuses import CaseStatuses, refused
from offline_cache.outbox import Outbox
from offline_cache.rows import Parcel
from offline_cache.store import Store

AT = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
REASON = {
    "code": "photo-old",
    "text_zh": "照片不是近六个月内的。",
    "bring": [{"material_code": "M-PHOTO", "text_zh": "近六个月的照片"}],
}


def opened(folder):
    return Store.open(folder, b"the secret of a device in a test", ballast=0)


def file(store, *names):
    for name in names:
        Outbox(store).send("case", name, created=AT, pack=lambda _numbers: Parcel(b"x", "elder-card"))


@pytest.fixture
def store(tmp_path):
    one = opened(tmp_path / "state")
    file(one, "case-1", "case-2")
    yield one
    one.close()


def change(state, minute=0, case_id="case-1", **more):
    at = (AT + dt.timedelta(minutes=minute)).isoformat()
    return CaseChange(case_id, state, more.pop("server_no", ""), at=more.pop("at", at), **more)


def told(*cases, cursor="c1", issued=60):
    return Changes(cursor, cases, issued=(AT + dt.timedelta(minutes=issued)).isoformat())


def test_a_person_learns_why_what_to_bring_and_until_when(store):
    statuses = CaseStatuses(store)
    assert statuses.of("case-1") is None
    statuses.learn(told(change("supplement", reason=REASON, until="2026-12-02")))
    status = statuses.of("case-1")
    assert (status.state, status.reason, status.bring) == ("supplement", REASON["text_zh"], ("近六个月的照片",))
    assert (status.until, status.at) == (dt.date(2026, 12, 2), AT)
    assert statuses.cursor == "c1"
    assert "照片" not in repr(status)


def test_acceptance_stays_known_whatever_follows_or_came_before(store):
    statuses = CaseStatuses(store)
    statuses.learn(told(change("processing", 9, server_no="N1")))
    statuses.learn(told(change("accepted", 5, server_no="N1"), cursor="c2"))
    status = statuses.of("case-1")
    assert (status.state, status.server_no, status.accepted) == ("processing", "N1", AT + dt.timedelta(minutes=5))
    statuses.learn(told(change("suspended", 20)))
    assert statuses.of("case-1").server_no == "N1"


def test_within_one_second_the_order_of_the_telling_counts_and_an_older_telling_loses(store):
    statuses = CaseStatuses(store)
    statuses.learn(told(change("received"), change("supplement", reason=REASON), issued=60))
    assert statuses.of("case-1").state == "supplement"
    statuses.learn(told(change("received"), issued=30))
    assert statuses.of("case-1").state == "supplement"
    statuses.learn(told(change("accepted", server_no="N1"), issued=90))
    assert statuses.of("case-1").state == "accepted"


def test_what_is_not_as_agreed_is_passed_over_and_the_cursor_goes_on(store):
    odd = [
        change("lost"),
        change("accepted", at="soon"),
        change("accepted", at="2026-11-25T09:00:00"),
        change("accepted", case_id="of another terminal"),
    ]
    statuses = CaseStatuses(store)
    statuses.learn(told(*odd, change("processing", until="soon"), cursor="c9"))
    assert (statuses.of("case-1").state, statuses.of("case-1").until, statuses.cursor) == ("processing", None, "c9")
    assert statuses.of("of another terminal") is None


@pytest.mark.parametrize(
    "reason",
    [
        {**REASON, "text_zh": "加微信办理"},
        {**REASON, "text_zh": "见\u202e这里"},
        {**REASON, "text_zh": "长" * 500},
        {**REASON, "bring": [*REASON["bring"], {"text_zh": "见 www.example.top"}]},
        {**REASON, "bring": REASON["bring"] * 30},
        {**REASON, "bring": "all"},
        {**REASON, "bring": ["a"]},
        {"text_zh": 3, "bring": []},
        {},
    ],
    ids=["spam", "bidi", "long", "link", "too-many", "no-list", "no-table", "no-text", "empty"],
)
def test_words_that_nobody_should_be_shown_are_left_out_whole(store, reason):
    statuses = CaseStatuses(store)
    statuses.learn(told(change("refused", reason=reason)))
    assert (statuses.of("case-1").state, statuses.of("case-1").reason, statuses.of("case-1").bring) == (
        "refused",
        "",
        (),
    )
    assert (refused(reason).reason, refused(REASON).bring) == ("", ("近六个月的照片",))


def test_a_reason_with_a_damaged_page_in_it_is_left_out(store):
    statuses = CaseStatuses(store)
    statuses.learn(told(change("supplement", reason=REASON, until="2026-12-02")))
    with store.tx() as db:
        db.execute("UPDATE case_status SET reason = substr(reason, 1, 30) || char(0, 0, 0)")
    assert (statuses.of("case-1").state, statuses.of("case-1").bring) == ("supplement", ())


def test_a_status_goes_with_its_case(store):
    statuses = CaseStatuses(store)
    statuses.learn(told(change("accepted"), change("accepted", case_id="case-2")))
    outbox = Outbox(store)
    now_ms = int(AT.timestamp() * 1000)
    outbox.accepted("case-1", {}, now_ms)
    outbox.purge(now_ms + 31 * 86_400_000)
    assert [row["case_id"] for row in store.rows("SELECT case_id FROM case_status")] == ["case-2"]


def test_after_a_recovery_everything_is_asked_again(tmp_path):
    store = opened(tmp_path / "state")
    file(store, "case-1")
    statuses = CaseStatuses(store)
    statuses.learn(told(change("accepted")))
    store.close()
    path = tmp_path / "state" / "store.db"
    body = bytearray(path.read_bytes())
    for page in range(3, len(body) // 4096, 3):
        body[page * 4096 + 7] ^= 16
    path.write_bytes(body)
    again = opened(tmp_path / "state")
    assert again.quarantined
    assert CaseStatuses(again).cursor == ""
    CaseStatuses(again).learn(told(change("accepted")))
    assert (CaseStatuses(again).of("case-1").state, CaseStatuses(again).cursor) == ("accepted", "c1")
    again.close()


STORY = [("received", 0), ("accepted", 1), ("supplement", 2), ("accepted", 3), ("processing", 4), ("completed", 5)]


@settings(max_examples=40)
@given(arrivals=st.lists(st.integers(0, len(STORY) - 1), min_size=1, max_size=14))
def test_any_order_and_any_repetition_ends_in_the_newest_that_was_told(tmp_path_factory, arrivals):
    store = opened(tmp_path_factory.mktemp("statuses") / "state")
    file(store, "case-1")
    statuses = CaseStatuses(store)
    for place in arrivals:
        statuses.learn(told(change(*STORY[place])))
    assert statuses.of("case-1").state == STORY[max(arrivals)][0]
    store.close()


def test_what_an_official_decides_is_what_the_person_reads(terminal, sandbox):
    terminal.courier(sandbox.url).step(NOW)
    desk = terminal.desk()
    filed = desk.file(finished_run(), NOW)
    terminal.courier(sandbox.url).step(later(10))
    decide(sandbox, filed.case_id, state="supplement", reason=REASON, until="2026-12-02")
    terminal.courier(sandbox.url).step(later(20))
    (found,) = desk.find(person())
    assert (found.status.state, found.status.bring) == ("supplement", ("近六个月的照片",))
    assert found.status.until == dt.date(2026, 12, 2)
    assert found.acknowledgement.server_no == found.status.server_no
    decide(sandbox, filed.case_id, state="refused", reason={**REASON, "bring": []})
    terminal.courier(sandbox.url).step(later(30))
    assert desk.find(person())[0].status.state == "refused"


def decide(sandbox, case_id, **wish):
    with urllib.request.urlopen(
        f"{sandbox.url}/_sandbox/cases/{case_id}/decision", json.dumps(wish).encode(), timeout=10
    ) as answer:
        assert json.load(answer)["state"] == wish["state"]
