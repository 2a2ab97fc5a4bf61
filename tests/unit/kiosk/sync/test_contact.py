"""Contact with the centre: pulse and gap report, changes, rotation of its keys, and being shut out."""

import json
import sqlite3

import pytest
from platform_kit import NOW, Terminal, finished_run, later, person, running_sandbox

from kiosk.gateway.errors import KeyUnknown, NotThePlatform
from kiosk.gateway.port import Changes, PulseAnswer, StoreGaps
from kiosk.gateway.sandbox.signer import Signer
from kiosk.sync.case_statuses import CaseStatuses
from kiosk.sync.contact import CARD, _heartbeat_s
from kiosk.sync.courier import Courier
from kiosk.sync.pulse import Heart
from offline_cache.outbox import Outbox
from offline_cache.replica import Replica


class Notes(list):
    def __call__(self, event, detail="", **more):
        self.append((event, detail, *more.values()))


@pytest.fixture
def notes():
    return Notes()


@pytest.fixture
def courier(terminal, sandbox, notes):
    courier = Courier(terminal.store(), terminal.gateway(sandbox.url), note=notes)
    assert courier.step(NOW).code == ""
    return courier


@pytest.fixture
def desk(terminal, courier):
    return terminal.desk()


@pytest.fixture
def outbox(terminal):
    return Outbox(terminal.store())


def pulse_of(sandbox, terminal):
    return next(one["body"] for one in sandbox.see("heartbeats") if one["device_id"] == terminal.terminal_id)


def forgotten_by(platform_store, case_id):
    """Have the platform lose a case, as one that was restored from an old backup."""
    with sqlite3.connect(platform_store / "platform.db") as db:
        db.execute("DELETE FROM arrival WHERE seq = (SELECT seq FROM case_file WHERE case_id = ?)", (case_id,))
        db.execute("DELETE FROM change WHERE case_id = ?", (case_id,))
        db.execute("DELETE FROM case_file WHERE case_id = ?", (case_id,))


def test_the_pulse_tells_how_this_terminal_is(desk, courier, sandbox, terminal):
    desk.file(finished_run(), NOW)
    courier.step(NOW)
    desk.file(finished_run(), NOW)
    courier.step(later(60))
    said = pulse_of(sandbox, terminal)
    assert said["stores"] == [{"store_id": terminal.store().store_id, "highest_seq": 2}]
    assert (said["settled"], said["queued"], said["dead"]) == (1, 1, 0)
    assert said["has"].keys() == {"device", "changes"}


def test_the_heart_beats_as_often_as_the_centre_wishes(courier, monkeypatch):
    beats = []
    monkeypatch.setattr(courier.contact._heart, "heed", beats.append)
    for seconds in (1, 59, 60, 61, 119, 121):
        courier.step(later(seconds))
    assert len(beats) == 2


@pytest.mark.parametrize(
    ("card", "seconds"),
    [
        ({"config": {"heartbeat_s": 60}}, 60),
        ({"config": {"heartbeat_s": 1}}, 10),
        ({"config": {"heartbeat_s": 10**9}}, 3600),
        ({"config": {"heartbeat_s": "soon"}}, 300),
        ({}, 300),
    ],
)
def test_an_unreasonable_wish_is_bounded(card, seconds):
    assert _heartbeat_s(card) == seconds


def test_what_the_centre_misses_and_lies_here_is_made_due_at_once(desk, courier, outbox, notes):
    filed = desk.file(finished_run(), NOW)
    outbox.postpone(filed.case_id, "platform-slow", int(later(3000).timestamp() * 1000))
    assert len(courier.step(later(60)).delivered) == 1
    assert notes == []


def test_what_the_centre_lost_is_an_alarm_once(tmp_path, notes):
    terminal = Terminal(tmp_path / "terminal", "K0404")
    with running_sandbox(tmp_path / "platform") as platform:
        courier = Courier(terminal.store(), terminal.gateway(platform.url), note=notes)
        courier.step(NOW)
        filed = terminal.desk().file(finished_run(), NOW)
        courier.step(NOW)
        forgotten_by(tmp_path / "platform", filed.case_id)
        for minute in range(1, 4):
            courier.step(later(60 * minute))
    assert notes == [("centre-misses", "1")]
    terminal.close()


