"""Cases carried by hand and answers carried back: the same guarantees as over the line."""

import importlib
import sys
from pathlib import Path

import pytest

from offline_cache.outbox import Outbox
from tests.platform_fixtures import kit

sys.path.insert(0, str(Path(__file__).parents[3] / "fault"))
drop_kit = importlib.import_module("drop_kit")
NOW = kit.NOW


@pytest.fixture
def office(tmp_path):
    return drop_kit.Office(tmp_path / "office")


@pytest.fixture
def desk(terminal, office):
    return terminal.desk(office.seal_key)


@pytest.fixture
def drop(terminal, office):
    return drop_kit.carrying(terminal, office)


@pytest.fixture
def outbox(terminal):
    return Outbox(terminal.store())


@pytest.fixture
def stick(tmp_path):
    return tmp_path / "stick"


def filed(desk, count=1):
    return [desk.file(kit.finished_run(), NOW).case_id for _ in range(count)]


def taken(drop, folder):
    return list(drop.take(folder, NOW))


def test_a_round_trip_settles_cases_and_ratings(office, desk, drop, outbox, stick):
    cases = filed(desk, 3)
    desk.rate(cases[0], 5, NOW)
    assert sorted(drop.export(stick, NOW).rows)
    assert outbox.counts() == {"queued": 4}
    code, (report,) = office.carry("import", stick)
    assert (code, report["taken"], report["damaged"]) == (0, 4, [])
    office.carry("export", stick)
    (back,) = taken(drop, stick)
    assert (back.code, back.settled.accepted, back.damaged, back.refused) == ("", 4, [], {})
    assert outbox.counts() == {"accepted": 4}
    for case_id in cases:
        assert outbox.answer(case_id)["server_no"] == office.cases()[case_id]["server_no"]
    assert not list(stick.glob(".*"))
