"""The journey that walks itself, and the report it leaves."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.commands.verb import say
from ui.demo import elder_card, report
from ui.demo.children import until
from ui.demo.laying import printed_number, wanted_card
from ui.demo.platform import PlatformWindow
from ui.demo.walk import Walk

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from ui.demo.stage import Stage

__all__ = ["walk_by_itself"]

_ARRIVE_S = 90.0
_COMMIT_S = 20.0


def walk_by_itself(stage: Stage, args: argparse.Namespace, out: Path) -> int:
    """Walk, gather, check; return 0 when every check holds. Raises DemoFailed when the journey is stuck."""
    try:
        with _tripwire(stage.folder, wanted=args.kill) as (settings, await_commit):
            stage.start_terminal(**settings)
            told = {"journey": args.auto, "offline": args.offline, "kill": args.kill, "first_frame_s": _age_s()}
            say(f"first frame after {_age_s():.2f} s; display: {stage.screen}; pictures: {out / 'screens'}")
            walk = Walk(stage.hand, out, say)
            card = wanted_card(args)
            elder_card.file_case(walk, card, lambda: _cut(walk) if args.offline else None)
            await_commit()
        if args.kill:
            stage.kill_terminal()
            say("  --  the terminal was killed right after the commit; it starts again")
            walk.lab("card", "remove")
            stage.start_terminal()
            elder_card.offered_receipt(walk, card)
        elder_card.take_receipt(walk)
        laid = walk.lab("state")["card"]
        if args.offline:
            walk.lab("platform", "up")
            say("  --  the line is mended")
        elder_card.take_leave(walk)
        seen = _gather(stage, args, walk, laid)
    finally:
        for log in stage.logs.iterdir():
            shutil.copy(log, out / "logs" / log.name)
    report.write_case(out, seen.cases)
    report.write_papers(out, _papers(walk, stage))
    checks = report.check(seen)
    report.write(out, told, seen, checks, stage.screen)
    return report.tell(checks, out)


def _gather(stage: Stage, args: argparse.Namespace, walk: Walk, laid: dict[str, Any]) -> report.Evidence:
    """Wait until everything has arrived, end the terminal, and look at what there is."""
    window = PlatformWindow(stage.platform_url)
    until(lambda: bool(window.cases()) and window.ratings() > 0, _ARRIVE_S, "the case and its rating at the platform")
    last_words = stage.hand.do(do="where")["texts"]
    stage.stop_terminal()
    papers = _papers(walk, stage)
    return report.Evidence(
        cases=[window.case(one["case_id"]) for one in window.cases()],
        ratings=window.ratings(),
        outbox=report.count(args.profile, stage.addresses),
        papers=len(papers),
        proof=report.prove(args.profile, stage.addresses, papers[0]) if papers else {},
        steps=walk.steps,
        last_words=last_words,
        person=str(laid["person"]),
        number=printed_number(laid),
        killed=args.kill,
    )


def _papers(walk: Walk, stage: Stage) -> list[Path]:
    return [Path(file) for file in walk.lab("receipts", "--out", str(stage.folder / "papers"))["receipts"]]


def _cut(walk: Walk) -> None:
    walk.lab("platform", "down")
    say("  --  the line is cut")


@contextlib.contextmanager
def _tripwire(folder: Path, *, wanted: bool) -> Iterator[tuple[dict[str, str], Callable[[], None]]]:
    """Lay a wire that the terminal trips right after its commit, where it then stands still.

    Yields the terminal's settings and a call that waits for the commit.
    """
    if not wanted:
        yield {}, lambda: None
        return
    trip = folder / "trip"
    os.mkfifo(trip)
    os.mkfifo(f"{trip}.hold")
    wire = os.open(trip, os.O_RDONLY | os.O_NONBLOCK)

    def tripped() -> bool:
        with contextlib.suppress(BlockingIOError):
            return bool(os.read(wire, 1))
        return False

    try:
        yield {"trip": str(trip)}, lambda: until(tripped, _COMMIT_S, "the outbox commit")
    finally:
        os.close(wire)


def _age_s() -> float:
    """Return how long ago this process began: kiosk.sh becomes it, so its set-up counts."""
    ticks = int(Path("/proc/self/stat").read_text("utf-8").rpartition(")")[2].split()[19])
    up_s = float(Path("/proc/uptime").read_text("utf-8").split()[0])
    return round(up_s - ticks / os.sysconf("SC_CLK_TCK"), 2)
