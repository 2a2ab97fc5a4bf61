"""An enclosure is on the disk whole under the digest of what it holds, or not at all."""

import hashlib
import os

import pytest

from offline_cache.blobs import Blobs
from offline_cache.durable import write_file


@pytest.fixture
def blobs(tmp_path):
    return Blobs(tmp_path / "blobs")


def test_what_is_put_is_read_again_under_its_digest(blobs):
    body = os.urandom(5000)
    name = blobs.put(body)
    assert name == hashlib.sha256(body).hexdigest()
    assert blobs.read(name) == body
    assert blobs.put(body) == name


def test_putting_again_repairs_a_damaged_file(blobs, tmp_path):
    name = blobs.put(b"body")
    (tmp_path / "blobs" / name[:2] / name).write_bytes(b"bo")
    blobs.put(b"body")
    assert blobs.read(name) == b"body"


def test_dropping_what_is_gone_is_no_error(blobs):
    name = blobs.put(b"body")
    blobs.drop([name, name])
    with pytest.raises(FileNotFoundError):
        blobs.read(name)


def test_sweeping_removes_strangers_and_half_written_files(blobs, tmp_path):
    kept, other = blobs.put(b"kept"), blobs.put(b"other")
    (tmp_path / "blobs" / kept[:2] / f".{kept}.17.tmp").write_bytes(b"ke")
    assert blobs.sweep({kept}) == 2
    assert blobs.read(kept) == b"kept"
    with pytest.raises(FileNotFoundError):
        blobs.read(other)


def test_a_disk_that_fails_at_the_last_moment_leaves_nothing_half_written(tmp_path, monkeypatch):
    (tmp_path / "name").write_bytes(b"before")

    def fail(_handle):
        raise OSError(5, "the disk failed")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="the disk failed"):
        write_file(tmp_path / "name", b"after")
    assert [path.name for path in tmp_path.iterdir()] == ["name"]
    assert (tmp_path / "name").read_bytes() == b"before"
