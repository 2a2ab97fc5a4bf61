"""A stick that forgets what was not brought to it: batches are whole or have no name."""

import os
import shutil

import pytest
from drop_cuts import cuts

from kiosk.sync.file_drop import writer

FUSE = os.access("/dev/fuse", os.R_OK | os.W_OK) and shutil.which("fusermount3")
pytestmark = pytest.mark.skipif(not FUSE, reason="NO POWER CUTS TESTED: needs /dev/fuse and fuse3")


def test_no_power_cut_leaves_half_a_batch_under_its_name_or_takes_back_what_was_told(tmp_path):
    result = cuts(tmp_path, every=4, patterns=2)
    assert result["points"] > 20
    assert result["failed"] == []


def test_an_export_that_does_not_bring_its_files_to_the_stick_is_found_out(tmp_path, monkeypatch):
    monkeypatch.setattr(writer.os, "fsync", lambda _handle: None)
    assert cuts(tmp_path, every=4, patterns=2)["failed"]
