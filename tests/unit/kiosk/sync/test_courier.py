"""The courier against the real sandbox: everything due arrives once, and no trouble of one is the trouble of all."""

import base64
import datetime as dt
import socket

import pytest
from platform_kit import JPEG, NOW, NUMBER, finished_run, later, person

from kiosk.gateway.errors import LineError, Paused, Rejected
from kiosk.receipts.clock import known_clock
from kiosk.receipts.known_keys import KnownKeys
from kiosk.receipts.register import DeviceKey
from kiosk.sync.courier import Courier
from kiosk.sync.errors import CaseUnknown
from offline_cache.outbox import Outbox
from offline_cache.replica import Replica


@pytest.fixture
def courier(terminal, sandbox):
    return terminal.courier(sandbox.url, deadline_s="1")


@pytest.fixture
def desk(terminal, courier):
    assert courier.step(NOW).online
    return terminal.desk()


@pytest.fixture
def outbox(terminal):
    return Outbox(terminal.store())


def delivered(sandbox, terminal):
    return {one["case_id"]: one for one in sandbox.cases() if one["device_id"] == terminal.terminal_id}


def test_the_first_round_learns_the_key_so_that_cases_can_be_filed(desk):
    assert desk.file(finished_run(), NOW)


def test_what_is_due_arrives_once_and_whole(desk, courier, sandbox, terminal):
    filed = desk.file(finished_run(), NOW)
    report = courier.step(NOW)
    assert [one.case_id for one in report.delivered] == [filed.case_id]
    assert (report.online, report.code) == (True, "")
    assert courier.step(later(1000)).delivered == []
    case = sandbox.see(f"cases/{filed.case_id}")
    assert case["deliveries"] == 1
    assert case["body"]["receipt_no"] == filed.receipt_no
    pictures = {one["material_code"]: base64.b64decode(one["base64"]) for one in case["attachments"]}
    assert pictures["M-RESIDE"] == JPEG
    assert set(pictures) == {"M-RESIDE", "signature"}


def test_the_centres_answer_is_found_with_the_card(desk, courier):
    desk.file(finished_run(), NOW)
    (said,) = courier.step(NOW).delivered
    assert desk.find(person())[0].acknowledgement == said


def test_one_case_can_be_brought_at_once(desk, courier, outbox):
    filed = desk.file(finished_run(), NOW)
    outbox.postpone(filed.case_id, "platform-slow", 10**13)
    said = courier.deliver(filed.case_id, NOW)
    assert said.case_id == filed.case_id
    assert courier.deliver(filed.case_id, NOW) == said


def test_a_case_that_nobody_filed_cannot_be_brought(courier):
    with pytest.raises(CaseUnknown):
        courier.deliver("nothing", NOW)


@pytest.mark.parametrize(
    "wish",
    [{"mode": "html"}, {"mode": "500"}, {"mode": "slow", "seconds": 2}, {"mode": "lost"}, {"mode": "redirect"}],
    ids=lambda wish: wish["mode"],
)
def test_a_bad_line_postpones_and_a_good_one_delivers_exactly_once(desk, courier, sandbox, terminal, wish):
    outbox = Outbox(terminal.store())
    filed = [desk.file(finished_run(), NOW) for _ in range(3)]
    sandbox.pull(**wish)
    for _ in range(2):
        report = courier.step(later(0))
        assert report.delivered == []
        assert (report.postponed, report.online) == (1, False)
        assert report.code
    sandbox.pull("normal")
    moment = 0
    while outbox.depth():
        moment += 900
        assert moment < 20 * 900
        courier.step(later(moment))
    found = delivered(sandbox, terminal)
    assert set(found) == {one.case_id for one in filed}
    assert len({one["server_no"] for one in found.values()}) == 3


def test_the_first_success_after_a_silence_makes_everything_due(desk, courier, sandbox, outbox):
    for _ in range(4):
        desk.file(finished_run(), NOW)
    sandbox.pull("500")
    for _ in range(4):
        courier.step(NOW)
    assert outbox.due("case", int(NOW.timestamp() * 1000)) == []
    sandbox.pull("normal")
    fifth = desk.file(finished_run(), NOW)
    courier.deliver(fifth.case_id, NOW)
    assert len(courier.step(NOW).delivered) == 4


def test_the_centres_wish_to_wait_holds_for_the_whole_lane(desk, courier, sandbox):
    desk.file(finished_run(), NOW)
    desk.file(finished_run(), NOW)
    sandbox.pull("429", seconds=120)
    assert courier.step(NOW).code == "platform-busy"
    sandbox.pull("normal")
    assert courier.step(later(100)).delivered == []
    assert len(courier.step(later(121)).delivered) == 2


