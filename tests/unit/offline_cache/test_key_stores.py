"""Every key store keeps the keys, and nothing but the keys; moving them never leaves a terminal without."""

import os
import shutil
import stat
import tempfile

import pytest

from offline_cache.errors import KeysBroken
from offline_cache.key_stores.errors import KeysLocked, KeyStoreMissing, KeyStoreOther
from offline_cache.key_stores.file import open_store as open_files
from offline_cache.key_stores.port import Secrets
from offline_cache.key_stores.standing import KEY_STORES, _open
from offline_cache.keys import DeviceKeys
from tests import tpm_bench
from tests.line_crash import crashed

SEALED = [name for name in KEY_STORES if name != "file"]
KEYS = Secrets(bytes(range(32)), bytes(range(100, 132)))
CREDS_MISSING = "" if shutil.which("systemd-creds") and os.geteuid() == 0 else "systemd-creds (as root)"
TPM_MISSING = tpm_bench.missing()
SKIPPED = "NOT TESTED, this machine lacks {}: apt-get install swtpm tpm2-tools systemd"


@pytest.fixture(scope="module")
def bench():
    if TPM_MISSING:
        pytest.skip(SKIPPED.format(TPM_MISSING))
    with tpm_bench.tpm() as one:
        yield one


@pytest.fixture
def chip(bench, monkeypatch):
    monkeypatch.setenv("TPM2TOOLS_TCTI", bench.tcti)
    return bench


@pytest.fixture(params=KEY_STORES)
def name(request):
    if request.param == "tpm2":
        request.getfixturevalue("chip")
    if request.param == "systemd-creds" and CREDS_MISSING:
        pytest.skip(SKIPPED.format(CREDS_MISSING))
    return request.param


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # what a crash leaves behind goes with the test
    (tmp_path / "keys").mkdir(mode=0o700)
    return tmp_path / "keys"


