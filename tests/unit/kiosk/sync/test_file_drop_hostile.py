"""What a stick may bring: what is not proven changes nothing, and what is damaged takes nothing else with it."""

import hashlib
import json
import os
import shutil
import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.sync.feed_rules import FEEDS
from kiosk.sync.file_drop.checking import check
from kiosk.sync.file_drop.drop import FileDrop
from kiosk.sync.file_drop.errors import BatchDamaged
from kiosk.sync.file_drop.manifests import read_manifest
from kiosk.sync.file_drop.options import DropOptions
from kiosk.sync.file_drop.plain_files import batches_in
from offline_cache.keys import DeviceKeys
from offline_cache.sealing import canonical
from tests.drop_fixtures import NOW, drop_kit, manifest_of


@pytest.fixture
def back(trip):
    """A batch that came down and answers to one case."""
    trip.file()
    trip.out()
    return trip.answered()


def copied(batch, folder):
    shutil.copytree(batch, folder / batch.name)
    return folder / batch.name


def rewrite(trip, batch, written=(), **members):
    """Have the office write a batch anew: other files, other members of its manifest; signed as it must be."""
    manifest = {**manifest_of(batch), **members}
    for path, document in dict(written).items():
        body = canonical(document)
        (batch / path).write_bytes(body)
        digest = hashlib.sha256(body).hexdigest()
        listed = [one for one in manifest["files"] if one["path"] != path]
        manifest["files"] = [*listed, {"path": path, "sha256": digest, "size": len(body)}]
    del manifest["signature"]
    (batch / "manifest.json").write_bytes(canonical(trip.office.signer.signed("kiosk.batch/1", manifest)))
    return batch


def answers(trip, batch, change):
    """Change the only answer, and sign the whole again as the office would."""
    said = json.loads((batch / "answers.json").read_bytes())
    change(said["answers"][0])
    del said["signature"]
    rewrite(trip, batch, {"answers.json": trip.office.signer.signed("kiosk.answers/1", said)})


def _touched(batch):
    manifest = manifest_of(batch)
    manifest["created"] = "2026-11-22T09:48:00+08:00"
    (batch / "manifest.json").write_bytes(canonical(manifest))


def _unsigned(batch):
    manifest = manifest_of(batch)
    del manifest["signature"]
    (batch / "manifest.json").write_bytes(canonical(manifest))


def _lost(batch):
    (batch / "manifest.json").unlink()


