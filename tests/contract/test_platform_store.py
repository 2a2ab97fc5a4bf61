"""The platform's own file: an older one is taken over whole, and two programs may use it at once."""

import hashlib
import json
import sqlite3
import uuid

import pytest

from kiosk.gateway.sandbox.app import build
from kiosk.gateway.sandbox.blobs import LARGEST, BlobOffice
from kiosk.gateway.sandbox.centre import Centre
from kiosk.gateway.sandbox.desks import Desks
from kiosk.gateway.sandbox.problems import Problem
from kiosk.gateway.sandbox.register import MIGRATIONS, Register
from tests.platform_fixtures import kit

NUMBER = "11999901MADEM00118499071100100020261120"


@pytest.fixture
def old(tmp_path):
    """A store as the first sandbox left it: two cases, a rating, an enclosure, a terminal."""
    folder = tmp_path / "platform"
    folder.mkdir()
    database = sqlite3.connect(folder / "platform.db")
    database.executescript((MIGRATIONS / "1.sql").read_text(encoding="utf-8"))
    database.execute("INSERT INTO device VALUES ('K0007', ?)", (b"k" * 32,))
    for number, case_id in enumerate(("case-1", "case-2"), 1):
        row = (
            number,
            case_id,
            "K0007",
            "S",
            number,
            "d",
            f"{NUMBER}{number:04d}",
            "2026-11-20T09:00:00+08:00",
            None,
            "{}",
            3,
        )
        database.execute("INSERT INTO case_file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    database.execute("INSERT INTO rating VALUES ('r', 'd', '{\"case_id\": \"case-1\", \"level\": 4}', 1)")
    body = b"an enclosure"
    database.execute("INSERT INTO blob VALUES (?, ?, 1)", (hashlib.sha256(body).hexdigest(), body))
    database.commit()
    database.close()
    return folder


def test_a_store_of_the_first_sandbox_is_taken_over_whole(old):
    for _ in range(2):
        centre = Centre(old)
        desks = Desks(centre)
        rows = centre.register.rows("SELECT * FROM case_file ORDER BY number")
        assert [(one["case_id"], one["state"], one["deliveries"]) for one in rows] == [
            ("case-1", "accepted", 3),
            ("case-2", "accepted", 3),
        ]
        assert json.loads(rows[0]["answer"])["server_no"] == f"{NUMBER}0001"
        assert [one["case_id"] for one in desks.log.since("K0007", "")["cases"]] == ["case-1", "case-2"]
        assert desks.pulses.store("K0007", "S", 4)["missing"] == [[3, 4]]
        assert desks.blobs.read(hashlib.sha256(b"an enclosure").hexdigest()) == b"an enclosure"
        assert centre.register.row("SELECT case_id FROM rating") == {"case_id": "case-1"}
        assert centre.register.row("SELECT last FROM serial") == {"last": 2}
        assert centre.register.row("SELECT device_id, begins, ends FROM device_key") == {
            "device_id": "K0007",
            "begins": None,
            "ends": None,
        }
        centre.close()


def test_a_store_is_whole_or_as_before(old, monkeypatch, tmp_path):
    broken = tmp_path / "migrations"
    broken.mkdir()
    for path in MIGRATIONS.glob("*.sql"):
        text = path.read_text(encoding="utf-8")
        (broken / path.name).write_text(text + ("SELECT nonsense;" if path.stem == "2" else ""), encoding="utf-8")
    monkeypatch.setattr("kiosk.gateway.sandbox.register.MIGRATIONS", broken)
    with pytest.raises(sqlite3.OperationalError):
        Register(old / "platform.db")
    database = sqlite3.connect(old / "platform.db")
    assert database.execute("SELECT count(*) FROM case_file WHERE change > 0").fetchone() == (2,)
    assert database.execute("PRAGMA user_version").fetchone() == (0,)
    database.close()


def test_nested_transactions_are_one(tmp_path):
    register = Register(tmp_path / "platform.db")

    def work():
        with register.transaction():
            with register.transaction():
                register.put("inner", 1)
            raise LookupError

    with pytest.raises(LookupError):
        work()
    assert register.get("inner", None) is None
    register.close()


def test_a_key_is_made_once_and_read_by_nobody_else(tmp_path):
    build(tmp_path / "store", None)
    keys = {path: path.read_bytes() for path in (tmp_path / "store").glob("*.key")}
    assert {path.name for path in keys} >= {"seal.key", "sign.key", "authority.key"}
    assert {path.stat().st_mode & 0o777 for path in keys} == {0o600}
    build(tmp_path / "store", None)
    assert {path: path.read_bytes() for path in keys} == keys


@pytest.fixture
def blobs(tmp_path):
    centre = Centre(tmp_path / "store")
    yield BlobOffice(centre.register)
    centre.close()


def test_an_enclosure_goes_on_from_where_it_stands_and_is_hashed_at_the_end(blobs):
    body = b"0123456789" * 1000
    name = hashlib.sha256(body).hexdigest()
    assert blobs.append(name, body[:4000], "0", "?0") == {"Upload-Offset": "4000", "Upload-Complete": "?0"}
    for wrong in ("0", "3999", "4001"):
        with pytest.raises(Problem) as refusal:
            blobs.append(name, body[4000:], wrong, "?1")
        assert (refusal.value.status, refusal.value.headers["Upload-Offset"]) == (409, "4000")
    with pytest.raises(Problem) as damaged:
        blobs.append(name, body[4001:], "4000", "?1")
    assert (damaged.value.kind, damaged.value.headers["Upload-Offset"]) == ("urn:kiosk:blob-digest", "0")
    assert not blobs.has(name)
    for at in range(0, len(body), 2500):
        blobs.append(name, body[at : at + 2500], str(at), f"?{int(at == 7500)}")
    assert (blobs.has(name), blobs.read(name)) == (True, body)
    assert blobs.append(name, b"more", "0", "?0") == {"Upload-Offset": "10000", "Upload-Complete": "?1"}


def test_an_enclosure_has_a_largest_size(blobs):
    blobs._register.rows("INSERT INTO blob VALUES (?, ?, 0)", "0" * 64, LARGEST)
    with pytest.raises(Problem) as refusal:
        blobs.append("0" * 64, b"x", str(LARGEST), "?1")
    assert refusal.value.status == 413


def test_a_platform_that_was_stopped_comes_back_as_it_was_set(tmp_path, terminal):
    for round_ in range(2):
        with kit.running_sandbox(tmp_path / "platform") as own:
            if round_ == 0:
                from platform_voice import control

                control(own.url, "settings", review="staged", enrolment="code")
                control(own.url, "office", speed=5.0)
            assert control(own.url, "settings")[1]["review"] == "staged"
            assert control(own.url, "enrolments", device_id=str(uuid.uuid4())[:8])[0] == 200
