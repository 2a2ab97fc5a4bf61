"""Bar 6 of the offline cache: a person sought on disk, in logs, in memory and in core dumps, in every writing.

A terminal meets somebody who exists nowhere, files, delivers, is refused, carries out and takes back, backs up, is
damaged and recovers, fails; then it forgets them. Sought are name, number, telephone, address, query code, pictures
and strokes of the signature (tests/fault/canary_writings.py); what a thief with the device's keys decrypts, too. That
the search finds each writing is proved in the same run: in a file, and in a core dump taken while the person is there.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.figures import Figure, at_most, seen

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "fault"))

import canary_person  # noqa: E402 - the rigs must be on the path first
from memory_scan import in_files  # noqa: E402
from platform_kit import running_sandbox  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["figures"]

FORMS = 13


def figures(*, quick: bool) -> Iterator[Figure]:
    """Live `quick` one or three lives, each with a person of its own."""
    for seed in range(1 if quick else 3):
        with tempfile.TemporaryDirectory(prefix="kiosk-canary-") as place:
            yield from _life(Path(place), seed)


def _life(place: Path, seed: int) -> Iterator[Figure]:
    canary, folder = canary_person.Canary(seed), place / "terminal"
    folder.mkdir()
    with running_sandbox(place / "platform") as platform, canary_person.living(folder, platform.url) as terminal:
        yield _found("in memory before", terminal.held(canary.needles))
        terminal.meet(canary)
        here = {find.label.split(" as ")[0] for find in terminal.held(canary.needles)}
        where = "memory (NO GCORE)"
        if _core(terminal.process.pid, place / "during"):
            here &= {label.split(" as ")[0] for _, label in in_files(place / "during", canary.needles)}
            where = "memory and core"
        shutil.rmtree(place / "during")
        yield Figure(name=f"kinds found in {where} while there", value=len(here), bar=">= 6", passed=len(here) >= 6)
        canary_person.whole_life(terminal, platform, canary)
        forms = len({label.split(" as ")[1].split(" ")[-1] for label in canary.needles.values()})
        yield Figure(name="forms sought", value=forms, bar=f">= {FORMS}", passed=forms >= FORMS)
        yield seen("needles", len(canary.needles))
        yield _control(place / "control", canary.needles)
        yield _found("in memory after", terminal.held(canary.needles))
        if _core(terminal.process.pid, place / "after"):
            yield _found("in a core dump after", in_files(place / "after", canary.needles))
        files = [path for path in folder.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files)
        note = f"{len(files)} files, {size:,} bytes: store, log, output, stick, backup, quarantine, tmp"
        yield _found("in its files and their names", in_files(folder, canary.needles), note)
        (place / "opened").mkdir()
        terminal.unlock(place / "opened")
        yield _found("in what its own keys open", in_files(place / "opened", canary.needles))


def _found(what: str, finds: list[Any], note: str = "") -> Figure:
    return at_most(f"places with the person {what}", len(finds), 0, "", "; ".join(map(str, finds[:3])) or note)


def _control(place: Path, needles: dict[bytes, str]) -> Figure:
    place.mkdir()
    for number, needle in enumerate(needles):
        (place / str(number)).write_bytes(b"before " + needle + b" after")
    found = {name for name, _ in in_files(place, needles)}
    return at_most("writings that the search does not find", len(needles) - len(found), 0)


def _core(pid: int, folder: Path) -> bool:
    """Have gdb write a core of a living process, which root can whatever the process has said; whether it could."""
    folder.mkdir()
    if shutil.which("gcore") is None:
        return False
    done = subprocess.run(["gcore", "-a", "-o", str(folder / "dump"), str(pid)], capture_output=True, check=False)
    return done.returncode == 0
