"""Crashes at every place of the stories that a store goes through.

    python tests/fault/crash_story.py lines|cuts WORK [--stories enqueue,attach,…] [--every N] [--cuts N]

`lines`: the process ends before the k-th executed line of offline_cache or of the ledger, for every N-th k. `cuts`:
before every N-th operation of the file system, each of several states that a power cut may leave. Prints one JSON
object a story; its `failed` must be empty.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from store_stories import STORIES, Told, judge, prepare

import offline_cache
from kiosk.sync import terminal_ledger

ROOMS = (str(Path(offline_cache.__file__).parent), terminal_ledger.__file__)
LOSSY = Path(__file__).with_name("lossyfs.py")
CUT = 137


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
        return line if frame.f_code.co_filename.startswith(ROOMS) else None

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
    image, place, story = work_place / f"{name}.image", work_place / f"{name}.lines", STORIES[name][1]
    prepare(name, image)
    told = begin(place, image)
    _, count = forked(lambda: traced(story, place / "state", told, 0))
    result = _result(name, "lines", count)
    for point in range(1 + offset, count + 1, every):
        told = begin(place, image)
        status, said = forked(lambda at=point, told=told: traced(story, place / "state", told, at))
        if status not in {CUT, 0}:
            result["failed"].append([point, said])
            continue
        _judge(result, point, place / "state", told)
    return result


def cuts(name, work_place, every, cuts=1, offset=0):
    """Judge what power cuts may leave before every `every`-th operation of the file system, `cuts` states each."""
    backing, left = work_place / f"{name}.disk", work_place / f"{name}.left"
    prepare(name, backing)
    told = Told(work_place / f"{name}.told")
    shutil.copyfile(backing / "told", told.path) if (backing / "told").exists() else told.path.write_text("")
    result = _result(name, "cuts", 0)
    words = ["--look", left, "--every", str(every), "--offset", str(offset), "--cuts", str(cuts)]
    with lossy_disk(backing, *words) as (disk, mount):
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BaseException):
                STORIES[name][1](mount / "state", told)
                told.tell("the end")
            os.kill(disk.pid, signal.SIGKILL)  # what it says ends
            os._exit(0)
        for line in disk.stdout:
            at, number = json.loads(line)
            _judge(result, f"{at}.{number}", left / "state", told)
            result["of"] = at
            disk.stdin.write("\n")
            disk.stdin.flush()
        os.waitpid(child, 0)
    if told.read()[-1:] != [["the end"]]:
        result["failed"].append(["story", "did not come to its end"])
    return result


@contextlib.contextmanager
def lossy_disk(backing, *words):
    """Mount a disk that forgets, or falls ill: its process, with pipes, and the folder where it is mounted."""
    mount = backing.with_suffix(".mount")
    mount.mkdir(exist_ok=True)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    with subprocess.Popen([sys.executable, LOSSY, backing, mount, *words], **pipes) as disk:
        try:
            while not os.path.ismount(mount):
                if disk.poll() is not None:
                    raise SystemExit("the lossy disk could not be mounted")
                os.sched_yield()
            yield disk, mount
        finally:
            subprocess.run(["umount", "-l", mount], check=False, stderr=subprocess.DEVNULL)
            disk.kill()
            disk.wait(20)


def _result(name, kind, of):
    return {"story": name, "kind": kind, "of": of, "points": 0, "acknowledged": 0, "failed": []}


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
    parser.add_argument("--cuts", type=int, default=1)
    args = parser.parse_args()
    for name in args.stories.split(","):
        began, how = time.monotonic(), {"cuts": args.cuts} if args.kind == "cuts" else {}
        result = {"lines": lines, "cuts": cuts}[args.kind](name, args.work, args.every, **how)
        result["seconds"] = round(time.monotonic() - began, 1)
        sys.stdout.write(json.dumps(result) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