def test_numbers_that_came_as_two_things_are_an_alarm(terminal, notes):
    store = terminal.store()
    heart = Heart(store, notes)
    heart.heed([StoreGaps(store.store_id, (), (3, 4)), StoreGaps("another store", ((1, 9),), (1,))])
    heart.heed([StoreGaps(store.store_id, (), (3, 4))])
    assert notes == [("numbers-reused", "2")]


def test_a_range_that_was_never_given_out_alarms_nobody(terminal, notes):
    store = terminal.store()
    Heart(store, notes).heed([StoreGaps(store.store_id, ((1, 10**15), (-5, 0)), ())])
    assert notes == []


def test_all_changes_are_fetched_while_there_are_more(terminal, courier, monkeypatch):
    pages = {"": "a", "a": "b", "b": "c"}
    asked = []

    def changes(cursor):
        asked.append(cursor)
        return Changes(pages[cursor], (), "", more=pages[cursor] != "c")

    CaseStatuses(terminal.store()).learn(Changes("", ()))
    monkeypatch.setattr(courier.contact._gateway, "changes", changes)
    courier.contact.wake({"changes"})
    courier.step(later(1))
    assert asked == ["", "a", "b"]
    assert CaseStatuses(terminal.store()).cursor == "c"


def test_a_centre_that_says_more_for_ever_is_asked_no_further(terminal, courier, monkeypatch):
    CaseStatuses(terminal.store()).learn(Changes("a", ()))
    asked = []
    monkeypatch.setattr(
        courier.contact._gateway, "changes", lambda cursor: asked.append(cursor) or Changes("a", (), "", more=True)
    )
    courier.contact.wake({"changes"})
    courier.step(later(1))
    assert asked == ["a"]


def test_what_becomes_of_a_case_is_learnt_with_the_next_pulse(desk, courier, sandbox, terminal):
    filed = desk.file(finished_run(), NOW)
    courier.step(NOW)
    bring = [{"material_code": "M-PHOTO", "text_zh": "一寸照片"}]
    reason = {"code": "photo", "text_zh": "照片不清楚。", "bring": bring}
    sandbox.post(f"cases/{filed.case_id}/decision", {"state": "supplement", "reason": reason, "until": "2026-12-01"})
    courier.step(later(60))
    status = CaseStatuses(terminal.store()).of(filed.case_id)
    assert (status.state, status.reason, status.bring) == ("supplement", "照片不清楚。", ("一寸照片",))


def test_feeds_that_changed_are_woken(courier, terminal):
    assert set(json.loads(Replica(terminal.store()).get("feeds_woken").body)) == {
        "catalogue",
        "guides",
        "workdays",
        "notices",
        "fees",
        "places",
    }


def test_the_card_is_kept_whole_and_only_when_it_is_proven(courier, terminal, sandbox, tmp_path, notes):
    kept = json.loads(Replica(terminal.store()).get(CARD).body)
    assert kept["limits"]["unsent"]["cases"] == 2000
    stranger = Signer(tmp_path / "stranger.key")
    unsigned = {name: value for name, value in kept.items() if name != "signature"}
    card = courier.contact._gateway.device()
    forged = stranger.signed("kiosk.device/1", unsigned | {"limits": {"unsent": {"cases": 1}}})
    courier.contact._gateway.device = lambda: type(card)(card.seal_key, card.server_time, "", forged, "")
    courier.contact.wake({"device"})
    report = courier.step(later(1))
    assert (report.online, report.code) == (True, "platform-card")
    assert notes == [("card-refused", "platform-card")]
    assert json.loads(Replica(terminal.store()).get(CARD).body) == kept


def test_a_receipt_by_a_key_that_is_not_known_has_the_card_fetched_again(desk, courier, terminal, sandbox):
    desk.file(finished_run(), NOW)
    submit = courier._gateway.submit

    def by_another_key(envelope, case_id):
        courier._gateway.submit = submit
        raise KeyUnknown("receipt_sig by a key that is not known")

    courier._gateway.submit = by_another_key
    fetched = Replica(terminal.store()).get(CARD).fetched_ms
    report = courier.step(later(2))
    assert (report.postponed, report.wake) == (1, {"device"})
    courier.step(later(3))
    assert Replica(terminal.store()).get(CARD).fetched_ms > fetched


