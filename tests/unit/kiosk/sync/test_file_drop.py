"""Cases carried by hand and answers carried back: the same guarantees as over the line."""

import json

import pytest

from kiosk.sync.receipts_kept import reason_of
from tests.drop_fixtures import (  # noqa: F401 - fixtures are found by name
    answered,
    desk,
    drop,
    drop_kit,
    file,
    office,
    outbox,
    stick,
)
from tests.platform_fixtures import kit

NOW = kit.NOW


def taken(drop, folder):
    return list(drop.take(folder, NOW))


def manifest(batch):
    return json.loads((batch / "manifest.json").read_bytes())


def test_a_round_trip_settles_cases_and_ratings(office, desk, file, drop, outbox, stick):
    cases = file(3)
    desk.rate(cases[0], 5, NOW)
    assert len(drop.export(stick, NOW).rows) == 4
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


def test_what_nobody_answered_lies_in_the_next_export_too(file, drop, outbox, stick):
    cases = file(2)
    first, second = drop.export(stick, NOW), drop.export(stick, NOW)
    assert first.rows == second.rows == cases
    assert first.batches != second.batches
    assert outbox.counts() == {"queued": 2}


def test_large_loads_are_split_into_batches_that_each_stand_alone(office, terminal, file, outbox, stick):
    file(5)
    drop = drop_kit.carrying(terminal, office)
    largest = max(len(row.envelope) + sum(one.size for one in row.enclosures) for row in drop.waiting())
    done = drop.write(stick, drop.waiting(), NOW, largest=2 * largest)
    assert (len(done.batches), len(done.rows)) == (3, 5)
    for lonely in done.batches[::-1]:
        folder = stick.parent / lonely
        folder.mkdir()
        (stick / lonely).rename(folder / lonely)
        assert office.carry("import", folder)[0] == 0
    office.carry("export", stick)
    taken(drop, stick)
    assert outbox.counts() == {"accepted": 5}


def test_a_batch_without_cases_asks_for_what_is_new(office, drop, stick):
    done = drop.export(stick, NOW)
    assert (len(done.batches), done.rows) == (1, [])
    office.carry("import", stick)
    assert len(office.carry("export", stick)[1]) == 1
    (back,) = taken(drop, stick)
    assert back.whole


def test_the_centre_repeats_itself_until_the_terminal_has_seen(office, terminal, file, drop, outbox, stick, answered):
    file()
    back = answered()
    assert office.carry("export", stick)[1][0]["answers_to"]
    assert [one.settled.accepted + one.settled.known for one in taken(drop, stick)] == [1, 1]
    out = stick / drop.export(stick, NOW).batches[0]
    assert back.name in manifest(out)["seen"]
    office.carry("import", stick)
    (report,) = office.carry("export", stick)[1]
    assert report["answers_to"] == [out.name]


def test_the_manifest_tells_how_far_the_sequence_has_come(office, file, terminal, drop, stick):
    file(3)
    out = stick / drop.export(stick, NOW).batches[0]
    assert manifest(out)["stores"] == [{"store_id": terminal.store().store_id, "highest_seq": 3}]


def test_a_refusal_comes_with_its_reason(office, desk, drop, outbox, stick, answered):
    run = kit.finished_run()
    filed = desk.file(kit.replace(run, item=kit.replace(run.item, id="moon-landing")), NOW)
    answered()
    (back,) = taken(drop, stick)
    assert (back.settled.rejected, back.whole) == (1, True)
    assert outbox.counts() == {"rejected": 1}
    assert reason_of(outbox.answer(filed.case_id))["text_zh"]
    assert office.cases()[filed.case_id]["status"] == 422


def test_received_is_not_accepted_by_hand_either(office, file, drop, outbox, stick, answered):
    office.set(review="staged")
    (case_id,) = file()
    answered()
    taken(drop, stick)
    assert set(outbox.answer(case_id)) == {"case_id", "received"}


def test_what_the_centre_cannot_read_waits_for_a_technician_and_may_go_again(
    office, file, drop, outbox, stick, answered
):
    office.set(retired_schemas=["kiosk.case/1"])
    (case_id,) = file()
    back = answered()
    assert taken(drop, stick)[0].settled.dead == 1
    assert outbox.counts() == {"dead": 1}
    drop_kit.letters(outbox).retry(case_id)
    assert [one.settled.dead for one in taken(drop, back.parent)] == [0]
    assert outbox.counts() == {"queued": 1}
    office.set(retired_schemas=[])
    answered_again = drop.export(stick, NOW)
    assert answered_again.rows == [case_id]


def test_a_row_in_trouble_that_was_carried_out_by_name_is_settled_by_its_receipt(office, file, drop, outbox, stick):
    (case_id,) = file()
    outbox.dead(case_id, "schema", 0)
    assert drop.export(stick, NOW).rows == []
    assert drop.export(stick, NOW, case_id).rows == [case_id]
    office.carry("import", stick)
    office.carry("export", stick)
    assert sum(one.settled.accepted for one in taken(drop, stick)) == 1
    assert outbox.counts() == {"accepted": 1}


def test_enclosures_that_got_lost_on_the_way_go_again(office, file, drop, outbox, stick):
    file()
    out = stick / drop.export(stick, NOW).batches[0]
    for blob in (out / "blobs").iterdir():
        blob.unlink()
    _, (report,) = office.carry("import", stick)
    assert (report["later"], len(report["damaged"])) == (1, 2)
    office.carry("export", stick)
    (back,) = taken(drop, stick)
    assert (back.settled.later, back.settled.codes, back.whole) == (1, {"platform-busy": 1}, True)
    assert outbox.counts() == {"queued": 1}
    drop.export(stick, NOW)
    office.carry("import", stick)
    office.carry("export", stick)
    taken(drop, stick)
    assert outbox.counts() == {"accepted": 1}


def test_line_and_stick_together_deliver_once(terminal, sandbox, tmp_path, stick):
    courier = terminal.courier(sandbox.url)
    courier.step(NOW)
    desk = terminal.desk()
    cases = [desk.file(kit.finished_run(), NOW).case_id for _ in range(4)]
    drop = drop_kit.online(terminal)
    drop.export(stick, NOW)
    courier.deliver(cases[1], NOW)
    folder = sandbox.store
    drop_kit.platform_at(folder, "import", stick)
    courier.deliver(cases[2], NOW)
    drop_kit.platform_at(folder, "export", stick)
    settled = [one.settled for one in taken(drop, stick) if not one.foreign]
    assert sum(one.accepted for one in settled) == 2
    assert sum(one.known for one in settled) == 2
    mine = [one for one in sandbox.cases() if one["device_id"] == terminal.terminal_id]
    assert sorted(one["case_id"] for one in mine) == sorted(cases)
    assert len({one["server_no"] for one in mine}) == 4


@pytest.mark.parametrize("order", ["as they came", "backwards"])
def test_batches_in_any_order_end_alike(office, file, drop, outbox, tmp_path, order):
    file(2)
    folders = []
    for turn in range(3):
        folder = tmp_path / f"trip-{turn}"
        drop.export(folder, NOW)
        folders.append(folder)
        file()
    for folder in folders if order == "as they came" else folders[::-1]:
        office.carry("import", folder)
        office.carry("export", folder)
    for folder in folders[::-1] * 2:
        taken(drop, folder)
    assert outbox.counts() == {"accepted": 4, "queued": 1}
    assert len(office.cases()) == 4
