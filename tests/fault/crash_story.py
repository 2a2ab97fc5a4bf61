"""What a terminal's store goes through, told step by step, so that a crash anywhere can be judged afterwards.

    python tests/fault/crash_story.py lines|cuts WORK [--stories work,migrate,recover] [--every N] [--seeds N]

`lines`: the process ends before the k-th executed line of offline_cache, for every N-th k. `cuts`: the power goes
before the k-th operation of the file system. Prints one JSON object a story; its `failed` must be empty.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from offline_cache import migrations
from offline_cache.blobs import Blobs
from offline_cache.case_numbers import uuid7
from offline_cache.checkup import examine
from offline_cache.dead_letters import DeadLetters
from offline_cache.outbox import Outbox
from offline_cache.rows import Parcel
from offline_cache.settling import purge
from offline_cache.store import Store

SECRET = b"the secret of a device in a test"
ROOM = str(Path(migrations.__file__).parents[1])
LOSSY = Path(__file__).with_name("lossyfs.py")
NOW = 1_700_000_000_000
DAY_MS = 86_400_000
AT = dt.datetime.fromtimestamp(NOW / 1000, dt.UTC)
CUT = 137


class Told:
    """What somebody outside was told; survives every crash."""

    def __init__(self, path):
        self.path = path

    def tell(self, *words):
        handle = os.open(self.path, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        os.write(handle, (json.dumps(words) + "\n").encode())
        os.close(handle)

    def read(self):
        return [json.loads(line) for line in self.path.read_text().splitlines()] if self.path.exists() else []


def opened(folder):
    return Store.open(folder, SECRET, ballast=0)


def file(outbox, told, number, pages=1):
    body = random.Random(number).randbytes(3000)
    numbers = outbox.file(
        uuid7(NOW + number),
        terminal_id="K0007",
        filed=AT,
        ciphertexts=[random.Random(number * 10 + page).randbytes(6000) for page in range(pages)],
        pack=lambda _numbers: Parcel(body, "elder-card", "claimant", b"locked"),
    )
    told.tell("filed", numbers.case_id, numbers.seq, numbers.receipt_no, hashlib.sha256(body).hexdigest())
    return numbers.case_id


def work(folder, told):
    """File, attach, settle, hold, retry, close, purge."""
    store = opened(folder)
    outbox = Outbox(store)
    first, second, third = (file(outbox, told, number, number % 3) for number in range(3))
    outbox.start(first, NOW)
    outbox.accepted(first, {"server_no": "n"}, NOW)
    told.tell("accepted", first)
    outbox.start(second, NOW)
    outbox.postpone(second, "platform-slow", NOW + 5000)
    outbox.dead(third, "schema", NOW)
    DeadLetters(store).retry(third)
    outbox.send("rating", "rating", created=AT, pack=lambda _numbers: Parcel(b"5", "evaluation"))
    store.close()
    store = opened(folder)
    outbox = Outbox(store)
    outbox.sweep()
    outbox.wake()
    told.tell("may purge", first)
    purge(store, Blobs(folder / "blobs"), NOW + 40 * DAY_MS)
    file(outbox, told, 3)
    store.close()


def migrate(folder, told):
    """Open a store of the first release."""
    store = opened(folder)
    Outbox(store).sweep()
    file(Outbox(store), told, 5)
    store.close()


def recover(folder, told):
    """Open a damaged store."""
    store = opened(folder)
    Outbox(store).sweep()
    file(Outbox(store), told, 6)
    store.close()


STORIES = {"work": work, "migrate": migrate, "recover": recover}


def prepare(name, place, told):
    """Make the state in which a story begins, in `place`/state."""
    folder = place / "state"
    if name == "migrate":
        folder.mkdir(parents=True, mode=0o700)
        connection = sqlite3.connect(folder / "store.db", isolation_level=None)
        connection.execute("PRAGMA journal_mode = wal")
        connection.executescript((migrations.FOLDER / "0001_begin.sql").read_text("utf-8") + "PRAGMA user_version = 1;")
        facts = [("store_id", "a" * 32), ("generation", "0"), ("quarantined", "")]
        connection.executemany("INSERT INTO meta VALUES (?, ?)", facts)
        (folder / "store.id").write_text("a" * 32)
        for number in range(1, 5):
            body = b"envelope %d" % number * 300
            digest = hashlib.sha256(body).hexdigest()
            row = (number, f"case{number}", NOW, body, digest, f"K{number}")
            connection.execute(
                "INSERT INTO outbox (seq, case_id, lane, item_id, created_ms, envelope, sealed_sha256, state, "
                "receipt_no) VALUES (?, ?, 'case', 'elder-card', ?, ?, ?, 'queued', ?)",
                row,
            )
            told.tell("filed", row[1], number, row[5], digest)
        connection.close()
    if name == "recover":
        work(folder, told)
        path = folder / "store.db"
        body = bytearray(path.read_bytes())
        for page in range(3, len(body) // 4096, 4):
            body[page * 4096 + 7] ^= 16
        path.write_bytes(body)


def judge(folder, told):
    """Return what is wrong after a crash: what was told must be true, and the store sound."""
    store = opened(folder)
    outbox = Outbox(store)
    outbox.sweep()
    sql = "SELECT case_id, seq, receipt_no, state, envelope, sealed_sha256 FROM outbox"
    rows = {row["case_id"]: row for row in store.rows(sql)}
    wrong = []
    accepted = {words[1] for words in told if words[0] == "accepted"}
    purged = {words[1] for words in told if words[0] == "may purge"}
    filed = [words[1:] for words in told if words[0] == "filed"]
    for case_id, seq, receipt_no, digest in filed:
        row = rows.get(case_id)
        if row is None:
            wrong += [] if case_id in purged else [f"lost {seq}"]
        elif (row["seq"], row["receipt_no"], row["sealed_sha256"]) != (seq, receipt_no, digest):
            wrong.append(f"another {seq}")
        elif row["state"] != "accepted" and (
            hashlib.sha256(row["envelope"]).hexdigest() != digest or case_id in accepted
        ):
            wrong.append(f"changed {seq}")
    for case_id, row in rows.items():
        for enclosed in outbox.queued(case_id).enclosures if row["state"] == "queued" else ():
            if hashlib.sha256(outbox.body(enclosed)).hexdigest() != enclosed.sha256:
                wrong.append(f"enclosure of {row['seq']}")
    numbers = [one[1] for one in filed] + [
        row["seq"] for name, row in rows.items() if name not in {f[0] for f in filed}
    ]
    wrong += ["a number twice"] if len(numbers) != len(set(numbers)) else []
    seq = file(outbox, Told(Path(os.devnull)), 9) and max(row["seq"] for row in store.rows("SELECT seq FROM outbox"))
    wrong += ["a number again"] if numbers and seq <= max(numbers) else []
    store.close()
    wrong += examine(folder, SECRET).wrong
    return wrong


def forked(act):
    """Run in a child; return its exit status, and what it wrote on its last line."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(read)
            os.write(write, json.dumps(act()).encode())
            status = 0
        except BaseException as error:  # noqa: BLE001 - told to the parent
            os.write(write, json.dumps([f"{type(error).__name__}: {error}"]).encode())
        finally:
            os._exit(status)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), json.loads(said or b"null")


