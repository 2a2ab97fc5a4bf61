"""A disk that forgets what was not synced, and that falls ill when told to (FUSE; after the idea of LazyFS).

    python tests/fault/lossyfs.py BACKING MOUNT [--look IMAGE] [--every N] [--offset N] [--cuts N]

Files live in memory and begin as those in BACKING. With `--look`, before every N-th operation that changes something,
each state that a power cut may leave is written to IMAGE in turn, `[operation, cut]` is printed, and the disk waits
for a line before it goes on.

What a cut leaves: of data since a file's last fsync each page of 4096 bytes is kept with a chance of its own, so writes
are reordered and torn. Names since the folder's last fsync (create, rename, unlink) are undone or kept by chance,
folder by folder and in order; fsync of a new file makes its name durable, as ext4 does.

Without `--look` it takes orders, one JSON object a line, and answers {"calls": …, "failed": …} since the last one:
{"call": C, "errno": E, "at": N, "times": T} or {"call": C, "errno": E, "p": SHARE, "seed": N} has T calls from the
N-th on, or that share of them, fail (open, read, write, fsync, truncate, rename, unlink, mkdir); {} heals. The index
of the write-ahead log stays well: it is mapped memory, where a sick disk is no error but a signal.
"""

from __future__ import annotations

import argparse
import errno
import json
import os
import posixpath
import random
import shutil
import stat
import sys
import threading
import time
from pathlib import Path

import mfusepy as fuse

PAGE = 4096
DIRECTORY = None
PATTERNS = ((0.5, 0.5), (0.0, 0.0), (0.9, 0.9), (0.0, 1.0), (1.0, 0.0))
"""With which chance unsynced pages, and unsynced names, are kept: one pattern for each cut at the same operation."""


