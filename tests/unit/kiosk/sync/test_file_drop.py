"""Cases carried by hand and answers carried back: the same guarantees as over the line."""

import pytest

from kiosk.sync.receipts_kept import reason_of
from tests.drop_fixtures import NOW, drop_kit, manifest_of
from tests.platform_fixtures import kit


def test_a_round_trip_settles_cases_ratings_and_tallies(trip):
    cases = trip.file(3)
    trip.desk.rate(cases[0], 5, NOW)
    trip.tally()
    assert len(trip.drop.export(trip.stick, NOW).rows) == 5
    assert trip.counts() == {"queued": 5}
    code, (report,) = trip.office.carry("import", trip.stick)
    assert (code, report["taken"], report["damaged"]) == (0, 5, [])
    trip.replied()
    (back,) = trip.taken()
    assert (back.code, back.settled.accepted, back.damaged, back.refused) == ("", 5, [], {})
    assert trip.counts() == {"accepted": 5}
    for case_id in cases:
        assert trip.outbox.answer(case_id)["server_no"] == trip.office.cases()[case_id]["server_no"]
    assert not list(trip.stick.glob(".*"))


def test_what_nobody_answered_lies_in_the_next_export_too(trip):
    cases = trip.file(2)
    first, second = trip.drop.export(trip.stick, NOW), trip.drop.export(trip.stick, NOW)
    assert first.rows == second.rows == cases
    assert first.batches != second.batches
    assert trip.counts() == {"queued": 2}


def test_large_loads_are_split_into_batches_that_each_stand_alone(trip):
    trip.file(5)
    sizes = [len(row.envelope) + sum(one.size for one in row.enclosures) for row in trip.drop.waiting()]
    done = trip.drop.write(trip.stick, trip.drop.waiting(), NOW, largest=2 * max(sizes))
    assert (len(done.batches), len(done.rows), done.bytes) == (3, 5, sum(sizes))
    for lonely in done.batches[::-1]:
        folder = trip.place / f"only-{lonely}"
        folder.mkdir()
        (trip.stick / lonely).rename(folder / lonely)
        assert trip.office.carry("import", folder)[0] == 0
    trip.replied()
    trip.taken()
    assert trip.counts() == {"accepted": 5}


def test_a_batch_without_cases_asks_for_what_is_new(trip):
    done = trip.drop.export(trip.stick, NOW)
    assert (len(done.batches), done.rows) == (1, [])
    trip.answered()
    (back,) = trip.taken()
    assert back.whole


def test_the_centre_repeats_itself_until_the_terminal_has_seen(trip):
    trip.file()
    first = trip.out()
    back = trip.answered()
    assert trip.office.carry("export", trip.stick)[1][0]["answers_to"] == [first.name]
    assert sorted((one.settled.accepted, one.settled.known) for one in trip.taken()) == [(0, 1), (1, 0)]
    out = trip.out()
    assert back.name in manifest_of(out)["seen"]
    trip.office.carry("import", trip.stick)
    (report,) = trip.office.carry("export", trip.stick)[1]
    assert report["answers_to"] == [out.name]


def test_the_manifest_tells_how_far_the_sequence_has_come(trip):
    trip.file(3)
    assert manifest_of(trip.out())["stores"] == [{"store_id": trip.store.store_id, "highest_seq": 3}]


def test_a_refusal_comes_with_its_reason(trip):
    run = kit.finished_run()
    filed = trip.desk.file(kit.replace(run, item=kit.replace(run.item, id="moon-landing")), NOW)
    trip.out()
    trip.answered()
    (back,) = trip.taken()
    assert (back.settled.rejected, back.whole) == (1, True)
    assert trip.counts() == {"rejected": 1}
    assert reason_of(trip.outbox.answer(filed.case_id))["text_zh"]
    assert trip.office.cases()[filed.case_id]["status"] == 422


def test_received_is_not_accepted_by_hand_either(trip):
    trip.office.set(review="staged")
    (case_id,) = trip.file()
    trip.out()
    trip.answered()
    trip.taken()
    assert set(trip.outbox.answer(case_id)) == {"case_id", "received"}