def traced(story, folder, told, point):
    """Tell the story and end the process before the `point`-th line of the room; return how many lines there were."""
    seen = [0]

    def line(_frame, event, _argument):
        if event == "line":
            seen[0] += 1
            if seen[0] == point:
                os._exit(CUT)
        return line

    def call(frame, _event, _argument):
        return line if frame.f_code.co_filename.startswith(ROOM) else None

    sys.settrace(call)
    story(folder, told)
    sys.settrace(None)
    return seen[0]


def begin(place, image):
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(image, place)
    return Told(place / "told")


def lines(name, work_place, every, offset=0):
    """Crash before every `every`-th line of a story."""
    image, place = work_place / f"{name}.image", work_place / f"{name}.lines"
    shutil.rmtree(image, ignore_errors=True)
    image.mkdir(parents=True)
    prepare(name, image, Told(image / "told"))
    told = begin(place, image)
    _, count = forked(lambda: traced(STORIES[name], place / "state", told, 0))
    result = {"story": name, "kind": "lines", "of": count, "points": 0, "acknowledged": 0, "failed": []}
    for point in range(1 + offset, count + 1, every):
        told = begin(place, image)
        status, said = forked(lambda at=point, told=told: traced(STORIES[name], place / "state", told, at))
        if status not in {CUT, 0}:
            result["failed"].append([point, said])
            continue
        _judge(result, point, place / "state", told)
    return result


def cuts(name, work_place, every, seeds=1, offset=0):
    """Cut the power before every `every`-th operation of the file system, with several patterns of what is kept."""
    image = work_place / f"{name}.image"
    shutil.rmtree(image, ignore_errors=True)
    image.mkdir(parents=True)
    prepare(name, image, Told(image / "told"))
    result = {"story": name, "kind": "cuts", "of": 0, "points": 0, "acknowledged": 0, "failed": []}
    at, ended = 1 + offset, False
    while not ended:
        for seed in range(seeds):
            torn = (0.5, 0.0, 0.9)[seed % 3]
            backing, told, ended = _one_cut(name, work_place, image, (at, torn, seed * 10_007 + at))
            if ended:
                break
            _judge(result, at, backing / "state", told)
        at += every
    result["of"] = at - every
    return result


def _one_cut(name, work_place, image, how):
    backing, mount = work_place / f"{name}.disk", work_place / f"{name}.mount"
    begin(backing, image)
    told = Told(work_place / f"{name}.told")
    shutil.copyfile(image / "told", told.path) if (image / "told").exists() else told.path.write_text("")
    mount.mkdir(exist_ok=True)
    at, torn, seed = how
    words = ["--cut-after", str(at), "--torn", str(torn), "--seed", str(seed)]
    with subprocess.Popen([sys.executable, LOSSY, backing, mount, *words], stderr=subprocess.DEVNULL) as disk:
        try:
            while not os.path.ismount(mount):
                if disk.poll() is not None:
                    raise SystemExit("the lossy disk could not be mounted")
                os.sched_yield()
            status, said = forked(lambda: STORIES[name](mount / "state", told))
            if status and disk.poll() is None and os.path.ismount(mount) and "ENOTCONN" not in str(said):
                raise SystemExit(f"the story failed by itself: {said}")
        finally:
            subprocess.run(["umount", "-l", mount], check=False, stderr=subprocess.DEVNULL)
            disk.kill() if disk.poll() is None and status == 0 else None
            disk.wait(20)
    return backing, told, status == 0


def _judge(result, point, folder, told):
    said = told.read()
    result["points"] += 1
    result["acknowledged"] += sum(words[0] == "filed" for words in said)
    _, wrong = forked(lambda: judge(folder, said))
    if wrong:
        result["failed"].append([point, wrong])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=["lines", "cuts"])
    parser.add_argument("work", type=Path)
    parser.add_argument("--stories", default=",".join(STORIES))
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=1)
    args = parser.parse_args()
    for name in args.stories.split(","):
        how = {"seeds": args.seeds} if args.kind == "cuts" else {}
        result = {"lines": lines, "cuts": cuts}[args.kind](name, args.work, args.every, **how)
        sys.stdout.write(json.dumps(result) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
