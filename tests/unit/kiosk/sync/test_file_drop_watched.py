"""A folder that a gateway carries: the same outcome as over the line, later."""

import shutil

import pytest

from kiosk.gateway.errors import Misconfigured
from kiosk.sync.file_drop.watched import WatchedFolder, every_ms
from tests.drop_fixtures import drop_kit, manifest_of
from tests.platform_fixtures import kit

EVERY_S = 30


class Between:
    """The folder on the terminal's side, and the gateway that carries batches between it and the office."""

    def __init__(self, trip):
        self.trip, self.folder, self.far = trip, trip.place / "exchange", trip.place / "far"
        self.folder.mkdir()
        self.far.mkdir()
        self.watched = self.keeper()
        self.seconds = 0

    def keeper(self):
        store = self.trip.terminal.store()
        return WatchedFolder(
            store, drop_kit.carrying(self.trip.terminal, self.trip.office), self.folder, EVERY_S * 1000
        )

    def look(self, after_s=EVERY_S):
        self.seconds += after_s
        return self.watched.step(kit.later(self.seconds))

    def fetch(self):
        """Move what lies in up/ to the office's side."""
        for batch in (self.folder / "up").iterdir():
            shutil.move(batch, self.far)

    def answer(self):
        """Have the office take and answer, and carry its answers to down/."""
        self.trip.office.carry("import", self.far)
        for report in self.trip.office.carry("export", self.far)[1]:
            shutil.move(self.far / report["batch_id"], self.folder / "down")

    def lying(self, where="up"):
        return sorted(path.name for path in (self.folder / where).iterdir())


@pytest.fixture
def between(trip):
    return Between(trip)


def test_a_case_goes_up_and_its_answer_comes_down(between):
    between.trip.file(2)
    assert between.look().up == 2
    between.fetch()
    between.answer()
    assert between.look().settled == 2
    assert between.trip.counts() == {"accepted": 2}
    assert between.lying("down") == []


def test_what_still_lies_there_is_not_written_twice(between):
    between.trip.file()
    assert [between.look().up for _ in range(3)] == [1, 0, 0]
    assert len(between.lying()) == 1
    between.watched = between.keeper()
    assert between.look().up == 0


def test_batches_are_written_no_oftener_than_agreed_and_only_with_what_is_new(between):
    between.trip.file()
    between.look()
    (second,) = between.trip.file()
    assert between.look(after_s=EVERY_S - 1).up == 0
    assert between.look(after_s=1).up == 1
    between.fetch()
    manifests = [drop_kit.rows_of(path) for path in between.far.iterdir()]
    assert sorted(len(rows) for rows in manifests) == [1, 1]
    assert [second] in manifests


def test_a_case_whose_enclosure_is_lost_waits_for_a_technician(between):
    lost, sound = between.trip.file(2)
    (name,) = between.trip.store.tuples("SELECT sha256 FROM enclosure WHERE case_id = ? LIMIT 1", (lost,))[0]
    next((between.trip.store.folder / "blobs").glob(f"*/{name}")).unlink()
    assert between.look().up == 1
    assert [(row.case_id, row.code) for row in between.trip.letters.all()] == [(lost, "blob-lost")]
    assert drop_kit.rows_of(next((between.folder / "up").iterdir())) == [sound]


def test_what_was_fetched_and_long_unanswered_goes_up_again(between):
    between.trip.file()
    between.look()
    between.fetch()
    assert between.look(after_s=5 * 3600).up == 0
    between.fetch()
    assert between.look(after_s=2 * 3600).up == 1


def test_without_rows_an_hourly_batch_asks_for_what_is_new_while_somebody_fetches(between):
    between.look()
    between.fetch()
    between.look(after_s=600)
    assert between.lying() == []
    between.look(after_s=3600)
    assert len(between.lying()) == 1
    between.look(after_s=3600)
    assert len(between.lying()) == 1


def test_a_batch_that_is_still_being_copied_is_taken_when_it_is_whole(between):
    between.trip.file()
    between.look()
    between.fetch()
    between.answer()
    (name,) = between.lying("down")
    manifest = between.folder / "down" / name / "manifest.json"
    later = manifest.read_bytes()
    manifest.unlink()
    assert between.look().settled == 0
    manifest.write_bytes(later)
    assert between.look(after_s=61).settled == 1
    assert between.lying("down") == []


def test_batches_of_other_terminals_are_left_alone_in_both_folders(between):
    other = kit.Terminal(between.trip.place / "other", "K0900")
    drop_kit.carrying(other, between.trip.office).export(between.far, kit.NOW)
    (theirs,) = (path.name for path in between.far.iterdir())
    between.look()
    shutil.move(between.far / theirs, between.folder / "up")
    between.fetch()
    between.answer()
    assert len(between.lying("down")) == 2
    between.look()
    (left,) = between.lying("down")
    assert manifest_of(between.folder / "down" / left)["device_id"] == "K0900"
    other.close()


def test_a_folder_that_is_not_there_is_told_and_nothing_is_lost(between):
    between.trip.file()
    between.folder.rename(between.trip.place / "away")
    assert between.look().code == "drop-unreadable"
    (between.trip.place / "away").rename(between.folder)
    assert between.look(after_s=3600).up == 1


def test_a_folder_to_read_only_is_told(between):
    between.trip.file()
    (between.folder / "down").mkdir()
    (between.folder / "up").write_text("no folder")
    assert between.look().code == "drop-unreadable"


def test_clocks_that_leap_keep_nothing_back(between):
    between.trip.file()
    between.seconds = 20 * 365 * 86400
    between.look()
    between.seconds = 0
    between.fetch()
    between.trip.file()
    assert between.look().up == 2


@pytest.mark.parametrize("text", ["0", "-1", "often", "3601", "٣"])
def test_how_often_must_be_a_number_of_seconds(text):
    assert every_ms({}) == 30_000
    with pytest.raises(Misconfigured):
        every_ms({"every_s": text})