class File:
    """What is there, what is durable, and which pages differ."""

    def __init__(self, body=b""):
        self.now, self.durable, self.dirty = bytearray(body), bytearray(body), set()

    def touch(self, first, last):
        self.dirty.update(range(first // PAGE, max(first, last - 1) // PAGE + 1))

    def after_the_cut(self, chance, torn):
        body = bytearray(self.durable)
        for page in sorted(self.dirty):
            if chance.random() < torn:
                start, end = page * PAGE, min((page + 1) * PAGE, len(self.now))
                if len(body) < end:
                    body.extend(b"\0" * (end - len(body)))
                body[start:end] = self.now[start:end]
        if len(self.now) < len(body) and chance.random() < torn:
            del body[len(self.now) :]
        return body


class Sickness:
    """Which calls fail, as ordered."""

    def __init__(self, order):
        self.call, self.errno = order.get("call"), order.get("errno")
        self.at, self.times = order.get("at"), order.get("times", 1)
        self.share, self.chance = order.get("p", 0), random.Random(order.get("seed"))
        self.calls = self.failed = 0

    def meet(self, call, path):
        if call != self.call or path.endswith("-shm"):
            return
        self.calls += 1
        if (self.at and self.at <= self.calls < self.at + self.times) or self.chance.random() < self.share:
            self.failed += 1
            raise fuse.FuseOSError(self.errno)

    def said(self):
        return {"calls": self.calls, "failed": self.failed}


class LossyFS(fuse.Operations):
    use_ns = True

    def __init__(self, backing, before_change):
        self.before_change = before_change
        self.operations, self.handles, self.last = 0, {}, 0
        self.mutex, self.sickness = threading.RLock(), Sickness({})
        self.now = {"/": {}}
        for folder, _, files in os.walk(backing):
            inside = "/" + posixpath.relpath(folder, backing) if folder != str(backing) else "/"
            names = self.now.setdefault(inside, {})
            if inside != "/":
                self.now[posixpath.dirname(inside)][posixpath.basename(inside)] = DIRECTORY
            names.update({name: File(Path(folder, name).read_bytes()) for name in files})
        self.durable = {folder: dict(names) for folder, names in self.now.items()}
        self.since = {folder: [] for folder in self.now}
        self.moved = {}

    # --- the cut

    def tick(self, call, path):
        self.sickness.meet(call, path)
        self.operations += 1
        self.before_change(self)

    def leave(self, image, chance, pages, names):
        """Write what a power cut may leave now to the folder `image`."""
        shutil.rmtree(image, ignore_errors=True)
        image.mkdir()
        reachable = {"/": image}
        for folder in sorted(self.durable):
            there = dict(self.durable[folder])
            for change in self.since[folder]:
                if chance.random() >= names:
                    break
                there.update(change)
            if folder not in reachable:
                continue
            for name, what in there.items():
                path = reachable[folder] / name
                if what is DIRECTORY:
                    path.mkdir(mode=0o700)
                    inside = posixpath.join(folder, name)
                    reachable[inside if inside in self.durable else self.moved.get(inside, inside)] = path
                elif what != "gone":
                    path.write_bytes(what.after_the_cut(chance, pages))
                    path.chmod(0o600)

    def change(self, path, what):
        folder, name = posixpath.split(path)
        if what == "gone":
            del self.now[folder][name]
        else:
            self.now[folder][name] = what
        self.since[folder].append([(name, what)])

    # --- files

    def find(self, path):
        if path == "/":
            return DIRECTORY
        folder, name = posixpath.split(path)
        try:
            return self.now[folder][name]
        except KeyError:
            raise fuse.FuseOSError(errno.ENOENT) from None

    def getattr(self, path, fh=None):
        with self.mutex:
            what = self.handles[fh] if fh in self.handles else self.find(path)
            moment = time.time_ns()
            times = {"st_mtime": moment, "st_ctime": moment, "st_atime": moment, "st_uid": os.getuid(), "st_gid": 0}
            if what is DIRECTORY:
                return {"st_mode": stat.S_IFDIR | 0o700, "st_nlink": 2, "st_size": PAGE, **times}
            size = len(what.now)
            return {
                "st_mode": stat.S_IFREG | 0o600,
                "st_nlink": 1,
                "st_size": size,
                "st_blocks": -(-size // 512),
                **times,
            }

    def readdir(self, path, fh):
        return [".", "..", *self.now[path]]

    def mkdir(self, path, mode):
        with self.mutex:
            self.tick("mkdir", path)
            self.now[path], self.durable[path], self.since[path] = {}, {}, []
            self.change(path, DIRECTORY)

    def rmdir(self, path):
        with self.mutex:
            self.tick("unlink", path)
            self.change(path, "gone")

    def create(self, path, mode, fi=None):
        with self.mutex:
            self.tick("open", path)
            self.change(path, File())
            return self.handle(path)

    def open(self, path, flags):
        with self.mutex:
            self.sickness.meet("open", path)
            if flags & os.O_TRUNC:
                self.truncate(path, 0)
            return self.handle(path)

    def handle(self, path):
        self.last += 1
        self.handles[self.last] = self.find(path)
        return self.last

    def opendir(self, path):
        with self.mutex:
            self.sickness.meet("open", path)
            return 0

    def release(self, path, fh):
        self.handles.pop(fh, None)
        return 0

    def read(self, path, size, offset, fh):
        with self.mutex:
            self.sickness.meet("read", path)
            return bytes(self.handles[fh].now[offset : offset + size])

    def write(self, path, data, offset, fh):
        with self.mutex:
            self.tick("write", path)
            file = self.handles[fh]
            if len(file.now) < offset:
                file.now.extend(b"\0" * (offset - len(file.now)))
            file.now[offset : offset + len(data)] = data
            file.touch(offset, offset + len(data))
            return len(data)

    def truncate(self, path, length, fh=None):
        with self.mutex:
            self.tick("truncate", path)
            file = self.handles[fh] if fh in self.handles else self.find(path)
            if length < len(file.now):
                del file.now[length:]
            else:
                file.now.extend(b"\0" * (length - len(file.now)))
            file.touch(length, length + 1)

    def fsync(self, path, datasync, fh):
        with self.mutex:
            self.tick("fsync", path)
            file = self.handles[fh]
            file.durable = bytearray(file.now)
            file.dirty.clear()
            folder, name = posixpath.split(path)
            if self.now.get(folder, {}).get(name) is file:
                self.durable[folder][name] = file
            return 0

    def fsyncdir(self, path, datasync, fh):
        with self.mutex:
            self.tick("fsync", path)
            self.durable[path] = dict(self.now[path])
            self.since[path].clear()
            return 0

    def move(self, old, new):
        """Have what is in a folder follow it to its new name; a cut may leave it under the old one."""
        self.moved[old] = new
        for table in (self.now, self.durable, self.since):
            for path in [one for one in table if one == old or one.startswith(f"{old}/")]:
                table[new + path.removeprefix(old)] = table.pop(path)

    def unlink(self, path):
        with self.mutex:
            self.tick("unlink", path)
            self.change(path, "gone")

    def rename(self, old, new, flags=0):
        with self.mutex:
            self.tick("rename", new)
            what = self.find(old)
            if what is DIRECTORY:
                self.move(old, new)
            self.change(new, what)
            self.change(old, "gone")
            folder = posixpath.dirname(old)
            if folder == posixpath.dirname(new):  # within one folder a rename happens or does not
                gone = self.since[folder].pop()
                self.since[folder][-1] += gone

    def statfs(self, path):
        many = 10**6
        return {
            "f_bsize": PAGE,
            "f_frsize": PAGE,
            "f_blocks": many,
            "f_bfree": many,
            "f_bavail": many,
            "f_namemax": 255,
        }

    def flush(self, path, fh):
        return 0

    def chmod(self, path, mode):
        return 0

    def chown(self, path, uid, gid):
        return 0

    def utimens(self, path, times=None):
        return 0

    def take_orders(self):
        """Hear what is to fail; one answer a line."""
        for line in sys.stdin:
            with self.mutex:
                said, self.sickness = self.sickness.said(), Sickness(json.loads(line))
            tell(said)


def tell(what):
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def look_at(image, every, offset, cuts):
    """Return what shows each state that a cut may leave, before every `every`-th operation."""

    def look(disk):
        at = disk.operations
        if at <= offset or (at - offset - 1) % every:
            return
        for number, (pages, names) in enumerate(PATTERNS[:cuts]):
            disk.leave(image, random.Random(number * 10_007 + at), pages, names)
            tell([at, number])
            sys.stdin.readline()

    return look


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("backing")
    parser.add_argument("mount")
    parser.add_argument("--look", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--offset", type=int, default=0)
    parser.add_argument("--cuts", type=int, default=len(PATTERNS))
    args = parser.parse_args()
    if args.look:
        disk = LossyFS(args.backing, look_at(args.look, args.every, args.offset, args.cuts))
    else:
        disk = LossyFS(args.backing, lambda _disk: None)
        threading.Thread(target=disk.take_orders, daemon=True).start()
    options = {"fsname": "lossy", "attr_timeout": 0, "entry_timeout": 0, "negative_timeout": 0}
    fuse.FUSE(disk, args.mount, foreground=True, nothreads=True, **options)


if __name__ == "__main__":
    main()
