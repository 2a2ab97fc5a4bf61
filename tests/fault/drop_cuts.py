"""The power goes while batches are written: what has its name is whole, and what was told is there."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal

from crash_story import lossy_disk
from drop_kit import Office, carrying
from platform_kit import NOW, Terminal, finished_run

from kiosk.gateway.proofs import SignKeys
from kiosk.sync.file_drop.checking import check
from kiosk.sync.file_drop.plain_files import batches_in

__all__ = ["cuts"]

EXPORTS = 2


def cuts(work, *, every=1, patterns=1):
    """Export on a stick that forgets; return how many states were judged, and those that were found wanting."""
    backing, left, told, points, failed = work / "disk", work / "left", work / "told", 0, []
    backing.mkdir()
    office, terminal = Office(work / "office"), Terminal(work / "terminal", "K0557")
    desk = terminal.desk(office.seal_key)
    for _ in range(2):
        desk.file(finished_run(), NOW)
    terminal.close()
    with lossy_disk(backing, "--look", left, "--every", str(every), "--cuts", str(patterns)) as (disk, mount):
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BaseException):
                drop = carrying(Terminal(work / "terminal", "K0557"), office)
                for _ in range(EXPORTS):
                    (batch,) = drop.export(mount, NOW).batches
                    with told.open("a") as file:
                        file.write(f"{batch}\n")
            os.kill(disk.pid, signal.SIGKILL)  # what it says ends
            os._exit(0)
        for line in disk.stdout:
            points += 1
            failed += [[*json.loads(line), why] for why in judge(left, told)]
            disk.stdin.write("\n")
            disk.stdin.flush()
        os.waitpid(child, 0)
    if not told.exists() or len(told.read_text().split()) != EXPORTS:
        failed.append(["the end", "the exports did not come to their end"])
    shutil.rmtree(left, ignore_errors=True)
    return {"points": points, "failed": failed}


def judge(left, told):
    """Every batch that has its name verifies; every one that was told is there."""
    here = {batch.name: check(batch, SignKeys()).wrong for batch in batches_in(left)}
    finished = told.read_text().split() if told.exists() else []
    lost = [f"{batch} was told and is not there" for batch in finished if batch not in here]
    return [*lost, *(f"{batch}: {wrong[0]}" for batch, wrong in here.items() if wrong)]
