"""A store on a disk that falls ill: what is refused is told by a typed error, and when the disk is well all is well.

    python tests/fault/ill_disk.py WORK [--every N] [--seeds N]

For each kind of refusal: the N-th call fails, for every N-th call of a day's work, and then one call in twenty, by
seed. Prints one JSON object a kind; `failed` must be empty.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import json
import shutil
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from crash_story import forked, lossy_disk
from store_stories import NOW, Told, file, filed, judge, note, opened, prepare

from offline_cache.dead_letters import DeadLetters
from offline_cache.errors import StoreError
from offline_cache.outbox import Outbox
from offline_cache.print_journal import PrintJournal
from offline_cache.replica import Replica

REFUSALS = (
    ("fsync", errno.EIO),
    ("fsync", errno.ENOSPC),
    ("write", errno.EIO),
    ("write", errno.ENOSPC),
    ("read", errno.EIO),
    ("open", errno.EMFILE),
    ("open", errno.EIO),
    ("truncate", errno.EIO),
    ("rename", errno.EIO),
    ("unlink", errno.EIO),
    ("mkdir", errno.ENOSPC),
)
NAMES = [f"{call}-{errno.errorcode[code]}" for call, code in REFUSALS]
SAMPLED = {"write": (90, 20), "read": (20, 2), "open": (20, 2), "fsync": (10, 2)}
"""Each how manieth call the suite lets fail, and how many it passes over first."""
SHARE = 0.05
TIMES = {"read": 4}  # the kernel reads ahead, and asks again for what it really needs


class Day:
    """A day's work on a store: each act may be refused, by a typed error only."""

    def __init__(self, folder, told):
        self.folder, self.told = folder, told
        self.store, self.refused, self.untyped = None, [], []

    def act(self, what):
        try:
            what()
        except StoreError as error:
            self.refused.append(error.code)
        except Exception as error:  # noqa: BLE001 - what must not be
            self.untyped.append(f"{type(error).__name__}: {error}")

    def open(self):
        self.store = opened(self.folder)

    def work(self):
        self.act(self.open)
        if self.store is None:
            return
        outbox, letters, papers = Outbox(self.store), DeadLetters(self.store), PrintJournal(self.store)
        accepted, second, third = filed(self.told)[:3]
        for act in (
            outbox.sweep,
            lambda: file(outbox, self.told, 41),
            lambda: file(outbox, self.told, 42, [42, 43]),
            outbox.rest,
            lambda: self.pages_of(outbox, accepted),
            lambda: papers.queue(accepted),
            lambda: outbox.start(accepted, NOW),
            lambda: self.accept(outbox, accepted),
            lambda: self.accept(outbox, filed(self.told)[-1]),  # its pages go
            outbox.rest,
            lambda: outbox.postpone(second, "platform-slow", NOW + 5000),
            outbox.wake,
            lambda: outbox.dead(third, "schema", NOW),
            lambda: letters.retry(third),
            lambda: note(self.store, self.told),
            lambda: Replica(self.store).keep("catalogue", "1", b"{}" * 9000, NOW),
            lambda: outbox.purge(NOW + 1000),
            lambda: file(outbox, self.told, 44, [44]),
        ):
            self.act(act)

    def pages_of(self, outbox, case_id):
        row = outbox.queued(case_id)
        for enclosed in row.enclosures if row else ():
            with contextlib.suppress(OSError):  # the courier takes it for a lost enclosure
                outbox.body(enclosed)

    def accept(self, outbox, case_id):
        outbox.accepted(case_id, {"server_no": "n"}, NOW)
        self.told.tell("accepted", case_id)

    def recovered(self):
        """The disk is well: the same store serves at once, or a new one does. Return what is wrong."""
        if self.store is None:
            self.open()
        began = time.monotonic()
        for _ in range(2):  # the first call may still tell of what was met
            with contextlib.suppress(StoreError):
                file(Outbox(self.store), self.told, 45, [45])
                break
        else:
            self.untyped.append("does not serve again")
        self.store.close()
        return self.untyped + judge(self.folder, self.told.read()), time.monotonic() - began


class IllDisk:
    """A mounted disk that takes orders."""

    def __init__(self, process, mount):
        self._process, self.mount = process, mount

    def order(self, **order):
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@contextlib.contextmanager
def ill_disk(place):
    """Prepare a store and mount an empty disk: yields what lives one day on it under an order."""
    prepare("settle", place / "image")
    backing = place / "disk"
    backing.mkdir()
    with lossy_disk(backing) as (process, mount):
        disk = IllDisk(process, mount)
        yield lambda **order: _lived(disk, place, order)


def _lived(disk, place, order):
    folder, told = disk.mount / "state", Told(place / "told")

    def live():
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(place / "image" / "state", folder)
        shutil.copyfile(place / "image" / "told", told.path)
        day, began = Day(folder, told), time.monotonic()
        disk.order(**order)
        day.work()
        met, ill = disk.order(), time.monotonic() - began
        wrong, seconds = day.recovered()
        return {**met, "refused": day.refused, "wrong": wrong, "ill_s": ill, "again_s": seconds}

    status, lived = forked(live)
    return {"failed": 0, "refused": [], "wrong": lived, "ill_s": 0, "again_s": 0} if status else lived


def sweep(place, call, code, *, every=1, offset=0, seeds=1):
    """Let every `every`-th call fail, and one in twenty by `seeds` seeds; return counts and what failed."""
    result = {"call": call, "errno": errno.errorcode[code], "points": 0, "met": 0, "refused": 0}
    result |= {"ill_s": 0.0, "again_s": 0.0, "failed": []}
    with ill_disk(place) as live:
        number = live(call=call, errno=code, at=0)["calls"]
        orders = [{"at": at, "times": TIMES.get(call, 1)} for at in range(1 + offset, number + 1, every)]
        orders += [{"p": SHARE, "seed": seed} for seed in range(seeds)]
        for order in orders:
            lived = live(call=call, errno=code, **order)
            result["points"] += 1
            result["met"] += lived["failed"]
            result["refused"] += len(lived["refused"])
            for worst in ("ill_s", "again_s"):
                result[worst] = max(result[worst], round(lived[worst], 2))
            if lived["wrong"]:
                result["failed"].append([order, lived["wrong"]])
    return result | {"of": number}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    for call, code in REFUSALS:
        if args.only in f"{call} {errno.errorcode[code]}":
            place = args.work / f"{call}-{code}"
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True)
            began = time.monotonic()
            result = sweep(place, call, code, every=args.every, seeds=args.seeds)
            sys.stdout.write(json.dumps({**result, "took_s": round(time.monotonic() - began, 1)}) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
