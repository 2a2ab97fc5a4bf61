"""An enclosure is on the disk whole under the digest of what it holds, or not at all."""

import hashlib
import os

import pytest

from offline_cache.blobs import Blobs
from offline_cache.durable import write_file, write_loose, write_new


@pytest.fixture
def blobs(tmp_path):
    return Blobs(tmp_path / "blobs")


def put(blobs, body):
    (path,) = blobs.berths([body])
    if not path.exists():
        write_new({path: body})
    return path.name


def test_what_is_put_is_read_again_under_its_digest(blobs):
    body = os.urandom(5000)
    name = put(blobs, body)
    assert name == hashlib.sha256(body).hexdigest()
    assert blobs.read(name) == body
    assert put(blobs, body) == name


def test_putting_again_repairs_a_damaged_file(blobs, tmp_path):
    name = put(blobs, b"body")
    (tmp_path / "blobs" / name[:2] / name).write_bytes(b"bo")
    put(blobs, b"body")
    assert blobs.read(name) == b"body"


def test_dropping_what_is_gone_is_no_error(blobs):
    name = put(blobs, b"body")
    blobs.drop([name, name])
    with pytest.raises(FileNotFoundError):
        blobs.read(name)


def test_sweeping_removes_strangers_and_half_written_files(blobs, tmp_path):
    kept, other = put(blobs, b"kept"), put(blobs, b"other")
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


@pytest.mark.parametrize("write", [write_new, write_loose])
def test_of_files_that_are_written_together_all_are_there_or_none(tmp_path, write):
    (tmp_path / "in" / "the").mkdir(parents=True)
    (tmp_path / "in" / "the" / "way").write_bytes(b"before")
    bodies = {tmp_path / "in" / "a" / "first": os.urandom(700_000), tmp_path / "in" / "the" / "way": b"new"}
    with pytest.raises(FileExistsError):
        write(bodies)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["way"]
    assert (tmp_path / "in" / "the" / "way").read_bytes() == b"before"
    (tmp_path / "in" / "the" / "way").unlink()
    write(bodies)
    assert {path: path.read_bytes() for path in bodies} == bodies
