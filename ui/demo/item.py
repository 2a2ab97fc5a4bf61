"""One service item from the empty terminal to the empty terminal, and what of it must be true whatever the item is."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from config.load import load_services
from kiosk.commands.verb import say
from ui.demo import report
from ui.demo.children import until
from ui.demo.journeys import item_journey
from ui.demo.laying import SHEBAO, people, wanted_card
from ui.demo.platform import PlatformWindow
from ui.demo.walk import Walk

if TYPE_CHECKING:
    import argparse

    from ui.demo.stage import Stage

__all__ = ["walk_item"]

_ARRIVE_S = 90.0
_FILES = "receipt"


@dataclass(frozen=True, slots=True)
class _Walked:
    """How the walk ended: was a case to be filed, and was it."""

    files: bool
    last_words: str


def walk_item(stage: Stage, args: argparse.Namespace, out: Path) -> int:
    """Walk, gather, check; return 0 when every check holds. Raises DemoFailed when the journey is stuck."""
    journey = item_journey(args.auto)
    item = load_services()[args.auto]
    blocked = args.offline and hasattr(journey, "offline")
    try:
        stage.start_terminal()
        walk = Walk(stage.hand, out, say)
        if args.offline:
            until(PlatformWindow(stage.platform_url).acquainted, _ARRIVE_S, "the terminal's first contact")
            walk.lab("platform", "down")
            say("  --  the line is cut")
        card = wanted_card(args, getattr(journey, "CARD", SHEBAO))
        (journey.offline if blocked else journey.walk)(walk, card)
        walked = _Walked(item.steps[-1].kind == _FILES and not blocked, _words(stage))
        if args.offline:
            walk.lab("platform", "up")
            say("  --  the line is mended")
        cases = _arrived(stage, walked)
        stage.stop_terminal()
    finally:
        for log in stage.logs.iterdir():
            shutil.copy(log, out / "logs" / log.name)
    papers = [Path(file) for file in walk.lab("receipts", "--out", str(stage.folder / "papers"))["receipts"]]
    report.write_case(out, cases)
    report.write_papers(out, papers)
    checks = _checks(walk, walked, cases, papers=len(papers))
    seen = report.Evidence(
        cases=cases,
        ratings=0,
        outbox=report.count(args.profile, stage.addresses),
        papers=len(papers),
        steps=walk.steps,
        last_words=[walked.last_words],
        person="",
        killed=False,
    )
    report.write(out, {"journey": args.auto, "offline": args.offline}, seen, checks, stage.screen)
    return report.tell(checks, out)


def _words(stage: Stage) -> str:
    return " ".join(stage.hand.do(do="where")["texts"])


def _arrived(stage: Stage, walked: _Walked) -> list[dict[str, Any]]:
    """Return what the platform received, once it must have."""
    window = PlatformWindow(stage.platform_url)
    if walked.files:
        until(lambda: bool(window.cases()), _ARRIVE_S, "the case at the platform")
    return [window.case(one["case_id"]) for one in window.cases()]


def _checks(walk: Walk, walked: _Walked, cases: list[dict[str, Any]], *, papers: int) -> list[report.Check]:
    screens = [step.screen for step in walk.steps]
    names = [one for one in people() if one in walked.last_words]
    numbers = [case["server_no"] for case in cases]
    found = [
        report.Check("the walk ended where it began", screens[-1:] == ["Attract"], screens[-1:]),
        report.Check("no screen was a fault", "Fault" not in screens, screens),
        report.Check("the glass has forgotten", not names, screens[-1:]),
    ]
    if walked.files:
        found += [
            report.Check("the case is at the platform", bool(cases), len(cases)),
            report.Check("the platform answered with a number", all(numbers), numbers),
            report.Check("a receipt came out", papers >= 1, papers),
        ]
    return found
