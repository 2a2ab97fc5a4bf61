"""Bar 7 of sync: by hand the same cases arrive with the same guarantees; replays, other orders, kills on both sides.

Trips: cases, ratings and enclosures out on a stick and their answers back, split, replayed and shuffled. Kills: SIGKILL
in the middle of filing, exporting and importing at the terminal, and of importing and exporting at the office. Cuts:
the power goes before every operation on the stick. Mixed:
one outbox delivered over a line and carried on a stick at once, the courier's process killed now and then.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import Figure, at_most, seen

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "fault"))

from drop_cuts import cuts  # noqa: E402 - the kit must be on the path first
from drop_kit import Office, carrying, online, platform_at  # noqa: E402 - the kit must be on the path first
from drop_story import Story, killed  # noqa: E402
from platform_kit import NOW, Terminal, finished_run, later, running_sandbox  # noqa: E402

from offline_cache.outbox import Outbox  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["figures"]

MEGABYTE = 1024 * 1024
KILLS = 100
PAGE = 200_000  # bytes of a photographed page


def figures(*, quick: bool) -> Iterator[Figure]:
    """Carry, kill, mix; `quick` a quarter of it."""
    with tempfile.TemporaryDirectory() as place:
        yield from _trips(Path(place), 40 if quick else 400)
    with tempfile.TemporaryDirectory() as place:
        yield from _kills(Path(place), KILLS // 4 if quick else 2 * KILLS)
    if os.access("/dev/fuse", os.R_OK | os.W_OK):
        with tempfile.TemporaryDirectory() as place:
            cut = cuts(Path(place), every=4 if quick else 1, patterns=2 if quick else 5)
            yield at_most(
                "power cuts that left half a batch, or took one back", len(cut["failed"]), 0, "", str(cut["points"])
            )
    else:
        yield seen("power cuts", "NOT RUN", note="needs root, /dev/fuse and fuse3")
    with tempfile.TemporaryDirectory() as place:
        yield from _mixed(Path(place), 5 if quick else 25)


def _trips(place: Path, cases: int) -> Iterator[Figure]:
    """One large load, split into many batches, and small ones that come again in any order."""
    office, rng = Office(place / "office"), random.Random(7)
    terminal = Terminal(place / "terminal", "K0701")
    desk, drop = terminal.desk(office.seal_key), carrying(terminal, office)
    run = finished_run(jpeg=rng.randbytes(PAGE))
    filed = [desk.file(run, NOW).case_id for _ in range(cases)]
    for case_id in filed[::5]:
        desk.rate(case_id, 5, NOW)
    began = time.monotonic()
    done = drop.write(place / "stick", drop.waiting(), NOW, largest=cases * PAGE // 10)
    wrote = time.monotonic() - began
    folders = []
    for number, batch in enumerate(done.batches):
        folders.append(place / f"part-{number}")
        folders[-1].mkdir()
        (place / "stick" / batch).rename(folders[-1] / batch)
    for folder in rng.sample(folders * 2, 2 * len(folders)):
        office.carry("import", folder)
        office.carry("export", folder)
    began = time.monotonic()
    for folder in rng.sample(folders * 2, 2 * len(folders)):
        list(drop.take(folder, NOW))
    took = time.monotonic() - began
    arrived = office.cases()
    counts = Outbox(terminal.store()).counts()
    yield at_most("cases carried that were lost", len(set(filed) - set(arrived)), 0)
    yield at_most(
        "cases carried that came twice", len(arrived) - len({one["server_no"] for one in arrived.values()}), 0
    )
    yield at_most("rows not settled by the way back", sum(counts.values()) - counts.get("accepted", 0), 0)
    yield seen("batches, each taken twice on both sides, shuffled", len(done.batches))
    yield seen("export", round(done.bytes / MEGABYTE / wrote, 1), "MB/s", f"{len(done.rows)} rows")
    yield seen("import of all answers, twice", round(took, 2), "s")
    terminal.close()


def _kills(place: Path, kills: int) -> Iterator[Figure]:
    story, cut = Story(place, seed=int.from_bytes(b"drop")), 0
    while story.kills < kills:
        story.round()
        cut += sum(1 for _ in story.sticks[-1].glob(".*.part"))
    wrong = story.judge()
    yield at_most("kills: cases lost", wrong.pop("lost", 0), 0, "", f"{story.kills} kills, {len(story.filed)} told")
    yield at_most("kills: cases doubled", wrong.pop("doubled", 0), 0)
    yield at_most("kills: anything else not as it must be", sum(wrong.values()), 0, "", str(wrong or ""))
    yield seen("batches cut short by a kill", cut)


def _mixed(place: Path, rounds: int) -> Iterator[Figure]:
    """Deliver the same rows by line and by stick; the courier is killed in the middle, in each round."""
    rng, filed = random.Random(11), []
    with running_sandbox(place / "platform") as platform:
        terminal, stick = Terminal(place / "terminal", "K0702"), place / "stick"
        terminal.courier(platform.url).step(NOW)
        desk, drop, outbox = terminal.desk(), online(terminal), Outbox(terminal.store())

        def deliver(tell: object) -> None:
            courier = Terminal(place / "terminal", "K0702").courier(platform.url)
            tell("ready")  # type: ignore[operator]
            while True:
                courier.step(later(rng.randrange(10_000)))

        for number in range(rounds):
            filed += [desk.file(finished_run(), later(number)).case_id for _ in range(4)]
            drop.export(stick, NOW)
            killed(deliver, rng.uniform(0.0, 0.2))
            for act in ("import", "export"):
                platform_at(platform.store, act, stick)
            killed(deliver, rng.uniform(0.0, 0.1))
            list(drop.take(stick, NOW))
        courier = terminal.courier(platform.url)
        while outbox.depth():
            courier.step(later(20_000))
        mine = [one for one in platform.cases() if one["device_id"] == "K0702"]
        sent, twice = sum(one["deliveries"] > 1 for one in mine), len(mine) - len({one["server_no"] for one in mine})
        yield at_most("line and stick: cases lost", len(set(filed) - {one["case_id"] for one in mine}), 0)
        yield at_most(
            "line and stick: cases doubled", twice, 0, "", f"{sent} of {len(mine)} arrived both ways or again"
        )
        yield at_most("line and stick: rows stuck", sum(outbox.counts().values()) - outbox.counts()["accepted"], 0)
        terminal.close()
