"""A terminal whose keys a TPM seals: it lives as any other, and when the chip says no, no case depends on it."""

import json
import subprocess
import sys

import pytest
from platform_kit import NOW, ROOT, finished_run

from config.load import load_audit_events, load_profile
from kiosk.app.opening import records
from offline_cache.key_stores.errors import KeysLocked
from offline_cache.keys import DeviceKeys
from tests import tpm_bench
from ui.__main__ import main

pytestmark = pytest.mark.skipif(
    bool(tpm_bench.missing()), reason=f"NOT TESTED, this machine lacks {tpm_bench.missing()}"
)


@pytest.fixture
def chip(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    with tpm_bench.tpm() as one:
        monkeypatch.setenv("TPM2TOOLS_TCTI", one.tcti)
        yield one


@pytest.fixture
def settings(tmp_path, sandbox):
    return {"state_dir": str(tmp_path / "state"), "keys.store": "tpm2", "platform.base_url": sandbox.url}


def test_a_chip_that_says_no_costs_no_case(chip, settings, sandbox, tmp_path, capsys):
    profile, folder = load_profile("demo", settings), tmp_path / "state"
    words = [f"--set={key}={value}" for key, value in settings.items()]
    code = sandbox.post("enrolments", {"device_id": profile.terminal_id})["code"]
    assert main(["enrol", "--code", code, *words]) == 0
    opened = records(profile, folder, load_audit_events())
    case_id = opened.filing.file(finished_run(), NOW).case_id
    opened.filing.close()
    assert not list((folder / "keys").glob("*.key"))

    chip.reboot()
    records(profile, folder, load_audit_events()).filing.close()
    chip.measure(7)
    with pytest.raises(KeysLocked):
        records(profile, folder, load_audit_events())
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    capsys.readouterr()
    assert main(["outbox", "export", "--rescue", str(tmp_path / "stick"), "--json", *words]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["rows"] == 1
    assert {path: path.read_bytes() for path in before} == before

    carry = [sys.executable, "-m", "kiosk.gateway.sandbox", "import", tmp_path / "stick", "--store", sandbox.store]
    assert subprocess.run(carry, cwd=ROOT, stdout=subprocess.DEVNULL, check=False).returncode == 0
    assert sandbox.see(f"cases/{case_id}")["deliveries"] == 1

    assert main(["enrol", "--renew-keys", *words]) == 0
    assert DeviceKeys.load_or_create(folder / "keys", "tpm2")
    again = records(profile, folder, load_audit_events())
    assert again.filing.file(finished_run(), NOW).case_id != case_id
    again.filing.close()
