"""The courier desk with its real threads against the real sandbox: nobody's trouble is in anybody else's way."""

import dataclasses
import datetime as dt
import threading

import pytest
from platform_kit import NOW, finished_run, person

from config.load import load_audit_events, load_profile
from kiosk.app.courier_desk import CourierDesk
from kiosk.app.opening_line import contact, deliveries
from kiosk.domain.errands import Consult, Deliver
from kiosk.domain.reports import (
    Acknowledged,
    Admission,
    CaseReceived,
    CaseRefused,
    Consulted,
    DeliveryFailed,
    LineChanged,
)
from kiosk.sync.filing import FilingDesk
from offline_cache.outbox import Outbox
from offline_cache.replica import Replica
from offline_cache.store import Store
from tests.main_loop import MainLoop

PATIENCE_S = 30


class Hall:
    """A desk on a main loop of its own, with the files of one terminal."""

    def __init__(self, terminal, url):
        self.loop, self.reports, self.now = MainLoop(), [], NOW
        profile = load_profile("demo")
        options = {"base_url": url, "deadline_s": "10", "connect_s": "1"}
        platform = dataclasses.replace(profile.platform, options=options)
        profile = dataclasses.replace(profile, terminal_id=terminal.terminal_id, platform=platform)
        folder, events = terminal.folder, load_audit_events()
        self.store = Store.open(folder / "store", terminal.keys.secret)
        self.outbox = Outbox(self.store)
        self.desk = CourierDesk(
            self.loop.post,
            self.reports.append,
            lambda: self.now,
            deliveries=lambda nudge: deliveries(profile, folder, events, nudge),
            contact=lambda: contact(profile, folder, events),
        )
        self.filing = FilingDesk(self.store, terminal.keys, terminal.terminal_id)

    def told(self, kind):
        return [report for report in self.reports if isinstance(report, kind)]

    def until(self, true):
        """Beat as the terminal does, and run what the threads post, until it is true."""

        def beaten():
            self.desk.round()
            return true()

        self.loop.until(beaten, PATIENCE_S)

    def events(self):
        return [row["event"] for row in self.store.rows("SELECT event FROM journal")]

    def close(self):
        self.desk.close()
        self.store.close()


@pytest.fixture
def hall(terminal, sandbox):
    one = Hall(terminal, sandbox.url)
    one.until(lambda: Replica(one.store).get("device_card"))
    yield one
    one.close()


def test_what_is_due_arrives_without_anybody_waiting_for_it(hall, sandbox, terminal):
    filed = {hall.filing.file(finished_run(), NOW).case_id for _ in range(9)}
    hall.filing.rate("somebody's case", 5, NOW)
    hall.until(lambda: hall.outbox.counts() == {"accepted": 10})
    cases = [one for one in sandbox.cases() if one["device_id"] == terminal.terminal_id]
    assert {one["case_id"] for one in cases} == filed
    assert {one["deliveries"] for one in cases} == {1}
    assert hall.told(LineChanged)[-1].online


def test_a_case_is_brought_at_once_and_its_answer_told(hall):
    case_id = hall.filing.file(finished_run(), NOW).case_id
    hall.desk.deliver(Deliver(3, case_id))
    hall.until(lambda: hall.told(Acknowledged))
    (report,) = hall.told(Acknowledged)
    assert (report.visit, report.acknowledgement.case_id) == (3, case_id)


def test_received_by_the_centre_is_not_told_as_accepted(hall, sandbox):
    sandbox.post("settings", {"review": "staged"})
    case_id = hall.filing.file(finished_run(), NOW).case_id
    hall.desk.deliver(Deliver(1, case_id))
    hall.until(lambda: hall.told(CaseReceived))
    sandbox.post("settings", {"review": "instant"})
    assert hall.told(CaseReceived) == [CaseReceived(1, case_id)]
    assert hall.told(Acknowledged) == []
    assert hall.filing.find(person())[0].acknowledgement is None


def test_a_case_that_the_centre_refuses_is_told_with_its_reason_kept(hall, sandbox):
    sandbox.pull("reject")
    case_id = hall.filing.file(finished_run(), NOW).case_id
    hall.desk.deliver(Deliver(1, case_id))
    hall.until(lambda: hall.told(CaseRefused))
    (told,) = hall.told(CaseRefused)
    assert (told.visit, told.case_id, told.status.state) == (1, case_id, "refused")
    assert hall.told(DeliveryFailed) == []
    (found,) = hall.filing.find(person())
    assert found.status.reason == told.status.reason != ""
    assert "case-refused" in hall.events()


def test_ratings_move_while_the_cases_are_told_to_wait(hall, sandbox):
    sandbox.pull("503", seconds=600, only="/v1/cases/")
    hall.filing.file(finished_run(), NOW)
    hall.until(lambda: hall.store.row("SELECT 1 FROM outbox WHERE last_code <> ''"))
    hall.filing.rate("another case", 4, NOW)
    hall.until(lambda: hall.outbox.counts() == {"queued": 1, "accepted": 1})


def test_a_question_and_a_rating_do_not_wait_for_enclosures_that_hang(hall, sandbox):
    sandbox.pull("slow", seconds=8, only="/v1/blobs/")
    for _ in range(5):
        hall.filing.file(finished_run(), NOW)
    hall.desk.round()
    hall.filing.rate("a third case", 3, NOW)
    hall.desk.consult(Consult(2, person(), ("居民身份证",), "elder-card-joint"))
    hall.until(lambda: hall.told(Consulted) and hall.outbox.counts().get("accepted"))
    assert hall.told(Consulted)[0].reached
    assert hall.outbox.counts() == {"queued": 5, "accepted": 1}
    sandbox.pull("normal")


def test_a_terminal_that_is_shut_out_locks_forgets_and_keeps_the_sealed_cases(hall, sandbox, terminal):
    sandbox.post(f"devices/{terminal.terminal_id}", {"revoked": True})
    hall.filing.file(finished_run(), NOW)
    hall.until(lambda: Admission(admitted=False) in hall.reports and "device-revoked" in hall.events())
    assert Replica(hall.store).get("device_card") is None
    assert hall.outbox.counts() == {"queued": 1}
    sandbox.post(f"devices/{terminal.terminal_id}", {"revoked": False})
    hall.desk.close()
    again = Hall(terminal, sandbox.url)
    again.until(lambda: Admission(admitted=True) in again.reports)
    again.until(lambda: again.outbox.counts() == {"accepted": 1})
    assert "device-admitted" in again.events()
    again.close()


def test_a_line_that_comes_back_is_noticed_without_a_visit(hall, sandbox):
    sandbox.pull("500")
    hall.filing.file(finished_run(), NOW)
    hall.until(lambda: hall.store.row("SELECT 1 FROM outbox WHERE last_code <> ''"))
    assert not hall.told(LineChanged)[-1].online
    sandbox.pull("normal")
    hall.now += dt.timedelta(seconds=61)
    hall.until(lambda: hall.outbox.counts() == {"accepted": 1})


def test_a_desk_that_cannot_be_opened_says_so_and_goes_on_trying(terminal):
    loop, reports, tried = MainLoop(), [], threading.Event()

    def never(*_nudge):
        tried.set()
        raise OSError("no disk")

    desk = CourierDesk(loop.post, reports.append, lambda: NOW, deliveries=never, contact=never)
    desk.round()
    with pytest.raises(OSError, match="no disk"):
        loop.until(lambda: False)
    desk.close()
    assert tried.is_set()
