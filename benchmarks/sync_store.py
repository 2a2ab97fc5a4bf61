"""Bars 3 and 4 of the offline cache: what the store costs, at a million rows, under load, and when it is damaged.

Every figure is measured on the real store: encrypted, synced, in two copies. "Under load" means two other processes
that keep both cores busy and one that writes and syncs to the same disk; filing goes first, as in the records lane.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from benchmarks.figures import at_most, seen
from kiosk.runtime.urgency import go_first
from offline_cache.case_numbers import uuid7
from offline_cache.durable import write_file, write_new
from offline_cache.enclosing import enclose
from offline_cache.engine import PLAIN, connect, durable, store_key
from offline_cache.limits import Limits
from offline_cache.mending import mended
from offline_cache.outbox import Outbox
from offline_cache.rows import Parcel
from offline_cache.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from benchmarks.figures import Figure

__all__ = ["figures"]

NOW = 1_700_000_000_000
AT = dt.datetime.fromtimestamp(NOW / 1000, dt.UTC)
PHOTO = 3 << 20
LOAD = """
import os, sys, time, tempfile
os.setpriority(os.PRIO_PROCESS, 0, 0)
file = tempfile.TemporaryFile(dir=sys.argv[2]) if sys.argv[1] == "disk" else None
while True:
    if file is None:
        sum(range(100000))
    else:
        file.seek(0); file.write(os.urandom(65536)); file.flush(); os.fsync(file.fileno()); time.sleep(0.01)
"""


def figures(*, quick: bool) -> Iterator[Figure]:
    """Enqueue, claim, recover, and the price of encryption."""
    with tempfile.TemporaryDirectory(prefix="kiosk-store-") as name:
        place = Path(name)
        yield from _enqueue(place / "enqueue", 60 if quick else 300)
        yield from _claim(place / "claim", 100_000 if quick else 1_000_000)
        yield from _recovery(place / "recovery", 20 if quick else 100)
        yield from _price(place / "price", 100 if quick else 400)


def _bare(place: Path, rounds: int) -> Figure:
    """Measure the disk's own price: write and sync three megabytes, and ten kilobytes twice."""
    place.mkdir(parents=True, exist_ok=True)
    photo, times = os.urandom(PHOTO), []
    for number in range(rounds):
        began = time.perf_counter()
        for name, body in (("photo", photo), ("copy", photo[:10_000]), ("log", photo[:12_000])):
            write_new({place / f"{name}{number}": body})
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    note = f"median {statistics.median(times):.1f}, worst {times[-1]:.1f} ms: the disk alone, in the same run"
    return seen("write and sync the same bytes, p99", round(times[int(len(times) * 0.99)], 1), "ms", note)


def _file(outbox: Outbox, ciphertexts: Mapping[str, bytes] | list[bytes], body: bytes) -> str:
    parcel = Parcel(body, "elder-card", "claimant", b"locked" * 100)
    case_id = uuid7(NOW)
    outbox.file(case_id, terminal_id="K0007", filed=AT, ciphertexts=ciphertexts, pack=lambda _numbers: parcel)
    return case_id


def _enqueue(place: Path, rounds: int) -> Iterator[Figure]:
    photo, body = os.urandom(PHOTO), os.urandom(10_000)
    go_first()  # as the lane does that files
    for load in (False, True):
        store = Store.open(place / str(load) / "state")
        outbox = Outbox(store)
        outbox.sweep()
        with _busy(place) if load else contextlib.nullcontext():
            times = []
            for _ in range(rounds):
                began = time.perf_counter()
                sealed = enclose(photo, "case")
                case_id = _file(outbox, {sealed.sha256: sealed.ciphertext}, body)
                times.append((time.perf_counter() - began) * 1000)
                outbox.accepted(case_id, {}, NOW)
                outbox.rest()  # what the lane does when it has answered
            bare = _bare(place / f"bare {load}", rounds)
        store.close()
        times.sort()
        name = "seal and enqueue a case with a 3 MB photo, twice on disk"
        note = f"median {statistics.median(times):.1f}, worst {times[-1]:.1f} ms, {rounds} cases"
        p99 = round(times[int(len(times) * 0.99)], 1)
        yield (
            at_most(f"{name}, p99 under load", p99, 25.0, "ms", note) if load else seen(f"{name}, p99", p99, "ms", note)
        )
        yield bare


@contextlib.contextmanager
def _busy(place: Path) -> Iterator[None]:
    place.mkdir(parents=True, exist_ok=True)
    kinds = ("disk", "core", "core")
    started = [subprocess.Popen([sys.executable, "-c", LOAD, kind, str(place)]) for kind in kinds]
    try:
        yield
    finally:
        for process in started:
            process.kill()
            process.wait()


