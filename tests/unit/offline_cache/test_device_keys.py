"""The device's keys are made once, readable by this user alone, and refused when they are not what they should be."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offline_cache.errors import KeysBroken
from offline_cache.keys import DeviceKeys


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    folder = tmp_path_factory.mktemp("known") / "keys"
    DeviceKeys.load_or_create(folder)
    return folder


def test_keys_are_made_once_and_found_again(tmp_path):
    first = DeviceKeys.load_or_create(tmp_path / "keys")
    second = DeviceKeys.load_or_create(tmp_path / "keys")
    assert (first.public, first.secret) == (second.public, second.secret)
    assert len(first.public) == len(first.secret) == 32


def test_two_devices_differ(tmp_path):
    assert DeviceKeys.load_or_create(tmp_path / "a").secret != DeviceKeys.load_or_create(tmp_path / "b").secret


def test_nobody_else_may_read_them(tmp_path):
    DeviceKeys.load_or_create(tmp_path / "keys")
    assert {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "keys").glob("*.key")} == {
        "signing.key": 0o600,
        "store.key": 0o600,
    }


@pytest.mark.parametrize("name", ["signing.key", "store.key"])
def test_a_truncated_or_open_key_is_refused_and_never_replaced(tmp_path, name):
    DeviceKeys.load_or_create(tmp_path / "keys")
    path = tmp_path / "keys" / name
    whole = path.read_bytes()
    path.write_bytes(whole[:7])
    with pytest.raises(KeysBroken) as refusal:
        DeviceKeys.load_or_create(tmp_path / "keys")
    assert refusal.value.code == "device-keys"
    assert path.read_bytes() == whole[:7]
    path.write_bytes(whole)
    path.chmod(0o644)
    with pytest.raises(KeysBroken):
        DeviceKeys.load_or_create(tmp_path / "keys")


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").write_bytes(os.urandom(3))
    with pytest.raises(KeysBroken):
        DeviceKeys.load_or_create(tmp_path / "file" / "keys")


@given(st.integers(0, 39), st.integers(0, 7))
def test_a_damaged_signing_key_is_told_and_never_used(known, place, bit):
    path = known / "signing.key"
    whole = path.read_bytes()
    body = bytearray(whole)
    body[place] ^= 1 << bit
    path.write_bytes(body)
    try:
        with pytest.raises(KeysBroken) as refusal:
            DeviceKeys.load_or_create(known)
    finally:
        path.write_bytes(whole)
    assert refusal.value.code == "device-keys"


def test_a_signing_key_of_the_first_release_has_no_check_and_is_taken(tmp_path):
    first = DeviceKeys.load_or_create(tmp_path / "keys")
    path = tmp_path / "keys" / "signing.key"
    path.write_bytes(path.read_bytes()[:32])
    assert DeviceKeys.load_or_create(tmp_path / "keys").public == first.public
