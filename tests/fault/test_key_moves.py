"""A sample of the power cuts that benchmarks/sync_keys.py makes everywhere while keys move."""

import os
import shutil

import key_story
import pytest

from offline_cache.keys import DeviceKeys

FUSE = os.access("/dev/fuse", os.R_OK | os.W_OK) and shutil.which("fusermount3")
CREDS = shutil.which("systemd-creds") and os.geteuid() == 0


@pytest.mark.skipif(not (FUSE and CREDS), reason="NO POWER CUTS TESTED: needs root, systemd-creds, /dev/fuse and fuse3")
@pytest.mark.parametrize(("source", "target"), [("file", "systemd-creds"), ("systemd-creds", "file")])
def test_a_power_cut_while_keys_move_leaves_the_old_or_the_new(tmp_path, source, target):
    result = key_story.cuts(tmp_path, source, target, every=2, patterns=2)
    assert result["failed"] == []
    assert result["points"] >= 10


def test_the_judge_sees_keys_that_are_gone_or_others(tmp_path):
    made = DeviceKeys.load_or_create(tmp_path / "keys")
    assert key_story.judge(tmp_path / "keys", "file", made) == []
    (tmp_path / "keys" / "store.key").unlink()
    assert key_story.judge(tmp_path / "keys", "file", made) == ["other keys"]
    (tmp_path / "keys" / "signing.key").write_bytes(b"half")
    assert key_story.judge(tmp_path / "keys", "file", made)[0].startswith("KeysBroken")