def test_what_the_centre_cannot_read_waits_for_a_technician_and_may_go_again(trip):
    trip.office.set(retired_schemas=["kiosk.case/1"])
    (case_id,) = trip.file()
    trip.out()
    trip.answered()
    assert [one.settled.dead for one in trip.taken()] == [1]
    assert trip.counts() == {"dead": 1}
    trip.letters.retry(case_id)
    assert [one.settled.dead for one in trip.taken()] == [0]
    assert trip.counts() == {"queued": 1}
    trip.office.set(retired_schemas=[])
    trip.out()
    trip.answered()
    trip.taken()
    assert trip.counts() == {"accepted": 1}


def test_a_row_in_trouble_that_was_carried_out_by_name_is_settled_by_its_receipt(trip):
    (case_id,) = trip.file()
    trip.outbox.dead(case_id, "schema", 0)
    assert trip.drop.export(trip.stick, NOW).rows == []
    assert trip.drop.export(trip.stick, NOW, case_id).rows == [case_id]
    trip.answered()
    assert sum(one.settled.accepted for one in trip.taken()) == 1
    assert trip.counts() == {"accepted": 1}


def test_enclosures_that_got_lost_on_the_way_go_again(trip):
    trip.file()
    for blob in (trip.out() / "blobs").iterdir():
        blob.unlink()
    _, (report,) = trip.office.carry("import", trip.stick)
    assert (report["later"], len(report["damaged"])) == (1, 2)
    trip.replied()
    (back,) = trip.taken()
    assert (back.settled.later, back.settled.codes, back.whole) == (1, {"platform-busy": 1}, True)
    assert trip.counts() == {"queued": 1}
    trip.out()
    trip.answered()
    trip.taken()
    assert trip.counts() == {"accepted": 1}


def test_an_enclosure_that_is_lost_here_is_told_and_its_row_left_behind(trip):
    lost, sound = trip.file(2)
    (name,) = trip.store.tuples("SELECT sha256 FROM enclosure WHERE case_id = ? LIMIT 1", (lost,))
    next((trip.store.folder / "blobs").glob(f"*/{name[0]}")).unlink()
    done = trip.drop.export(trip.stick, NOW)
    assert (done.rows, done.lost) == ([sound], [lost])


def test_what_the_courier_settles_meanwhile_is_not_called_lost(trip, monkeypatch):
    first, second = trip.file(2)

    def body(_enclosed):
        trip.outbox.accepted(first, {}, 0)
        raise FileNotFoundError

    monkeypatch.setattr(trip.drop._outbox, "body", body)
    done = trip.drop.export(trip.stick, NOW)
    assert (done.rows, done.lost) == ([], [second])


def test_line_and_stick_together_deliver_once(terminal, sandbox, tmp_path):
    courier, stick = terminal.courier(sandbox.url), tmp_path / "stick"
    courier.step(NOW)
    desk = terminal.desk()
    cases = [desk.file(kit.finished_run(), NOW).case_id for _ in range(4)]
    drop = drop_kit.online(terminal)
    drop.export(stick, NOW)
    courier.deliver(cases[1], NOW)
    drop_kit.platform_at(sandbox.store, "import", stick)
    courier.deliver(cases[2], NOW)
    drop_kit.platform_at(sandbox.store, "export", stick)
    settled = [one.settled for one in drop.take(stick, NOW) if not one.foreign]
    assert (sum(one.accepted for one in settled), sum(one.known for one in settled)) == (2, 2)
    mine = [one for one in sandbox.cases() if one["device_id"] == terminal.terminal_id]
    assert sorted(one["case_id"] for one in mine) == sorted(cases)
    assert len({one["server_no"] for one in mine}) == 4


@pytest.mark.parametrize("order", ["as they came", "backwards"])
def test_batches_in_any_order_end_alike(trip, order):
    folders = [trip.place / f"trip-{turn}" for turn in range(3)]
    for folder in folders:
        trip.file()
        trip.drop.export(folder, NOW)
    for folder in folders if order == "as they came" else folders[::-1]:
        trip.answered(folder)
    for folder in folders[::-1] * 2:
        trip.taken(folder)
    assert trip.counts() == {"accepted": 3}
    assert {one["deliveries"] for one in trip.office.cases().values()} == {1, 2, 3}
