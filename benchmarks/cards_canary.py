"""Bar 8: a person's data in logs, journal, crash output, file names, and in the memory of those who forgot them.

Every kind is read by a card process whose output and temporary folder are our own; then it is killed by SIGSEGV and by
SIGABRT in the middle of a reading, with faulthandler on. The memory of the card process is searched after a reading
(which must find the person: the search works) and that of its successor, as after a visit. The real terminal's memory
is searched too, after a visit has ended: what Python and Qt have not overwritten is told, without a bar.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.cards_bench import CARDS, key, trust
from benchmarks.cards_hand import hand
from benchmarks.cards_terminal import Terminal, children
from benchmarks.cards_traces import found_in, found_in_memory, secrets_of, writings
from benchmarks.cards_window import window
from benchmarks.figures import Figure, at_most, seen
from drivers.lab.people import person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.cards_hand import Hand

__all__ = ["figures"]

_WHO = person("ouyang")
_NEEDLES = writings(secrets_of(_WHO))
_QUICK = ("shebao2", "resident", "passport")


def figures(*, quick: bool) -> Iterator[Figure]:
    """Read, crash, search."""
    with tempfile.TemporaryDirectory(prefix="kiosk-canary-") as folder, hand() as lab:
        place = Path(folder)
        journal: list[str] = []
        with _captured(place), Terminal(trust()) as terminal:
            lab.do("trust", trust())
            lab.do("psam")
            terminal.hear("absent")
            labels = [label for label in CARDS if CARDS[label].over_pcscd and (not quick or label in _QUICK)]
            for label in labels:
                _read(lab, terminal, label, journal)
            read_by = terminal.worker()
            knew = found_in_memory(read_by, _NEEDLES)
            terminal.renew()
            terminal.hear("present", "absent")
            renewed = terminal.worker()
            knows = found_in_memory(renewed, _NEEDLES)
            for blow in (signal.SIGSEGV, signal.SIGABRT):
                for label in _QUICK:
                    _crash(lab, terminal, label, blow)
        output = {file.name: file.read_bytes() for file in place.rglob("*") if file.is_file()}
        names = [str(one) for one in (*Path(tempfile.gettempdir()).glob("*/*"), *place.rglob("*"))]
    yield at_most("journal lines with a person", _hits("\n".join(journal).encode()), 0, note=f"{len(journal)} lines")
    crashes = sum(said.count(b"Fatal Python error") for said in output.values())
    size = sum(map(len, output.values()))
    with_person = sum(map(_hits, output.values()))
    yield at_most("files and output with a person", with_person, 0, note=f"{size:,} bytes")
    yield Figure(name="crash reports written", value=crashes, bar=">= 1", passed=crashes >= 1)
    yield at_most("file names with a person", sum(_hits(os.fsencode(name)) for name in names), 0)
    note = ", ".join(sorted({_NEEDLES[needle] for needle in knew})[:6])
    places = sum(knew.values())
    yield Figure(name="places in the process that has read", value=places, bar="> 0", passed=places > 0, note=note)
    note = ", ".join(sorted({_NEEDLES[needle] for needle in knows}))
    yield at_most("places in its successor", sum(knows.values()), 0, note=note)
    yield Figure(name="the successor is another process", value=renewed, passed=renewed not in {0, read_by})
    yield from _after_a_visit()


def _read(lab: Hand, terminal: Terminal, label: str, journal: list[str]) -> None:
    """Read it well once, and once with a garbled answer, for the journal of a failure."""
    lab.do("remove")
    terminal.forget()
    lab.do("insert", label, _WHO.key)
    terminal.hear("present")
    for spoiled in (False, True):
        if spoiled:
            for at in range(2, 100, 2):
                lab.do("spoil", at, "garbage")
        terminal.read(key(label, _WHO))
        message = terminal.hear("reading", "failed", "died")[1]
        if message[0] == "failed":
            journal += message[3]
    lab.do("remove")
    terminal.forget()
    lab.do("insert", label, _WHO.key, pull_at=3 if CARDS[label].most != 6 else 2)
    terminal.hear("present")
    terminal.read(key(label, _WHO))
    message = terminal.hear("reading", "failed", "died")[1]
    if message[0] == "failed":
        journal += message[3]
    terminal.hear("absent")
    lab.do("insert", label, _WHO.key)
    terminal.hear("present")
    terminal.read(key(label, _WHO))
    terminal.hear("reading")


def _crash(lab: Hand, terminal: Terminal, label: str, blow: signal.Signals) -> None:
    """Strike the card process while it waits for the last answers of a reading."""
    lab.do("remove")
    terminal.forget()
    lab.do("insert", label, _WHO.key, mute_at=2 if label == "resident" else 7)
    terminal.hear("present")
    terminal.read(key(label, _WHO))
    terminal.turn_for(0.5)
    os.kill(terminal.worker(), blow)
    terminal.hear("died")
    lab.do("remove")
    terminal.hear("absent", "unavailable")


@contextlib.contextmanager
def _captured(folder: Path) -> Iterator[None]:
    """Let every child write its output and its temporary files into the folder, and tell of its crashes."""
    before = {name: os.environ.get(name) for name in ("TMPDIR", "PYTHONFAULTHANDLER")}
    sys.stdout.flush()
    kept = [os.dup(descriptor) for descriptor in (1, 2)]
    with (folder / "output").open("ab") as output:
        for descriptor in (1, 2):
            os.dup2(output.fileno(), descriptor)
    os.environ |= {"TMPDIR": str(folder), "PYTHONFAULTHANDLER": "1"}
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value
        for descriptor, copy in zip((1, 2), kept, strict=True):
            os.dup2(copy, descriptor)
            os.close(copy)


def _after_a_visit() -> Iterator[Figure]:
    """Let the real terminal meet the person, end the visit, and search it and its card process."""
    with window() as walk:
        walk.see("Attract", deadline_s=40)
        walk.lab("card", "insert", "shebao", "--person", _WHO.key)
        walk.see("Home")
        terminal = walk.stage.terminal._process.pid  # noqa: SLF001 - a campaign looks inside
        during = found_in_memory(terminal, _NEEDLES)
        walk.lab("card", "remove")
        walk.see("Attract", deadline_s=60)
        after = found_in_memory(terminal, _NEEDLES)
        cards = [pid for pid in children(terminal) if b"child\0card" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        in_card_process = sum(sum(found_in_memory(pid, _NEEDLES).values()) for pid in cards)
        places = (walk.stage.logs, walk.stage.folder / "state")
        logs = [file.read_bytes() for place in places for file in place.rglob("*") if file.is_file()]
    yield at_most(
        "places in the terminal's card process after the visit", in_card_process, 0, note=f"{len(cards)} there"
    )
    note = ", ".join(f"{_NEEDLES[needle]} {count}" for needle, count in after.items())
    yield seen("places in the terminal itself during the visit", sum(during.values()))
    yield at_most("places in the terminal itself after the visit", sum(after.values()), 0, note=note)
    yield at_most("its logs and state files with the person", sum(map(_hits, logs)), 0, note=f"{len(logs)} files")


def _hits(data: bytes) -> int:
    return len(found_in(data, _NEEDLES))