def test_being_shut_out_wipes_what_was_published_and_keeps_the_sealed_cases(desk, courier, sandbox, terminal, notes):
    filed = desk.file(finished_run(), NOW)
    store = terminal.store()
    Replica(store).keep("catalogue", "1", b"published", 1)
    sandbox.post(f"devices/{terminal.terminal_id}", {"revoked": True})
    report = courier.step(later(60))
    assert (report.revoked, report.code) == (True, "platform-revoked")
    replica = Replica(terminal.store())
    assert (replica.get("catalogue"), replica.get(CARD)) == (None, None)
    assert replica.get("sign_keys") is not None
    assert Outbox(terminal.store()).counts() == {"queued": 1}
    assert len(desk.find(person())) == 1
    assert notes == [("device-revoked", "")]
    again = Courier(terminal.store(), terminal.gateway(sandbox.url), note=notes)
    assert again.contact.revoked
    sandbox.post(f"devices/{terminal.terminal_id}", {"revoked": False})
    report = again.step(later(3000))
    assert (report.revoked, [one.case_id for one in report.delivered]) == (False, [filed.case_id])
    assert not again.contact.revoked
    assert notes[1:] == [("device-admitted", "")]


def test_a_delivery_that_is_told_so_wipes_as_well(desk, courier, sandbox, terminal, notes):
    desk.file(finished_run(), NOW)
    sandbox.pull("paused", only="/v1/cases/0")
    assert courier.step(later(1)).revoked
    assert courier.contact.revoked
    assert notes == [("device-revoked", "")]


def test_only_the_enclosures_that_the_centre_misses_are_sent_again(desk, courier, outbox, monkeypatch):
    filed = desk.file(finished_run(), NOW)
    first, second = (one.sha256 for one in outbox.queued(filed.case_id).enclosures)
    put, said = courier._gateway.put_blob, []

    def lossy(sha256, body, *, fresh=False):
        said.append(sha256)
        if said != [first] or not fresh:
            put(sha256, body, fresh=fresh)

    monkeypatch.setattr(courier._gateway, "put_blob", lossy)
    report = courier.step(later(1))
    assert [one.case_id for one in report.delivered] == [filed.case_id]
    assert said == [first, second, first]


def test_a_row_that_the_centre_works_on_does_not_hold_up_the_next(desk, courier, sandbox):
    first, second = (desk.file(finished_run(), NOW) for _ in range(2))
    sandbox.pull("in-progress", times=4, only="/v1/cases/")
    sandbox.pull("in-progress", times=1, only=f"/v1/cases/{first.case_id}")
    report = courier.step(later(1))
    assert [one.case_id for one in report.delivered] == [second.case_id]
    assert (report.postponed, report.online) == (1, True)
    assert len(courier.step(later(901)).delivered) == 1


def test_without_a_key_of_the_centre_nothing_is_sent(terminal, sandbox):
    courier = Courier(terminal.store(), terminal.gateway(sandbox.url))
    sandbox.pull("500")
    report = courier.step(NOW)
    assert (report.online, report.postponed) == (False, 0)
    sandbox.pull("normal")


def test_a_case_is_not_lost_to_a_centre_that_was_never_met(terminal, sandbox):
    courier = Courier(terminal.store(), terminal.gateway(sandbox.url))
    courier.contact._gateway.device = lambda: (_ for _ in ()).throw(NotThePlatform("a portal"))
    with pytest.raises(NotThePlatform):
        courier.deliver("case", NOW)


def test_the_pulse_speaks_of_nothing_personal(desk, courier, terminal, monkeypatch):
    desk.file(finished_run(), NOW)
    said = []
    answer = PulseAnswer((), ())
    monkeypatch.setattr(courier.contact._gateway, "pulse", lambda pulse: said.append(pulse) or answer)
    courier.step(later(60))
    (pulse,) = said
    assert (pulse.queued, pulse.settled, pulse.dead) == (1, 0, 0)
    assert pulse.stores == {terminal.store().store_id: 1}
    assert pulse.disk_free_bytes > 0
    assert pulse.clock == later(60).isoformat()
    assert person().name not in repr(pulse)
