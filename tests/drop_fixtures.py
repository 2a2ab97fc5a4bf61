"""An office that is reached by hand, a terminal that pins its key, and a stick between them: for tests of batches."""

import datetime as dt
import functools
import importlib
import sys
from pathlib import Path

import pytest

from offline_cache.dead_letters import DeadLetters
from offline_cache.outbox import Outbox
from tests.platform_fixtures import kit

sys.path.insert(0, str(Path(__file__).parent / "fault"))
drop_kit = importlib.import_module("drop_kit")
NOW, manifest_of = kit.NOW, drop_kit.manifest_of


@functools.cache
def finished():
    return kit.finished_run()


class Trip:
    """`office`, `terminal`, its `desk`, `drop` and `outbox`, and the `stick` that travels."""

    def __init__(self, terminal, place):
        self.terminal, self.place, self.stick = terminal, place, place / "stick"
        self.office = drop_kit.Office(place / "office")
        self.desk = terminal.desk(self.office.seal_key)
        self.drop = drop_kit.carrying(terminal, self.office)
        self.store = terminal.store()
        self.outbox, self.letters = Outbox(self.store), DeadLetters(self.store)

    def file(self, count=1):
        """File cases; return their ids."""
        return [self.desk.file(finished(), NOW).case_id for _ in range(count)]

    def tally(self):
        """Have a day of opened answers behind us."""
        for _ in range(3):
            self.desk.questions.count("utility-pay", "number", NOW)
        self.desk.questions.look(NOW + dt.timedelta(days=1))

    def out(self, *case_id):
        """Export; return the first batch."""
        return self.stick / self.drop.export(self.stick, NOW, *case_id).batches[0]

    def answered(self, folder=None):
        """Carry what is on the stick to the office and its answers back; return the batch that came down."""
        self.office.carry("import", folder or self.stick)
        return self.replied(folder)

    def replied(self, folder=None):
        _, (report,) = self.office.carry("export", folder or self.stick)
        return (folder or self.stick) / report["batch_id"]

    def taken(self, folder=None):
        """Import what came down; return what became of each batch."""
        return list(self.drop.take(folder or self.stick, NOW))

    def counts(self):
        return self.outbox.counts()


@pytest.fixture
def trip(terminal, tmp_path):
    return Trip(terminal, tmp_path)
