"""Filing, delivering and printing at the same time, each with a Store of its own, as the terminal's lanes do."""

import base64
import threading

from platform_kit import NOW, Terminal, finished_run, later

from config.load import load_faults
from kiosk.sync.errors import FilingError
from offline_cache import errors
from offline_cache.outbox import Outbox
from offline_cache.print_journal import PrintJournal

CASES = 25


class Lane(threading.Thread):
    """Runs one job; `join` raises what the job raised."""

    def __init__(self, job):
        super().__init__()
        self.job, self.failure = job, None
        self.start()

    def run(self):
        try:
            self.job()
        except Exception as error:  # noqa: BLE001 -- handed to whoever joins
            self.failure = error

    def join(self, timeout=60):
        super().join(timeout)
        assert not self.is_alive()
        if self.failure:
            raise self.failure


def test_lanes_that_work_at_once_lose_and_double_nothing(tmp_path, sandbox):
    first = Terminal(tmp_path / "terminal", "K0321")
    seal_key = base64.b64encode(first.gateway(sandbox.url).device().seal_key.public).decode()
    filed, over = [], threading.Event()

    def file():
        terminal = Terminal(first.folder, "K0321")
        desk, run = terminal.desk(seal_key), finished_run()
        filed.extend(desk.file(run, later(number)).case_id for number in range(CASES))
        terminal.close()
        over.set()

    def deliver():
        terminal = Terminal(first.folder, "K0321")
        courier, outbox, seconds = terminal.courier(sandbox.url), Outbox(terminal.store()), 0
        while not over.is_set() or outbox.depth():
            courier.step(later(seconds))
            seconds += 1
        terminal.close()

    def write_copies():
        terminal = Terminal(first.folder, "K0321")
        journal = PrintJournal(terminal.store())
        journal.queue("job")
        for number in range(1, CASES + 1):
            journal.preflight("job")
            assert journal.sending("job") == number
            journal.confirmed("job")
        terminal.close()

    lanes = [Lane(job) for job in (file, deliver, write_copies)]
    for lane in lanes:
        lane.join()
    cases = [one for one in sandbox.cases() if one["device_id"] == "K0321"]
    assert sorted(one["case_id"] for one in cases) == sorted(filed)
    assert {one["deliveries"] for one in cases} == {1}
    assert sorted(one["seq"] for one in cases) == list(range(1, CASES + 1))
    store = first.store()
    assert PrintJournal(store).job("job").proven == CASES
    assert Outbox(store).counts() == {"accepted": CASES}
    first.close()


def test_two_couriers_by_mistake_double_nothing(tmp_path, sandbox):
    terminal = Terminal(tmp_path / "terminal", "K0322")
    one, other = terminal.courier(sandbox.url), terminal.courier(sandbox.url)
    one.step(NOW)
    desk = terminal.desk()
    case_ids = {desk.file(finished_run(), NOW).case_id for _ in range(3)}
    waiting = other.deliveries.outbox.due("case", int(NOW.timestamp() * 1000))
    assert len(one.step(NOW).delivered) == 3
    for row in waiting:
        assert other._gateway.submit(row.envelope, row.case_id).case_id in case_ids
    cases = [one for one in sandbox.cases() if one["device_id"] == "K0322"]
    assert {one["case_id"] for one in cases} == case_ids
    assert len(cases) == 3
    terminal.close()


def test_every_refusal_of_the_memory_is_in_the_catalogue_of_faults():
    codes = {getattr(errors, name).code for name in errors.__all__}
    codes |= {kind.code for kind in (FilingError, *FilingError.__subclasses__())}
    assert codes <= set(load_faults())
