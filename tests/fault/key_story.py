"""Power cuts while the keys of a terminal move from one store into another: the old or the new, never none."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal

from crash_story import lossy_disk

from offline_cache.errors import KeysBroken
from offline_cache.keys import DeviceKeys


def cuts(work, source, target, *, every=1, patterns=1):
    """Move keys on a disk that forgets; return how many states were judged, and those that were found wanting."""
    backing, left, failed, points = work / "disk", work / "left", [], 0
    made = DeviceKeys.load_or_create(backing / "keys", source)
    words = ["--look", left, "--every", str(every), "--cuts", str(patterns)]
    with lossy_disk(backing, *words) as (disk, mount):
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BaseException):
                DeviceKeys.move(mount / "keys", target)
                (work / "ended").touch()
            os.kill(disk.pid, signal.SIGKILL)  # what it says ends
            os._exit(0)
        for line in disk.stdout:
            points += 1
            failed += [[line.strip(), why] for why in judge(left / "keys", target, made)]
            disk.stdin.write("\n")
            disk.stdin.flush()
        os.waitpid(child, 0)
    if not (work / "ended").exists():
        failed.append(["the end", "the move did not come to its end"])
    shutil.rmtree(left, ignore_errors=True)
    return {"points": points, "failed": failed}


def judge(keys, target, made):
    """The keys are there; the same command ends the move; then they are in the new place and nowhere else."""
    try:
        before = DeviceKeys.load_or_create(keys)
        DeviceKeys.move(keys, target)
        after = DeviceKeys.load_or_create(keys, target)
    except KeysBroken as broken:
        return [f"{type(broken).__name__}: {broken}"]
    wrong = [] if {before.secret, after.secret} == {made.secret} else ["other keys"]
    if target != "file" and list(keys.glob("*.key")):
        wrong.append("the old keys lie about")
    return wrong