def test_a_terminal_that_is_not_admitted_keeps_everything_and_pauses(desk, courier, sandbox, outbox):
    filed = desk.file(finished_run(), NOW)
    sandbox.pull("paused")
    assert courier.step(NOW).code == "platform-revoked"
    with pytest.raises(Paused):
        courier.deliver(filed.case_id, NOW)
    sandbox.pull("normal")
    assert courier.step(NOW).online is None
    assert len(courier.step(later(901)).delivered) == 1
    assert outbox.depth() == 0


def test_a_rejected_case_is_told_and_does_not_stop_the_next(desk, courier, sandbox, outbox):
    bad = desk.file(finished_run(), NOW)
    good = desk.file(finished_run(), NOW)
    sandbox.pull("reject")
    with pytest.raises(Rejected):
        courier.deliver(bad.case_id, NOW)
    sandbox.pull("normal")
    assert [one.case_id for one in courier.step(NOW).delivered] == [good.case_id]
    assert outbox.counts() == {"rejected": 1, "accepted": 1}


def test_a_case_whose_enclosure_is_lost_is_put_aside_and_does_not_stop_the_next(desk, courier, outbox, terminal):
    bad = desk.file(finished_run(), NOW)
    for path in (terminal.folder / "state" / "blobs").glob("*/*"):
        path.unlink()
    good = desk.file(finished_run(), NOW)
    report = courier.step(NOW)
    assert report.dead == [bad.case_id]
    assert [one.case_id for one in report.delivered] == [good.case_id]
    assert outbox.counts() == {"dead": 1, "accepted": 1}


def test_an_enclosure_damaged_on_the_disk_is_not_passed_off_as_whole(desk, courier, outbox, terminal):
    desk.file(finished_run(), NOW)
    path = next((terminal.folder / "state" / "blobs").glob("*/*"))
    path.write_bytes(path.read_bytes()[:-1] + b"\x00\x00")
    courier.step(NOW)
    assert outbox.counts() == {"dead": 1}


def test_a_rating_arrives_once_though_the_line_breaks(desk, courier, sandbox):
    filed = desk.file(finished_run(), NOW)
    courier.step(NOW)
    desk.rate(filed.case_id, 4, NOW)
    sandbox.pull("lost")
    assert courier.step(NOW).rated == 0
    sandbox.pull("normal")
    assert courier.step(later(900)).rated == 1
    (rating,) = [one for one in sandbox.see("evaluations") if one["case_id"] == filed.case_id]
    assert (rating["level"], rating["deliveries"]) == (4, 2)


def test_a_rating_is_not_held_up_by_the_cases(desk, courier, sandbox, terminal):
    desk.rate("somebody's case", 5, NOW)
    desk.file(finished_run(), NOW)
    courier.deliveries.not_before["case"] = int(later(60).timestamp() * 1000)
    report = courier.step(NOW)
    assert (report.rated, report.delivered) == (1, [])


def test_a_clock_put_back_does_not_silence_the_courier(desk, courier):
    desk.file(finished_run(), NOW)
    courier.deliveries.not_before["case"] = int(later(10 * 365 * 86400).timestamp() * 1000)
    assert len(courier.step(NOW).delivered) == 1


def test_without_a_centre_everything_stays_and_the_courier_says_so(terminal, desk, outbox):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    filed = desk.file(finished_run(), NOW)
    lost = terminal.courier(f"http://127.0.0.1:{port}")
    report = lost.step(NOW)
    assert (report.online, report.code, report.postponed) == (False, "platform-unreachable", 1)
    assert lost.step(NOW).online is None
    with pytest.raises(LineError):
        lost.deliver(filed.case_id, NOW)
    assert outbox.depth() == 1


def test_the_licence_store_can_be_asked(courier):
    assert [one.license_type for one in courier.holdings(NUMBER, ("居民身份证",))] == ["居民身份证"]


def test_the_first_round_compares_the_clocks_and_learns_whose_receipts_count(terminal, courier):
    assert courier.step(NOW).code == ""
    replica = Replica(terminal.store())
    clock = known_clock(replica, dt.datetime.now(dt.UTC))
    assert abs(clock.drift_s) <= 2
    own = DeviceKey(bytes(32), "K0000")
    assert DeviceKey(terminal.keys.public, terminal.terminal_id) in KnownKeys(replica).all(own)


def test_the_centre_is_asked_again_after_an_hour(terminal, courier):
    courier.step(NOW)
    replica = Replica(terminal.store())
    first = replica.get("clock")
    courier.step(later(3599))
    assert replica.get("clock") == first
    courier.step(later(3600))
    assert replica.get("clock").fetched_ms > first.fetched_ms


def test_a_register_of_a_strange_centre_is_told_and_cases_travel_all_the_same(terminal, sandbox):
    strange = base64.b64encode(bytes(range(32))).decode()
    courier = Courier(terminal.store(), terminal.gateway(sandbox.url), strange)
    report = courier.step(NOW)
    assert (report.online, report.code) == (True, "register-refused")
    terminal.desk().file(finished_run(), NOW)
    assert len(courier.step(NOW).delivered) == 1
