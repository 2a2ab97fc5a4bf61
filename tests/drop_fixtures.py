"""An office that is reached by hand, a terminal that pins its key, and a stick: fixtures of every test of batches."""

import importlib
import sys
from pathlib import Path

import pytest

from offline_cache.outbox import Outbox
from tests.platform_fixtures import kit

sys.path.insert(0, str(Path(__file__).parent / "fault"))
drop_kit = importlib.import_module("drop_kit")


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


@pytest.fixture
def file(desk):
    """Files so many cases; returns their ids."""
    return lambda count=1: [desk.file(kit.finished_run(), kit.NOW).case_id for _ in range(count)]


@pytest.fixture
def answered(office, drop, stick):
    """Carries everything to the office and its answers onto the stick; returns the batch that came back."""

    def carried():
        drop.export(stick, kit.NOW)
        office.carry("import", stick)
        _, (report,) = office.carry("export", stick)
        return stick / report["batch_id"]

    return carried
