"""Bar 8: ten thousand receipts through setting, journal, meter, service and driver, to the lab's printer.

Each is another case with another name. The lab is a process of its own; what is measured is this one, which does what
the print process does. Afterwards nothing of a person may lie on the disk: not in the store, not in a temporary file.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import at_most, seen
from config.load import load_profile
from drivers.printers import typeset
from drivers.types import Printed
from kiosk.app.print_room import open_room
from kiosk.domain.case import Filed
from tests.print_lives import Peer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.figures import Figure

__all__ = ["FILED", "figures"]

_RECEIPTS, _QUICK_RECEIPTS = 10_000, 300
_WARM = 0.1  # of them, before anything is measured
_TRAY = 50
_DRIFT = 100  # whatever the number of receipts: caches fill and empty
_NAMES = ("欧*𬭎", "赵*兰", "买买提·*", "ཚེ*", "䶮*")
FILED = Filed(
    case_id=str(uuid.UUID(int=0)),
    receipt_no="K0007-20261121-0042-C",
    query_code="7K3M9QX4",
    item_id="elder-card",
    task_name="老年人优待证",
    dept_name="示范区民政局",
    masked_name="赵*兰",
    materials=("居住证明", "照片"),
    filed=dt.datetime(2026, 11, 21, 1, 48, tzinfo=dt.UTC),
    promise=None,
    promised_names=(),
    next_steps=("带上身份证到 1 楼综合窗口领取",),
)


def figures(*, quick: bool) -> Iterator[Figure]:
    """Print and print."""
    receipts = _QUICK_RECEIPTS if quick else _RECEIPTS
    with tempfile.TemporaryDirectory() as folder, Peer("lab", "epson", "0") as lab, _temporary(folder) as temporary:
        gui = typeset.ensure_gui()
        yield from _soaked(receipts, Path(folder) / "state", temporary, lab)
        del gui


def _soaked(receipts: int, state: Path, temporary: Path, lab: Peer) -> Iterator[Figure]:
    state.mkdir()
    profile = load_profile("demo", {"printer.address": lab.ask()["address"], "printer.dialect": "epson"})
    room = open_room(profile, str(state), paper=lambda _: None, exit_told=lambda _: None)
    room.service.status()
    resident = nones = files = 0
    unproven = 0
    began = time.monotonic()
    for number in range(receipts):
        if number == int(receipts * _WARM):
            resident, nones, files = _resident_kb(), sys.getrefcount(None), _open_files()
        outcome = room.service.print_receipt(_case(number), lambda _share, _copy: None).outcome
        unproven += outcome is not Printed.CONFIRMED
        if number % _TRAY == 0:
            lab.ask(do=["take"])
    took_s = time.monotonic() - began
    growth = (_resident_kb() - resident) / resident * 100
    nones_now = sys.getrefcount(None)
    yield at_most(
        f"receipts of {receipts:,} that were not proven", unproven, 0, "", f"{took_s / receipts * 1000:.0f} ms each"
    )
    yield at_most("growth of resident memory", round(growth, 2), 5, "%", f"of {resident / 1024:.0f} MB")
    drift = abs(nones_now - nones)
    yield at_most("drift of the references to None", drift, _DRIFT, "", f"of {nones:,}; a fall to 0 ends Python")
    yield at_most("files held open more than before", max(0, _open_files() - files), 0)
    room.close()
    yield at_most("temporary files left", len(list(temporary.rglob("*"))), 0)
    yield at_most("files of the state that tell of a person", len(_telling(state, receipts)), 0)
    yield seen("size of the store", round(sum(file.stat().st_size for file in state.rglob("*")) / 1e6, 1), "MB")


def _case(number: int) -> Filed:
    case_id = str(uuid.UUID(int=number + 1, version=4))
    name, code = _NAMES[number % len(_NAMES)], f"{number:07d}X"
    return dataclasses.replace(FILED, case_id=case_id, masked_name=name, query_code=code)


def _telling(folder: Path, receipts: int) -> list[str]:
    """Return the files in which a name or a query code of some case lies."""
    needles = [name.encode() for name in _NAMES]
    needles += [_case(number).query_code.encode() for number in range(0, receipts, max(1, receipts // 100))]
    found = []
    for file in folder.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            found += [file.name for needle in needles if needle in data]
    return found


def _resident_kb() -> int:
    line = next(line for line in Path("/proc/self/status").read_text("ascii").splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1])


def _open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


@contextlib.contextmanager
def _temporary(folder: str) -> Iterator[Path]:
    """Give this process a temporary folder of its own."""
    place, before = Path(folder) / "temporary", tempfile.tempdir
    place.mkdir()
    tempfile.tempdir = str(place)
    try:
        yield place
    finally:
        tempfile.tempdir = before
