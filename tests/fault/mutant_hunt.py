"""Looking for a planted fault with one bench: after how many points, cuts, kills or trials it shows."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import crash_story
from crash_story import forked
from feed_stories import told_here
from line_trials import on_trial
from mutants import MUTANTS, plant

SPREAD, CUTS = 120, 3
KILLS = (6, 12, 24, 48)
STORY = Path(__file__).with_name("kill_story.py")


def hunt(name, bench, work, platform, number):
    """Return (after how many, what was wrong): None and "" where this bench does not see it. "" as name: no mutant.

    `number` makes the terminal of a trial one of its own.
    """
    kind, _, story = bench.partition(" ")
    if kind in {"lines", "cuts"}:
        return _sweep(name, getattr(crash_story, kind), story, work)
    if bench == "kill":
        return _kill(name, work)
    _, wrong = forked(lambda: (name and plant(name), on_trial(bench, work / "trial", f"K{number:04d}", platform))[1])
    return (1, wrong[0]) if wrong else (None, "")


def _sweep(name, sweep, story, work):
    """Sweep the story in passes, each as wide as the others, until something is wrong."""
    points, more = 0, {"cuts": CUTS} if sweep is crash_story.cuts else {}
    for offset in range(0, SPREAD, 1 if name else SPREAD):

        def one_pass(offset=offset):
            if name:
                plant(name)
            with told_here() if story == "feeds" else contextlib.nullcontext():
                return sweep(story, work, SPREAD, offset=offset * 37 % SPREAD, **more)

        _, result = forked(one_pass)
        if not isinstance(result, dict):
            return (points + 1, str(result))
        if result["failed"]:
            return (points + len(result["failed"]), str(result["failed"][0][1]))
        points += result["points"]
    return (None, "")


def _kill(name, work):
    """Run the kill bench, each time with more kills, until something is wrong."""
    for kills in KILLS if name else KILLS[:1]:
        wish = ["--terminals", "2", "--kills", str(kills), "--platform-kills", "1", "--receipts", str(kills * 4)]
        wish += ["--mutant", name, "--seed", str(kills)]
        command = [sys.executable, STORY, work / f"kill-{kills}", *wish]
        said = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout
        result = json.loads(said.splitlines()[-1]) if said else {"wrong": {"bench": "it ended"}, "kills": kills}
        if result["wrong"]:
            what, which = next(iter(result["wrong"].items()))
            return (result["kills"], f"{what}: {len(which)}")
    return (None, "")


def benches(*, cuts):
    """Return every (mutant, bench) that claims to catch it."""
    pairs = [(name, bench) for name, mutant in MUTANTS.items() for bench in mutant.caught_by]
    return [pair for pair in pairs if cuts or not pair[1].startswith("cuts")]


def has_cuts():
    return os.access("/dev/fuse", os.R_OK | os.W_OK)