def everything(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_store_gives_back_what_it_was_given(name, folder):
    store = _open(name, folder)
    assert store.name == name
    assert not store.holds()
    store.write(KEYS)
    assert store.holds()
    assert (store.read(), _open(name, folder).read()) == (KEYS, KEYS)


def test_keys_are_never_overwritten(name, folder):
    store = _open(name, folder)
    store.write(KEYS)
    store.write(Secrets.fresh())
    assert store.read() == KEYS


def test_what_was_erased_is_gone(name, folder):
    store = _open(name, folder)
    store.erase()
    store.write(KEYS)
    store.erase()
    assert not store.holds()
    assert list(folder.iterdir()) == []


def test_only_the_owner_reads_the_files_and_no_other_is_left_behind(name, folder):
    _open(name, folder).write(KEYS)
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_a_damaged_store_is_a_fault_that_is_told(name, folder):
    store = _open(name, folder)
    store.write(KEYS)
    for path in folder.iterdir():
        path.write_bytes(path.read_bytes()[:20])
    with pytest.raises(KeysBroken):
        store.read()


@pytest.mark.parametrize("name", SEALED, indirect=True)
def test_a_stolen_folder_holds_no_key(name, folder):
    _open(name, folder).write(KEYS)
    for key in (KEYS.signing, KEYS.store):
        assert key not in everything(folder)
        assert key.hex() not in everything(folder).decode("latin-1")


@pytest.mark.parametrize("name", SEALED, indirect=True)
def test_the_first_day_begins_where_the_profile_says(name, folder):
    made = DeviceKeys.load_or_create(folder, name)
    assert DeviceKeys.load_or_create(folder).secret == made.secret
    assert DeviceKeys.load_or_create(folder, name).public == made.public
    assert not list(folder.glob("*.key"))


@pytest.mark.parametrize("name", SEALED, indirect=True)
def test_keys_move_there_and_back(name, folder):
    made = DeviceKeys.load_or_create(folder)
    assert DeviceKeys.move(folder, name) == "file"
    assert not list(folder.glob("*.key"))
    assert DeviceKeys.load_or_create(folder, name).public == made.public
    assert DeviceKeys.move(folder, name) == name
    assert DeviceKeys.move(folder, "file") == name
    assert {path.name for path in folder.iterdir()} == {".lock", "where", "signing.key", "store.key"}
    assert DeviceKeys.load_or_create(folder, "file").secret == made.secret


@pytest.mark.parametrize("name", SEALED, indirect=True)
def test_a_profile_is_not_served_from_a_weaker_store(name, folder):
    made = DeviceKeys.load_or_create(folder)
    with pytest.raises(KeyStoreOther) as refusal:
        DeviceKeys.load_or_create(folder, name)
    assert refusal.value.code == "key-store-other"
    assert DeviceKeys.load_or_create(folder).secret == made.secret


@pytest.mark.parametrize("name", SEALED, indirect=True)
def test_a_sealed_store_that_lost_its_keys_makes_no_new_ones_by_itself(name, folder):
    DeviceKeys.load_or_create(folder, name)
    _open(name, folder).erase()
    with pytest.raises(KeysBroken):
        DeviceKeys.load_or_create(folder, name)
    assert not _open(name, folder).holds()


@pytest.mark.parametrize("name", SEALED, indirect=True)
def test_lost_keys_are_put_aside_and_new_ones_made_only_on_demand(name, folder):
    old = DeviceKeys.load_or_create(folder, name)
    with pytest.raises(KeysBroken, match="well"):
        DeviceKeys.renew(folder, name)
    (kept,) = (path for path in folder.iterdir() if path.name not in {".lock", "where"})
    kept.write_bytes(b"rust")
    aside = DeviceKeys.renew(folder, name)
    assert (aside / kept.name).read_bytes() == b"rust"
    assert DeviceKeys.load_or_create(folder, name).public != old.public


def within(name):
    return "/key_stores/" in name


def crash_everywhere(folder, target, every):
    """Move the keys, crashing at every `every`-th line; they are in one place or in both, and the next move ends it."""
    made, places = DeviceKeys.load_or_create(folder), set()
    point = 1
    while crashed(lambda: DeviceKeys.move(folder, target), point, within):
        assert DeviceKeys.load_or_create(folder).secret == made.secret
        places.add((folder / "where").read_text().strip() if (folder / "where").exists() else "file")
        DeviceKeys.move(folder, "file")
        point += every
    assert places == {"file", target}
    assert DeviceKeys.load_or_create(folder, target).public == made.public
    assert not list(folder.glob("*.key"))


@pytest.mark.skipif(bool(CREDS_MISSING), reason=SKIPPED.format(CREDS_MISSING))
def test_a_crash_at_any_line_of_a_move_leaves_the_old_or_the_new_and_never_none(folder):
    crash_everywhere(folder, "systemd-creds", every=7)


def test_the_same_with_a_chip(chip, folder):
    crash_everywhere(folder, "tpm2", every=53)


def test_the_chip_keeps_the_keys_through_power_cuts_and_from_another_start_up(folder, monkeypatch):
    if TPM_MISSING:
        pytest.skip(SKIPPED.format(TPM_MISSING))
    with tpm_bench.tpm() as own:
        monkeypatch.setenv("TPM2TOOLS_TCTI", own.tcti)
        made = DeviceKeys.load_or_create(folder, "tpm2")
        own.reboot()
        assert DeviceKeys.load_or_create(folder, "tpm2").secret == made.secret
        own.measure(4)
        assert DeviceKeys.load_or_create(folder, "tpm2").secret == made.secret
        for pcr in (7, 0):
            own.measure(pcr)
            with pytest.raises(KeysLocked) as refusal:
                DeviceKeys.load_or_create(folder, "tpm2")
            assert refusal.value.code == "keys-locked"
            own.reboot()
        assert DeviceKeys.load_or_create(folder, "tpm2").secret == made.secret
        own.reboot()  # the fourth that nobody announced: it is not taken for a guess at a password
        assert DeviceKeys.load_or_create(folder, "tpm2").secret == made.secret
        assert own.held() == ""


def test_another_machines_chip_opens_nothing(chip, folder, monkeypatch):
    DeviceKeys.load_or_create(folder, "tpm2")
    with tpm_bench.tpm() as other:
        monkeypatch.setenv("TPM2TOOLS_TCTI", other.tcti)
        with pytest.raises(KeysBroken):
            DeviceKeys.load_or_create(folder, "tpm2")
        assert other.held() == ""


def test_without_a_chip_or_its_tools_nothing_is_made_and_it_is_told(folder, monkeypatch):
    monkeypatch.setenv("TPM2TOOLS_TCTI", f"swtpm:path={folder}/nowhere")
    with pytest.raises(KeyStoreMissing) as refusal:
        DeviceKeys.load_or_create(folder, "tpm2")
    assert refusal.value.code == "key-store-missing"
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    for name in SEALED:
        with pytest.raises(KeyStoreMissing):
            DeviceKeys.load_or_create(folder, name)
    assert {path.name for path in folder.iterdir()} == {".lock"}


@pytest.mark.skipif(bool(CREDS_MISSING), reason=SKIPPED.format(CREDS_MISSING))
def test_a_unit_finds_the_credential_that_systemd_decrypted(folder, tmp_path, monkeypatch):
    made = DeviceKeys.load_or_create(folder, "systemd-creds")
    given = tmp_path / "credentials"
    given.mkdir()
    (given / "kiosk-keys").write_bytes(made.signing.private_bytes_raw() + made.secret)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(given))
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    assert DeviceKeys.load_or_create(folder, "systemd-creds").secret == made.secret


def test_a_file_of_the_pair_that_vanished_is_made_anew_and_the_other_stays(folder):
    open_files(folder).write(KEYS)
    (folder / "store.key").unlink()
    again = DeviceKeys.load_or_create(folder)
    assert again.signing.private_bytes_raw() == KEYS.signing
    assert again.secret != KEYS.store


@pytest.mark.parametrize("harm", [b"half", bytes(40)])
def test_who_lost_the_signing_key_alone_keeps_the_secret(name, folder, harm):
    open_files(folder).write(KEYS)
    (folder / "signing.key").write_bytes(harm)
    aside = DeviceKeys.renew(folder, name)
    again = DeviceKeys.load_or_create(folder, name)
    assert again.secret == KEYS.store
    assert again.signing.private_bytes_raw() != KEYS.signing
    assert [path.name for path in aside.iterdir()] == ["signing.key"]
    assert KEYS.store not in everything(folder) or name == "file"


@pytest.mark.parametrize("text", ["vault\n", "", "\xff"])
def test_a_garbled_word_of_where_the_keys_are_is_told(folder, text):
    (folder / "where").write_bytes(text.encode("latin-1"))
    with pytest.raises(KeysBroken):
        DeviceKeys.load_or_create(folder)
    assert not list(folder.glob("*.key"))
