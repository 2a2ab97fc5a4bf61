"""The verb `demo`: sets the stage, then leaves it to a person's hand or to the journey that walks itself."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from kiosk.commands.verb import complain, say, settings_of
from ui.demo import report
from ui.demo.auto import walk_by_itself
from ui.demo.children import DemoFailed
from ui.demo.item import walk_item
from ui.demo.stage import Stage

if TYPE_CHECKING:
    import argparse

__all__ = ["run_demo"]

_OPEN_PORT = "the virtual card reader's port 35963 is open on ALL addresses of this machine while the demo runs"
_LOOK_S = 0.5


def run_demo(args: argparse.Namespace) -> int:
    """Run one demo to its end; nothing of it is left running."""
    for number in (signal.SIGTERM, signal.SIGINT):  # a shell has its background jobs ignore SIGINT
        signal.signal(number, _end)
    out = Path(args.out).resolve()
    if args.auto:
        report.clear(out)
    say(f"demo: starting card service, lab, sandbox platform ...\n      {_OPEN_PORT}")
    try:
        with Stage(args.profile, settings_of(args), headless=args.headless) as stage:
            try:
                return _walk(stage, args, out) if args.auto else _by_hand(stage, out)
            except DemoFailed as why:
                if stage.terminal is not None and not stage.terminal.running:
                    raise stage.terminal.failed() from why
                raise
    except DemoFailed as why:
        complain(f"demo: {why}")
        return 1


def _walk(stage: Stage, args: argparse.Namespace, out: Path) -> int:
    walk = walk_by_itself if args.auto == "elder-card" else walk_item
    return walk(stage, args, out)


def _end(number: int, _frame: object) -> NoReturn:
    raise SystemExit(128 + number)


def _by_hand(stage: Stage, out: Path) -> int:
    """Show the window and the lab panel until one of them is closed; without a display, keep an album."""
    stage.start_terminal()
    if stage.screen == "real":
        say("the terminal is open; the lab panel handles cards, papers, printer and line. Ctrl-C ends the demo.")
        windows = (stage.terminal, stage.open_panel())
        while all(window is None or window.running for window in windows):
            threading.Event().wait(_LOOK_S)
        return 0
    report.clear(out)
    say(f"no display here: every new screen is pictured in {out / 'screens'}")
    say("handle the devices from another shell: ./kiosk.sh lab --help. Ctrl-C ends the demo.")
    shown, number = "", 0
    while stage.terminal is not None and stage.terminal.running:
        screen = stage.hand.screen
        if screen != shown:
            shown, number = screen, number + 1
            picture = out / "screens" / f"{number:02d}-{screen}.png"
            stage.hand.do(do="shot", file=str(picture))
            say(f"  {picture}")
        threading.Event().wait(_LOOK_S)
    return 1
