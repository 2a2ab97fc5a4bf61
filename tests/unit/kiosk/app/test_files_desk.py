"""A terminal without a line tells people the truth at once, and carries on when the folder comes back."""

import queue

import pytest

from config.load import load_audit_events, load_profile
from kiosk.app.desks import _courier
from kiosk.app.files_desk import FilesDesk
from kiosk.app.opening_files import files
from kiosk.domain.errands import Consult, Deliver
from kiosk.domain.reports import Consulted, DeliveryFailed, LineChanged
from kiosk.gateway.errors import Misconfigured
from kiosk.sync.file_drop.watched import Round
from tests.drop_fixtures import Trip, drop_kit
from tests.platform_fixtures import kit


class Main:
    """The main loop: what was posted runs when `run` says so."""

    def __init__(self):
        self.posted, self.told = queue.SimpleQueue(), []

    def run(self, many=1):
        for _ in range(many):
            self.posted.get(timeout=30)()
        return self.told

    def desk(self, opened):
        return FilesDesk(self.posted.put, self.told.append, lambda: kit.NOW, opened)


class Keeper:
    """Stands for a folder that is well, or not."""

    def __init__(self, *codes):
        self.codes = list(codes)

    def step(self, now):
        assert now.tzinfo is not None
        return Round(self.codes.pop(0))

    def close(self):
        self.codes.append("closed")


def test_nobody_waits_for_an_answer_that_cannot_come():
    main = Main()
    desk = main.desk(Keeper)
    desk.deliver(Deliver(7, "case"))
    desk.consult(Consult(7, kit.person(), ("ID",), "elder-card-joint"))
    assert main.told == []
    said, asked = main.run(2)
    assert isinstance(said, DeliveryFailed)
    assert (said.visit, said.case_id) == (7, "case")
    assert (type(asked), asked.reached) == (Consulted, False)
    desk.close()


def test_the_line_is_spoken_of_only_when_the_folder_is_in_trouble_and_when_it_is_back():
    main = Main()
    keeper = Keeper("", "drop-unreadable", "drop-full", "", "")
    desk = main.desk(lambda: keeper)
    for _ in range(5):
        desk.round()
        main.run()
    assert main.told == [LineChanged(online=False), LineChanged(online=True)]
    desk.close()
    assert keeper.codes == ["closed"]


def test_a_profile_without_a_line_carries_its_cases(tmp_path):
    terminal = kit.Terminal(tmp_path / "terminal", "K0777")
    trip = Trip(terminal, tmp_path)
    (terminal.folder / "store").symlink_to(terminal.folder / "state")
    (tmp_path / "exchange").mkdir()
    settings = {
        "state_dir": str(terminal.folder),
        "terminal_id": terminal.terminal_id,
        "platform.transport": "files",
        "platform.folder": str(tmp_path / "exchange"),
        "platform.sign_key": trip.office.sign_key,
    }
    (case_id,) = trip.file()
    main, profile = Main(), load_profile("demo", settings)
    desk = main.desk(lambda: files(profile, terminal.folder, load_audit_events()))
    desk.round()
    main.run()
    (batch,) = (tmp_path / "exchange" / "up").iterdir()
    assert drop_kit.rows_of(batch) == [case_id]
    trip.office.carry("import", tmp_path / "exchange" / "up")
    trip.office.carry("export", tmp_path / "exchange" / "down")
    desk.round()
    main.run()
    assert trip.counts() == {"accepted": 1}
    desk.close()
    terminal.close()


def test_a_folder_that_is_wrongly_set_up_is_told(tmp_path):
    profile = load_profile("demo", {"platform.transport": "files", "platform.folder": "/srv", "platform.every_s": "no"})
    with pytest.raises(Misconfigured):
        files(profile, tmp_path, load_audit_events())


def test_the_desk_stands_where_the_couriers_would(tmp_path):
    settings = {"platform.transport": "files", "platform.folder": str(tmp_path)}
    main = Main()
    desk = _courier(
        load_profile("demo", settings), tmp_path, load_audit_events(), main.posted.put, tell=print, now=None
    )
    assert type(desk) is FilesDesk
    desk.close()
