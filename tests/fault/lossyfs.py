"""A disk that forgets what was not synced: a FUSE file system for power cuts (after the idea of LazyFS).

    python tests/fault/lossyfs.py BACKING MOUNT [--cut-after N] [--torn SHARE] [--seed N]

Files live in memory. At the cut - before the N-th operation that changes something, or at SIGUSR1 - the state that a
power cut may leave is written to BACKING, and the process ends with status 9. Data since a file's last fsync: each page
of 4096 bytes is kept with the chance SHARE on its own, so writes are reordered and torn. Names since the folder's last
fsync (create, rename, unlink) are undone or kept by the same chance, folder by folder and in order; fsync of a new file
makes its name durable, as ext4 does.
"""

from __future__ import annotations

import argparse
import errno
import os
import posixpath
import random
import shutil
import signal
import stat
import threading
import time
from pathlib import Path

import mfusepy as fuse

PAGE = 4096
DIRECTORY = None


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
        return body


class LossyFS(fuse.Operations):
    use_ns = True

    def __init__(self, backing, cut_after, torn, seed):
        self.backing, self.cut_after, self.torn, self.chance = Path(backing), cut_after, torn, random.Random(seed)
        self.operations, self.handles, self.last = 0, {}, 0
        self.mutex = threading.RLock()
        self.now = {"/": {}}
        for folder, _, files in os.walk(backing):
            inside = "/" + posixpath.relpath(folder, backing) if folder != str(backing) else "/"
            names = self.now.setdefault(inside, {})
            if inside != "/":
                self.now[posixpath.dirname(inside)][posixpath.basename(inside)] = DIRECTORY
            names.update({name: File(Path(folder, name).read_bytes()) for name in files})
        self.durable = {folder: dict(names) for folder, names in self.now.items()}
        self.since = {folder: [] for folder in self.now}

    # --- the cut

    def tick(self):
        self.operations += 1
        if self.cut_after and self.operations >= self.cut_after:
            self.cut()

    def cut(self, *_signal):
        for folder, changes in self.since.items():
            kept = 0
            while kept < len(changes) and self.chance.random() < self.torn:
                kept += 1
            for change in changes[:kept]:
                for name, what in change:
                    self.set_durable(folder, name, what)
        image = self.backing.with_name(self.backing.name + ".new")
        shutil.rmtree(image, ignore_errors=True)
        image.mkdir()
        reachable = {"/"}
        for folder in sorted(self.durable):
            if folder not in reachable:
                continue
            for name, what in self.durable[folder].items():
                path = image / folder.lstrip("/") / name
                if what is DIRECTORY:
                    path.mkdir(mode=0o700)
                    reachable.add(posixpath.join(folder, name))
                else:
                    path.write_bytes(what.after_the_cut(self.chance, self.torn))
                    path.chmod(0o600)
        shutil.rmtree(self.backing)
        image.rename(self.backing)
        os._exit(9)

    def set_durable(self, folder, name, what):
        if what == "gone":
            self.durable[folder].pop(name, None)
        else:
            self.durable[folder][name] = what

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
            self.tick()
            self.now[path], self.durable[path], self.since[path] = {}, {}, []
            self.change(path, DIRECTORY)

    def rmdir(self, path):
        with self.mutex:
            self.tick()
            self.change(path, "gone")

    def create(self, path, mode, fi=None):
        with self.mutex:
            self.tick()
            self.change(path, File())
            return self.open(path, 0)

    def open(self, path, flags):
        with self.mutex:
            what = self.find(path)
            self.last += 1
            self.handles[self.last] = what
            if flags & os.O_TRUNC:
                self.truncate(path, 0)
            return self.last

    def release(self, path, fh):
        self.handles.pop(fh, None)
        return 0

    def read(self, path, size, offset, fh):
        return bytes(self.handles[fh].now[offset : offset + size])

    def write(self, path, data, offset, fh):
        with self.mutex:
            self.tick()
            file = self.handles[fh]
            if len(file.now) < offset:
                file.now.extend(b"\0" * (offset - len(file.now)))
            file.now[offset : offset + len(data)] = data
            file.touch(offset, offset + len(data))
            return len(data)

    def truncate(self, path, length, fh=None):
        with self.mutex:
            self.tick()
            file = self.handles[fh] if fh in self.handles else self.find(path)
            if length < len(file.now):
                del file.now[length:]
            else:
                file.now.extend(b"\0" * (length - len(file.now)))
            file.touch(length, length + 1)

    def fsync(self, path, datasync, fh):
        with self.mutex:
            self.tick()
            file = self.handles[fh]
            file.durable = bytearray(file.now)
            file.dirty.clear()
            folder, name = posixpath.split(path)
            if self.now.get(folder, {}).get(name) is file:
                self.durable[folder][name] = file
            return 0

    def fsyncdir(self, path, datasync, fh):
        with self.mutex:
            self.tick()
            self.durable[path] = dict(self.now[path])
            self.since[path].clear()
            return 0

    def unlink(self, path):
        with self.mutex:
            self.tick()
            self.change(path, "gone")

    def rename(self, old, new, flags=0):
        with self.mutex:
            self.tick()
            what = self.find(old)
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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("backing")
    parser.add_argument("mount")
    parser.add_argument("--cut-after", type=int, default=0)
    parser.add_argument("--torn", type=float, default=0.5)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    disk = LossyFS(args.backing, args.cut_after, args.torn, args.seed)
    signal.signal(signal.SIGUSR1, disk.cut)
    options = {"fsname": "lossy", "attr_timeout": 0, "entry_timeout": 0, "negative_timeout": 0}
    fuse.FUSE(disk, args.mount, foreground=True, nothreads=True, **options)


if __name__ == "__main__":
    main()
