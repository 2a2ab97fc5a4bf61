"""The terminal's keys are lost: what it had received from people still reaches the centre."""

import shutil

import pytest

from kiosk.sync.file_drop.checking import check
from kiosk.sync.file_drop.errors import DropUnreadable
from kiosk.sync.file_drop.exporting import LARGEST_BATCH
from kiosk.sync.file_drop.rescue import rescue
from offline_cache.keys import DeviceKeys
from tests.drop_fixtures import NOW, Trip, drop_kit, manifest_of
from tests.platform_fixtures import kit


def rescued(trip):
    return rescue(trip.store.folder, trip.stick, trip.terminal.terminal_id, NOW, LARGEST_BATCH)


def lose_keys(trip):
    for key in (trip.terminal.folder / "keys").glob("*.key"):
        key.unlink()


def known(trip):
    """Have the office know the terminal."""
    trip.file()
    trip.out()
    trip.answered()
    trip.taken()
    shutil.rmtree(trip.stick)


def test_sealed_cases_go_out_without_any_key_and_are_taken(trip):
    known(trip)
    cases = trip.file(2)
    trip.desk.rate(cases[0], 4, NOW)
    trip.tally()
    lose_keys(trip)
    done = rescued(trip)
    assert (len(done.rows), done.lost) == (4, [])
    code, (report,) = trip.office.carry("import", trip.stick)
    assert (code, report["taken"], report["refused"]) == (0, 4, 0)
    assert set(cases) <= set(trip.office.cases())
    assert not list((trip.terminal.folder / "keys").glob("*.key"))


def test_a_rescue_batch_is_whole_and_says_what_it_is(trip):
    trip.file()
    batch = trip.stick / rescued(trip).batches[0]
    manifest = manifest_of(batch)
    assert (manifest["rescue"], manifest["seen"], manifest["stores"]) == (True, [], [])
    assert check(batch, trip.drop.trusted.current()).wrong == []


def test_what_the_centre_has_already_does_not_go_again(trip):
    known(trip)
    assert rescued(trip).rows == []


def test_nothing_but_the_envelopes_of_a_rescue_batch_counts(trip):
    known(trip)
    trip.file()
    thief = Trip(kit.Terminal(trip.place / "thief", trip.terminal.terminal_id), trip.place / "thieves")
    thief.desk = thief.terminal.desk(trip.office.seal_key)
    (forged,) = thief.file()
    rescue(thief.store.folder, trip.stick, trip.terminal.terminal_id, NOW, LARGEST_BATCH)
    _, (report,) = trip.office.carry("import", trip.stick)
    assert (report["taken"], report["refused"]) == (0, 1)
    assert forged not in trip.office.cases()
    thief.terminal.close()


def test_a_rescue_batch_of_a_stranger_or_of_a_revoked_terminal_is_kept_out(trip):
    trip.file()
    rescued(trip)
    code, (report,) = trip.office.carry("import", trip.stick)
    assert (code, report["problem"]) == (1, "urn:kiosk:not-enrolled")
    known(trip)
    trip.office.revoke(trip.terminal.terminal_id)
    trip.file()
    rescued(trip)
    assert trip.office.carry("import", trip.stick)[1][0]["problem"] == "urn:kiosk:device-revoked"


def test_after_a_new_enrolment_old_envelopes_are_taken_by_hand_and_answered(trip):
    known(trip)
    cases = trip.file(2)
    lose_keys(trip)
    keys = DeviceKeys.load_or_create(trip.terminal.folder / "keys")
    trip.office.enrol(trip.terminal.terminal_id, keys.public)
    again = drop_kit.carrying(kit.Terminal(trip.terminal.folder, trip.terminal.terminal_id), trip.office)
    assert sorted(again.export(trip.stick, NOW).rows) == sorted(cases)
    trip.answered()
    assert sum(one.settled.accepted for one in again.take(trip.stick, NOW)) == 2


def test_a_key_that_was_shut_out_proves_nothing_any_more(trip):
    known(trip)
    trip.file()
    trip.office.revoke(trip.terminal.terminal_id)
    lose_keys(trip)
    keys = DeviceKeys.load_or_create(trip.terminal.folder / "keys")
    trip.office.enrol(trip.terminal.terminal_id, keys.public, later_s=60)
    rescued(trip)
    _, (report,) = trip.office.carry("import", trip.stick)
    assert (report["taken"], report["refused"]) == (0, 1)


def test_without_second_copies_there_is_nothing_to_rescue(tmp_path):
    with pytest.raises(DropUnreadable):
        rescue(tmp_path / "nothing", tmp_path / "stick", "K0007", NOW, LARGEST_BATCH)


def test_the_store_is_not_touched(trip):
    trip.file()
    before = {path: path.read_bytes() for path in trip.store.folder.rglob("*") if path.is_file()}
    rescued(trip)
    assert {path: path.read_bytes() for path in trip.store.folder.rglob("*") if path.is_file()} == before


def test_what_a_power_cut_left_in_its_berth_alone_goes_out_too(trip):
    trip.outbox.sweep()
    (case_id,) = trip.file()
    for path in (*(trip.store.folder / "env").iterdir(), *(trip.store.folder / "blobs").glob("*/*")):
        path.unlink()
    done = rescued(trip)
    assert (done.rows, done.lost) == ([case_id], [])