def _claim(place: Path, rows: int) -> Iterator[Figure]:
    store = Store.open(place / "state")
    outbox = Outbox(store)
    sql = (
        "INSERT INTO outbox (seq, case_id, lane, item_id, created_ms, envelope, sealed_sha256, state) "
        f"VALUES (?, ?, 'case', 'elder-card', ?, x'00', '{hashlib.sha256(bytes(1)).hexdigest()}', 'queued')"
    )
    with store.tx() as db:
        db.conn.executemany(sql, ((number, f"{number:036d}", NOW) for number in range(1, rows + 1)))
    for share in (0.0, 0.5, 0.999, 1.0):
        back = f"UPDATE outbox SET attempts = seq % 5, next_ms = {NOW + 600_000} "
        with store.tx() as db:
            db.execute(f"{back} WHERE seq <= {int(rows * share)} AND next_ms = 0")
        times = []
        for _ in range(2000):
            began = time.perf_counter()
            outbox.due("case", NOW, 1)
            times.append((time.perf_counter() - began) * 1e6)
        note = f"p99 {sorted(times)[1980]:.0f} us"
        name = f"claim at {rows:,} rows, {share:.1%} in back-off, median"
        yield at_most(name, round(statistics.median(times), 1), 100.0, "us", note)
    began = time.perf_counter()
    outbox.counts()
    yield seen(f"count by state at {rows:,} rows", round((time.perf_counter() - began) * 1e6), "us")
    store.close()
    shutil.rmtree(place)


def _recovery(place: Path, megabytes: int) -> Iterator[Figure]:
    image = place / "image" / "state"
    store = Store.open(image)
    body = os.urandom(10_000)
    with _unsynced(store):
        filed = [_file(Outbox(store, _no_limits()), [], number.to_bytes(4) + body) for number in range(megabytes * 100)]
    store.close()
    size = (image / "store.db").stat().st_size
    rng = random.Random(3)
    harms: dict[str, Callable[[Path], object]] = {
        "nothing": lambda path: path.stat(),
        "a flipped bit": lambda path: _flip(path, rng),
        "an emptied database": lambda path: path.write_bytes(b""),
        "garbage": lambda path: path.write_bytes(os.urandom(size)),
        "a deleted database": lambda path: path.unlink(),
        "a lost sentinel": lambda path: path.with_name("store.id").unlink(),
        "a damaged second copy": lambda path: next(path.parent.glob("env/*")).write_bytes(b"x"),
    }
    for what, harm in harms.items():
        shutil.rmtree(place / "try", ignore_errors=True)
        shutil.copytree(place / "image", place / "try")
        harm(place / "try" / "state" / "store.db")
        disk = _raw_copy(image / "store.db", place / "copy")
        began, used = time.perf_counter(), time.process_time()
        store = Store.open(place / "try" / "state")
        outbox = Outbox(store, _no_limits())
        _file(outbox, [], body)
        took, cpu = time.perf_counter() - began, time.process_time() - used
        outbox.sweep()
        ordered = time.perf_counter() - began
        known = {row["case_id"] for row in store.rows("SELECT case_id FROM outbox WHERE length(envelope) > 0")}
        lost = len(set(filed) - known)
        told = "told" if store.quarantined or mended(store) else "nothing to tell" if what == "nothing" else "NOT told"
        store.close()
        note = (
            f"{told}; {cpu:.2f} s of processor, in order after {ordered:.1f} s; the disk copies as much in {disk:.1f} s"
        )
        yield at_most(f"serving again after {what}, {size >> 20} MB", round(took, 2), 2.0, "s", note)
        yield at_most(f"acknowledged cases lost by {what}", lost, 0, "", f"of {len(filed)}")
    shutil.rmtree(place)


def _raw_copy(source: Path, target: Path) -> float:
    """Measure what the disk takes for so many bytes: write and sync them, in seconds."""
    body = source.read_bytes()
    began = time.perf_counter()
    write_file(target, body)
    return time.perf_counter() - began


def _no_limits() -> Limits:
    """One figure is about more than may wait."""
    return Limits(cases=10**9, bytes=1 << 50)


def _flip(path: Path, rng: random.Random) -> None:
    with path.open("r+b") as database:
        database.seek(rng.randrange(path.stat().st_size))
        byte = database.read(1)
        database.seek(-1, os.SEEK_CUR)
        database.write(bytes([byte[0] ^ 8]))


@contextlib.contextmanager
def _unsynced(store: Store) -> Iterator[None]:
    """Only to fill a store: what is measured afterwards is synced."""
    store.tuples("PRAGMA synchronous = off")
    with mock.patch("os.fsync"):
        yield


def _price(place: Path, rounds: int) -> Iterator[Figure]:
    place.mkdir(parents=True)
    body = os.urandom(10_000)
    medians = {}
    for name, key in (("plain", PLAIN), ("encrypted", store_key(b"secret" * 6))):
        db = connect(place / name, key)
        durable(db)
        db.conn.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b BLOB NOT NULL) STRICT")
        times = []
        for _ in range(rounds):
            began = time.perf_counter()
            db.conn.execute("BEGIN IMMEDIATE")
            db.conn.execute("INSERT INTO t (b) VALUES (?)", (body,))
            db.conn.execute("COMMIT")
            times.append((time.perf_counter() - began) * 1000)
        db.close()
        medians[name] = statistics.median(times)
        yield seen(f"a durable commit of 10 kB, {name}, median", round(medians[name], 3), "ms")
    yield seen("price of encryption", f"{medians['encrypted'] / medians['plain'] - 1:.0%}")
