"""Cases carried by hand: the same desks, the same guarantees, replayed, reordered, damaged and hostile batches too."""

import base64
import contextlib
import datetime as dt
import hashlib
import io
import json
import os
import subprocess
import sys
import uuid

import pytest
from platform_cases import case_body, named, rating_body, supplement_body
from platform_voice import JSON, Voice, ask_for, check, control

from kiosk.gateway.sandbox.__main__ import main
from offline_cache.enclosing import enclose
from offline_cache.sealing import canonical
from tests.platform_fixtures import kit

CREATED = "2026-11-21T09:48:00+08:00"


@pytest.fixture
def voice(terminal, sandbox):
    return Voice(sandbox.url, terminal.keys, terminal.terminal_id)


@pytest.fixture
def store(sandbox, tmp_path_factory):
    """The folder of the sandbox that is serving, the newest."""
    databases = tmp_path_factory.getbasetemp().glob("platform*/platform.db")
    return max(databases, key=lambda path: path.stat().st_ctime_ns).parent


class Batch:
    """A batch as a terminal writes it; `change` spoils its manifest before it is signed."""

    def __init__(self, voice, **members):
        self.voice, self.files, self.batch_id = voice, {}, str(uuid.uuid4())
        self.members = {"stores": [{"store_id": "S1", "highest_seq": 0}], "seen": [], "cursor": "", **members}

    def add(self, kind, body, identity=None, seq=0):
        identity, envelope = self.voice.seal(kind, body, identity, seq=seq)
        self.files[f"envelopes/{identity}.json"] = envelope
        return identity

    def enclose(self, body, identity):
        enclosure = enclose(body, identity)
        self.files[f"blobs/{enclosure.sha256}"] = enclosure.ciphertext
        return named(enclosure)

    def write(self, folder):
        public = base64.b64encode(self.voice.keys.public).decode()
        listed = [
            {"path": path, "sha256": hashlib.sha256(body).hexdigest(), "size": len(body)}
            for path, body in self.files.items()
        ]
        manifest = {
            "schema": "kiosk.batch/1",
            "direction": "up",
            "batch_id": self.batch_id,
            "device_id": self.voice.device_id,
            "created": CREATED,
            "public_key": public,
            "files": listed,
            **self.members,
        }
        value = base64.b64encode(self.voice.keys.sign(b"kiosk.batch/1\n" + canonical(manifest))).decode()
        signed = {
            **manifest,
            "signature": {"key_id": hashlib.sha256(self.voice.keys.public).hexdigest()[:16], "value": value},
        }
        where = folder / self.batch_id
        for path, body in {**self.files, "manifest.json": canonical(signed)}.items():
            (where / path).parent.mkdir(parents=True, exist_ok=True)
            (where / path).write_bytes(body)
        return where


