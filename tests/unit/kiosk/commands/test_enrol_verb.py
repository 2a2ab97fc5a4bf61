"""`enrol`: what a technician types, what is said in two languages, and that no case is lost by it."""

import datetime as dt
import json
import threading

import pytest

from kiosk.sync.seal_keys import SealKeys
from kiosk.sync.sign_keys import TrustedKeys
from offline_cache.keys import DeviceKeys
from offline_cache.replica import Replica
from offline_cache.store import Store
from tests.platform_fixtures import IDS, kit, sandbox  # noqa: F401 - fixtures are found by name
from ui.__main__ import main


@pytest.fixture(autouse=True)
def no_lab(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


class Desk:
    """One terminal at which a technician stands."""

    def __init__(self, platform, state, capsys):
        self.platform, self.state, self.capsys, self.terminal_id = platform, state, capsys, f"E{next(IDS):04d}"

    def type(self, *words):
        """Return the exit status, what was said, and what was complained."""
        settings = {
            "state_dir": self.state,
            "terminal_id": self.terminal_id,
            "platform.base_url": self.platform.url,
            "platform.connect_s": "1",
        }
        status = main(["enrol", *words, *(f"--set={key}={value}" for key, value in settings.items())])
        said = self.capsys.readouterr()
        return status, said.out, said.err

    def code(self):
        return self.platform.post("enrolments", {"device_id": self.terminal_id})


@pytest.fixture
def desk(sandbox, tmp_path, capsys):  # noqa: F811
    sandbox.post("settings", {"enrolment": "code"})
    yield Desk(sandbox, tmp_path / "state", capsys)
    sandbox.post("settings", {"enrolment": "open", "approval": "auto"})


def test_a_technician_scans_the_code_and_is_told_in_two_languages(desk):
    assert desk.type()[:2] == (0, "本机还没有入网。\nThis terminal is not enrolled.\n")
    status, said, _ = desk.type("--code", desk.code()["qr"])
    assert status == 0
    assert f"已入网：本机是 {desk.terminal_id}" in said
    assert f"Enrolled: this terminal is {desk.terminal_id}" in said
    status, said, _ = desk.type("--json")
    assert (status, json.loads(said)["step"], json.loads(said)["device_id"]) == (0, "known", desk.terminal_id)


def test_what_a_technician_did_is_in_the_audit_journal(desk):
    def journal():
        store = Store.open(desk.state / "store")
        rows = store.rows("SELECT event, detail FROM journal ORDER BY id")
        store.close()
        return [(row["event"], json.loads(row["detail"])) for row in rows]

    desk.type("--code", desk.code()["code"])
    desk.type("--keys", "file")
    assert journal() == [("enrolled", {}), ("keys-moved", {"key_store": "file"})]
    (desk.state / "keys" / "store.key").write_bytes(b"rust")
    desk.type("--renew-keys")
    assert ("keys-renewed", {}) in journal()


def test_the_platforms_keys_are_believed_from_then_on(desk):
    desk.type("--code", desk.code()["code"])
    replica = Replica(Store.open(desk.state / "store"))
    assert TrustedKeys(replica).current()
    assert SealKeys(replica).current(dt.datetime.now(dt.UTC)).key_id


def test_it_waits_until_somebody_lets_the_terminal_in(desk):
    desk.platform.post("settings", {"approval": "window"})
    code = desk.code()
    status, _, complaint = desk.type("--code", code["code"], "--wait", "0")
    assert status == 1
    assert "enrolment-waiting" in complaint
    admit = (f"enrolments/{code['enrolment_id']}", {"admitted": True})
    somebody = threading.Timer(0.3, desk.platform.post, admit)
    somebody.start()
    status, said, _ = desk.type("--wait", "60")
    somebody.join()
    assert status == 0
    assert "正在等平台同意" in said
    assert "Enrolled" in said


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--code", "WRONG-WRONG-WRONG"], "enrolment-code-unknown"),
        (["--code", "hello"], "enrolment-code-unreadable"),
        (["--code", "kiosk-enrolment:1?url=https://evil.example&code=ABCDEFGH"], "enrolment-other"),
    ],
)
def test_a_refusal_says_what_happened_and_what_to_do(desk, words, code):
    status, said, complaint = desk.type(*words)
    assert status == 1
    assert "。" in said
    assert code in complaint
    status, said, _ = desk.type(*words, "--json")
    assert (status, json.loads(said)) == (1, {"step": "refused", "code": code})


def test_keys_are_moved_only_when_that_is_asked(desk):
    made = DeviceKeys.load_or_create(desk.state / "keys")
    status, said, _ = desk.type("--keys", "file")
    assert status == 0
    assert "The terminal's keys now lie in file." in said
    assert DeviceKeys.load_or_create(desk.state / "keys").public == made.public
    assert desk.type("--renew-keys")[0] == 1


def test_lost_keys_cost_no_case(desk, tmp_path):
    """The keys are gone; with new ones and a new code every case that was taken is delivered."""
    desk.type("--code", desk.code()["code"])
    filer = kit.Terminal(desk.state, desk.terminal_id)
    case_id = (
        kit.FilingDesk(Store.open(desk.state / "store"), filer.keys, desk.terminal_id)
        .file(kit.finished_run(), kit.NOW)
        .case_id
    )
    (desk.state / "keys" / "store.key").write_bytes(b"rust")
    status, _, complaint = desk.type()
    assert status == 1
    assert "device-keys" in complaint
    assert desk.type("--renew-keys")[0] == 0
    assert desk.type("--code", desk.code()["code"])[0] == 0
    after = kit.Terminal(desk.state, desk.terminal_id)
    assert after.keys.public != filer.keys.public
    store = Store.open(desk.state / "store")
    assert store.quarantined
    report = kit.Courier(store, after.gateway(desk.platform.url)).step(kit.later(1))
    assert [one.case_id for one in report.delivered] == [case_id]
    assert desk.platform.see(f"cases/{case_id}")["deliveries"] == 1