def _cut(batch):
    text = (batch / "manifest.json").read_bytes()
    (batch / "manifest.json").write_bytes(text[: len(text) // 2])


def _deep(batch):
    (batch / "manifest.json").write_bytes(b"[" * 100_000)


def _link(batch):
    (batch / "manifest.json").rename(batch.parent / "elsewhere.json")
    (batch / "manifest.json").symlink_to(batch.parent / "elsewhere.json")


def _pipe(batch):
    (batch / "manifest.json").unlink()
    os.mkfifo(batch / "manifest.json")


def _renamed(batch):
    batch.rename(batch.parent / str(uuid.uuid4()))


KEPT_OUT = [
    (_touched, "batch-unproven"),
    (_unsigned, "batch-unproven"),
    (_lost, "batch-damaged"),
    (_cut, "batch-damaged"),
    (_deep, "batch-damaged"),
    (_link, "batch-damaged"),
    (_pipe, "batch-damaged"),
    (_renamed, "batch-damaged"),
]


def test_a_batch_that_does_not_prove_itself_is_kept_out(trip, back):
    for number, (spoil, code) in enumerate(KEPT_OUT):
        one = copied(back, trip.place / f"spoilt-{number}")
        spoil(one)
        assert [taken.code for taken in trip.taken(one.parent)] == [code], spoil.__name__
        assert trip.counts() == {"queued": 1}


@pytest.mark.parametrize(
    "path", ["../../secret", "/etc/passwd", "envelopes/../x.json", "Blobs/" + "0" * 64, "a/b/c.json"]
)
def test_a_path_out_of_the_batch_is_no_path(trip, back, path):
    files = [*manifest_of(back)["files"], {"path": path, "sha256": "0" * 64, "size": 1}]
    rewrite(trip, back, files=files)
    with pytest.raises(BatchDamaged):
        read_manifest(back)
    assert [one.code for one in trip.taken()] == ["batch-damaged"]


def test_a_damaged_answer_is_told_the_rest_taken_and_the_batch_not_called_seen(trip, back):
    (back / "answers.json").write_bytes(b"{}")
    (taken,) = trip.taken()
    assert (taken.damaged, taken.whole, trip.counts()) == (["answers.json"], False, {"queued": 1})
    assert manifest_of(trip.out())["seen"] == []


def test_damage_beside_the_answers_does_not_keep_them_away(trip, back):
    path = back / "feeds" / "workdays.json"
    path.write_bytes(path.read_bytes()[:-1] + b"\n")
    (taken,) = trip.taken()
    assert (taken.damaged, taken.whole, trip.counts()) == (["feeds/workdays.json"], False, {"accepted": 1})


def test_a_linked_folder_leads_nowhere(trip, back):
    (back / "feeds").rename(trip.place / "feeds")
    (back / "feeds").symlink_to(trip.place / "feeds")
    (taken,) = trip.taken()
    assert len(taken.damaged) == len(FEEDS)


def test_a_batch_for_another_terminal_is_left_alone(trip, back):
    rewrite(trip, back, device_id="K9999")
    (taken,) = trip.taken()
    assert (taken.foreign, taken.code, trip.counts()) == (True, "", {"queued": 1})


def test_answers_for_another_terminal_in_a_batch_of_ours_are_refused(trip, back):
    said = json.loads((back / "answers.json").read_bytes())
    del said["signature"]
    signed = trip.office.signer.signed("kiosk.answers/1", {**said, "device_id": "K9999"})
    rewrite(trip, back, {"answers.json": signed})
    (taken,) = trip.taken()
    assert (taken.refused, taken.whole) == ({"answers.json": "platform-garbled"}, False)
    assert trip.counts() == {"queued": 1}


def _other_digest(answer):
    answer["body"]["sha256"] = "0" * 64


def _other_case(answer):
    answer["body"]["case_id"] = str(uuid.uuid4())


def _no_receipt(answer):
    del answer["body"]["receipt_sig"]


def _forged_receipt(answer):
    answer["body"]["receipt_sig"]["value"] = "A" * 86 + "=="


def _changed(answer):
    answer["body"]["server_no"] = "9" * 43


def _no_body(answer):
    answer["body"] = None


def _no_status(answer):
    answer["status"] = "201"


def _forged_refusal(answer):
    because = {"code": "not-eligible", "text_zh": "不符合条件。", "bring": []}
    answer["status"] = 422
    answer["body"] |= {"type": "urn:case:not-eligible", "state": "refused", "reason": because}


FORGERIES = [
    _other_digest,
    _other_case,
    _no_receipt,
    _forged_receipt,
    _changed,
    _no_body,
    _no_status,
    _forged_refusal,
]


def test_a_receipt_must_prove_itself_even_in_answers_that_are_signed(trip, back):
    for number, forge in enumerate(FORGERIES):
        one = copied(back, trip.place / f"forged-{number}")
        answers(trip, one, forge)
        (taken,) = trip.taken(one.parent)
        found = (taken.settled.unproven, taken.whole, trip.counts())
        assert found == (1, False, {"queued": 1}), forge.__name__


def test_an_answer_about_another_envelope_settles_nothing(trip, back):
    answers(trip, back, lambda answer: answer.update(sha256="0" * 64))
    (taken,) = trip.taken()
    assert (taken.settled.strange, trip.counts()) == (1, {"queued": 1})


def test_nobody_is_believed_by_hand_at_first_sight(trip, back):
    fresh = FileDrop(trip.store, trip.terminal.keys, DropOptions(trip.terminal.terminal_id))
    (taken,) = fresh.take(trip.stick, NOW)
    assert (taken.code, trip.counts()) == ("batch-unproven", {"queued": 1})


def test_another_centre_is_not_believed(trip):
    trip.file()
    trip.out()
    stranger = drop_kit.Office(trip.place / "stranger")
    stranger.carry("import", trip.stick)
    stranger.carry("export", trip.stick)
    (taken,) = trip.taken()
    assert (taken.code, trip.counts()) == ("batch-unproven", {"queued": 1})


def test_an_id_that_is_used_again_for_something_else_is_kept_out(trip, back):
    trip.taken()
    rewrite(trip, back, created="2026-11-22T09:48:00+08:00")
    assert [one.code for one in trip.taken()] == ["batch-unproven"]


def test_what_is_being_written_is_not_read(trip, back):
    back.rename(trip.stick / f".{back.name}.part")
    assert trip.taken() == []


def test_a_batch_itself_may_be_named_as_well_as_the_folder_it_is_in(trip, back):
    assert batches_in(back) == [back.resolve()]
    assert [one.settled.accepted for one in trip.taken(back)] == [1]


def test_a_settled_row_stays_whatever_comes_later(trip, back):
    kept = trip.place / "kept"
    shutil.copytree(back, kept / back.name)
    trip.taken()
    (row,) = trip.store.rows("SELECT * FROM outbox")
    answers(trip, kept / back.name, lambda answer: answer.update(status=422, body={"type": "urn:kiosk:schema"}))
    later = kept / str(uuid.uuid4())
    (kept / back.name).rename(later)
    rewrite(trip, later, batch_id=later.name)
    (taken,) = trip.taken(kept)
    assert (taken.settled.known, taken.code) == (1, "")
    assert trip.store.rows("SELECT * FROM outbox") == [row]


def test_a_new_key_of_the_centre_comes_by_hand_when_an_old_one_vouches_for_it(trip, back):
    young = drop_kit.Office(trip.place / "young").signer
    card = json.loads((back / "device.json").read_bytes())
    del card["signature"]
    card["sign_keys"] = [{"key_id": young.key_id, "alg": "ed25519", "public": drop_kit.base64_of(young.public)}]
    vouched = trip.office.signer.signed("kiosk.device/1", card)
    rewrite(trip, back, {"device.json": vouched})
    manifest = {name: value for name, value in manifest_of(back).items() if name != "signature"}
    (back / "manifest.json").write_bytes(canonical(young.signed("kiosk.batch/1", manifest)))
    (taken,) = trip.taken()
    assert (taken.code, trip.counts()) == ("", {"accepted": 1})


def test_verify_finds_what_import_would_not_take(trip, back):
    out = next(path for path in batches_in(trip.stick) if path != back)
    known = trip.drop.trusted.current()
    assert [check(one, known).wrong for one in (out, back)] == [[], []]
    envelope = next((out / "envelopes").iterdir())
    envelope.write_bytes(envelope.read_bytes() + b" ")
    (back / "pulse.json").unlink()
    (out / "more").write_bytes(b"")
    assert check(out, known).wrong == [f"envelopes/{envelope.name}: missing or damaged", "more: not listed"]
    assert check(back, known).wrong == ["pulse.json: missing or damaged"]
    (out / "manifest.json").unlink()
    assert len(check(out, known).wrong) == 1


def test_verify_proves_each_envelope_by_the_terminals_own_key(trip):
    thief = DeviceKeys.load_or_create(trip.place / "thief")
    trip.file()
    trip.drop = FileDrop(trip.store, thief, DropOptions(trip.terminal.terminal_id))
    (wrong,) = check(trip.out(), trip.drop.trusted.current()).wrong
    assert wrong.startswith("envelopes/")
    assert wrong.endswith("signature does not hold")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(at=st.integers(0, 10_000), bit=st.integers(0, 7), cut=st.booleans())
def test_no_flipped_bit_and_no_cut_of_a_manifest_is_believed(trip, at, bit, cut):
    if not trip.counts():
        trip.file()
        trip.out()
        trip.answered()
    back = next(path for path in batches_in(trip.stick) if manifest_of(path)["direction"] == "down")
    text = (back / "manifest.json").read_bytes()
    at %= len(text)
    spoilt = text[:at] if cut else text[:at] + bytes((text[at] ^ 1 << bit,)) + text[at + 1 :]
    (back / "manifest.json").write_bytes(spoilt)
    try:
        assert all(one.foreign or one.code in {"batch-damaged", "batch-unproven"} for one in trip.taken())
        assert trip.counts() == {"queued": 1}
    finally:
        (back / "manifest.json").write_bytes(text)