def carry(act, folder, store, run=main):
    """Import or export beside the serving platform; return exit code and reports."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = run([act, str(folder), "--store", str(store)])
    return code, [json.loads(line) for line in said.getvalue().splitlines()]


def as_a_program(arguments):
    """Do as `main` does, in a process of its own."""
    command = [sys.executable, "-m", "kiosk.gateway.sandbox", *arguments]
    done = subprocess.run(command, cwd=kit.ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    sys.stdout.write(done.stdout)
    return done.returncode


def counts(report):
    return {name: report[name] for name in ("taken", "replayed", "later", "refused", "damaged")}


NONE = {"taken": 0, "replayed": 0, "later": 0, "refused": 0, "damaged": []}


def test_a_round_trip_by_hand_answers_as_the_line_would(voice, sandbox, store, tmp_path):
    batch = Batch(voice, stores=[{"store_id": "S1", "highest_seq": 3}])
    case_id = str(uuid.uuid4())
    body = case_body(case_id)
    body["materials"][0]["attachments"] = [batch.enclose(os.urandom(200_000), case_id)]
    batch.add("case", body, case_id, seq=1)
    rating_id = batch.add("rating", rating_body(case_id), seq=2)
    batch.write(tmp_path / "stick")
    code, (report,) = carry("import", tmp_path / "stick", store, as_a_program)
    assert (code, counts(report)) == (0, {**NONE, "taken": 2})
    assert sandbox.see(f"cases/{case_id}")["attachments"][0]["material_code"] == body["materials"][0]["material_code"]

    given = next(one for one in carry("export", tmp_path / "back", store)[1] if one["device_id"] == voice.device_id)
    assert given["answers_to"] == [batch.batch_id]
    back = tmp_path / "back" / given["batch_id"]
    manifest = json.loads((back / "manifest.json").read_bytes())
    check(manifest, "BatchManifest")
    assert voice.holds(manifest, "kiosk.batch/1")
    for listed in manifest["files"]:
        assert hashlib.sha256((back / listed["path"]).read_bytes()).hexdigest() == listed["sha256"]
    answers = json.loads((back / "answers.json").read_bytes())
    check(answers, "Answers")
    assert voice.holds(answers, "kiosk.answers/1")
    by_id = {one["id"]: one for one in answers["answers"]}
    assert {one["status"] for one in by_id.values()} == {201}
    check(by_id[case_id]["body"], "Acknowledgement")
    check(by_id[rating_id]["body"], "Receipt")
    for name, schema in {"changes": "Changes", "device": "DeviceCard", "pulse": "PulseAnswer"}.items():
        check(json.loads((back / f"{name}.json").read_bytes()), schema)
    assert json.loads((back / "pulse.json").read_bytes())["stores"][0]["missing"] == [[3, 3]]
    check(json.loads((back / "feeds" / "workdays.json").read_bytes()), "Feed")
    identity, envelope = case_id, batch.files[f"envelopes/{case_id}.json"]
    line = voice.ask("PUT", f"/v1/cases/{identity}", envelope)
    assert (line.status, line.json) == (200, by_id[case_id]["body"])

    carry("export", tmp_path / "again", store)
    Batch(voice, seen=[given["batch_id"]]).write(tmp_path / "next")
    carry("import", tmp_path / "next", store)
    assert batch.batch_id not in str(carry("export", tmp_path / "last", store)[1])


def test_replayed_and_reordered_batches_are_absorbed(voice, sandbox, store, tmp_path):
    cases = [str(uuid.uuid4()) for _ in range(3)]
    batches = []
    for seq, case_id in enumerate(cases, 1):
        batch = Batch(voice)
        batch.add("case", case_body(case_id), case_id, seq=seq)
        batches.append(batch)
    for batch in (batches[2], batches[0], batches[2], batches[1], batches[0]):
        folder = tmp_path / str(uuid.uuid4())
        batch.write(folder)
        carry("import", folder, store)
    mine = {one["case_id"]: one["deliveries"] for one in sandbox.cases() if one["device_id"] == voice.device_id}
    assert mine == {cases[0]: 2, cases[1]: 1, cases[2]: 2}
    pulse = {"stores": [{"store_id": "S1", "highest_seq": 3}]}
    assert voice.ask("POST", "/v1/device/heartbeat", pulse, media=JSON).json["stores"][0]["missing"] == []


def test_a_supplement_in_an_earlier_batch_than_its_case_is_taken(voice, sandbox, store, tmp_path):
    case_id = str(uuid.uuid4())
    late, early = Batch(voice), Batch(voice)
    late.batch_id, early.batch_id = sorted([late.batch_id, early.batch_id], reverse=True)
    body = case_body(case_id, promise={"material_codes": ["M-PHOTO"], "days": 5, "due": None})
    late.add("case", body, case_id, seq=1)
    identity = str(uuid.uuid4())
    page = early.enclose(b"a photo", identity)
    early.add("supplement", supplement_body(case_id, ("M-PHOTO", [page])), identity, seq=2)
    for batch in (late, early):
        batch.write(tmp_path / "stick")
    _, reports = carry("import", tmp_path / "stick", store)
    assert [counts(one) for one in reports] == [{**NONE, "taken": 1}] * 2
    assert [one["for_case"] for one in sandbox.see("supplements") if one["case_id"] == identity] == [case_id]


def test_what_must_wait_is_told_and_taken_when_it_comes_again(voice, store, tmp_path):
    case_id = str(uuid.uuid4())
    batch = Batch(voice)
    body = case_body(case_id)
    body["materials"][0]["attachments"] = [batch.enclose(b"a page", case_id)]
    batch.add("case", body, case_id, seq=1)
    where = batch.write(tmp_path / "stick")
    (lost,) = (where / "blobs").iterdir()
    kept = lost.read_bytes()
    lost.write_bytes(kept[:-1] + bytes((kept[-1] ^ 1,)))
    _, (report,) = carry("import", tmp_path / "stick", store)
    assert counts(report) == {**NONE, "later": 1, "damaged": [f"blobs/{lost.name}"]}
    lost.write_bytes(kept)
    assert counts(carry("import", tmp_path / "stick", store)[1][0]) == {**NONE, "taken": 1}


def test_a_case_that_is_refused_is_refused_by_hand_too(voice, store, tmp_path):
    case_id = str(uuid.uuid4())
    body = case_body(case_id)
    body["item"]["id"] = "moon-landing"
    control(voice.url, "settings", retired_schemas=["kiosk.case/1"])
    batch = Batch(voice)
    batch.add("case", body, case_id, seq=1)
    batch.add("query", {"schema": "kiosk.holdings/1", "number": "1", "license_types": []})
    batch.write(tmp_path / "stick")
    _, (report,) = carry("import", tmp_path / "stick", store)
    control(voice.url, "settings", retired_schemas=[])
    assert counts(report) == {**NONE, "refused": 2}


def _strip_signature(where):
    manifest = json.loads((where / "manifest.json").read_bytes())
    manifest["created"] = "2026-11-22T09:48:00+08:00"
    (where / "manifest.json").write_bytes(canonical(manifest))


def _lose_manifest(where):
    (where / "manifest.json").unlink()


def _link_manifest(where):
    (where / "manifest.json").rename(where.parent / "elsewhere.json")
    (where / "manifest.json").symlink_to(where.parent / "elsewhere.json")


def _garble(where):
    (where / "manifest.json").write_bytes(b"[" * 50_000)


def _rename(where):
    where.rename(where.parent / str(uuid.uuid4()))


@pytest.mark.parametrize("spoil", [_strip_signature, _lose_manifest, _link_manifest, _garble, _rename])
def test_a_batch_that_does_not_prove_itself_is_kept_out(voice, sandbox, store, tmp_path, spoil):
    batch = Batch(voice)
    case_id = str(uuid.uuid4())
    batch.add("case", case_body(case_id), case_id, seq=1)
    spoil(batch.write(tmp_path / "stick"))
    code, (report,) = carry("import", tmp_path / "stick", store)
    assert (code, report["problem"]) == (1, "urn:kiosk:batch")
    assert case_id not in str(sandbox.cases())


def test_a_path_out_of_the_batch_is_no_path(voice, store, tmp_path):
    batch = Batch(voice)
    batch.files["../../secret"] = b"x"
    where = batch.write(tmp_path / "deep" / "stick")
    code, (report,) = carry("import", where.parent, store)
    assert (code, report["problem"]) == (1, "urn:kiosk:batch")


def test_a_batch_of_a_stranger_or_of_a_revoked_terminal_is_kept_out(voice, store, tmp_path):
    thief = Voice(voice.url, type(voice.keys).load_or_create(tmp_path / "thief"), voice.device_id)
    thief._card = voice.card
    Batch(thief).write(tmp_path / "stick")
    assert carry("import", tmp_path / "stick", store)[1][0]["problem"] == "urn:kiosk:other-key"
    control(voice.url, f"devices/{voice.device_id}", revoked=True)
    Batch(voice).write(tmp_path / "own")
    assert carry("import", tmp_path / "own", store)[1][0]["problem"] == "urn:kiosk:device-revoked"


def test_the_same_id_with_another_manifest_is_kept_out(voice, store, tmp_path):
    batch = Batch(voice)
    batch.write(tmp_path / "stick")
    carry("import", tmp_path / "stick", store)
    batch.members["cursor"] = "other"
    batch.write(tmp_path / "stick")
    assert carry("import", tmp_path / "stick", store)[1][0]["problem"] == "urn:kiosk:different-content"


def test_what_is_being_written_and_what_goes_the_other_way_is_not_touched(voice, store, tmp_path):
    Batch(voice).write(tmp_path / "stick").rename(tmp_path / "stick" / ".half")
    answered = Batch(voice)
    answered.add("rating", rating_body(str(uuid.uuid4())), seq=1)
    answered.write(tmp_path / "up")
    carry("import", tmp_path / "up", store)
    carry("export", tmp_path / "stick", store)
    assert carry("import", tmp_path / "stick", store) == (0, [])
    assert [path.name for path in (tmp_path / "stick").iterdir() if path.name.startswith(".")] == [".half"]


def test_news_travel_by_hand(voice, store, tmp_path):
    case_id = str(uuid.uuid4())
    batch = Batch(voice)
    batch.add("case", case_body(case_id), case_id, seq=1)
    batch.write(tmp_path / "stick")
    carry("import", tmp_path / "stick", store)
    control(voice.url, f"cases/{case_id}/decision", state="supplement", reason=ask_for("M-PHOTO"))
    given = [one for one in carry("export", tmp_path / "back", store)[1] if one["device_id"] == voice.device_id]
    changes = json.loads((tmp_path / "back" / given[0]["batch_id"] / "changes.json").read_bytes())
    assert [one["state"] for one in changes["cases"]] == ["accepted", "supplement"]
    assert dt.datetime.fromisoformat(changes["issued"]).tzinfo is not None
