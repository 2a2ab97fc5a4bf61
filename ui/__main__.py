"""The front door: `kiosk VERB`, or `python -m ui VERB` in a checkout.

The verbs that show something live here, on the top floor; Qt is imported only when one of them runs.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from kiosk import cli
from kiosk.commands.verb import Verb, add_settings, settings_of

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

DEMO = """\
Starts a whole terminal in a lab on this machine: the PC/SC service with a virtual reader, a camera over a desk, a
receipt printer, the sandbox platform, and the terminal's touchscreen window (1080×1920, scaled to the display) with a
lab panel beside it. Without a display it starts one (Xvfb) and says where the pictures are.

With --auto the journey is walked by itself, by touch on what the window shows, and DIR holds afterwards
  screens/NN-name.png   each screen
  receipt.png, .bin     the paper as the lab printer rendered it, and the bytes it got
  case.json, page-*.jpg what the platform received, decrypted there, and what it answered
  report.json           steps with their times, devices (real, lab or simulated), versions, counts, checks
and the exit status is 0 only when every check of the report holds.
"""
WARNING = """\
The virtual reader's ports 35963 and 35964 are open on ALL addresses of this machine while the demo runs; its package
(vsmartcard-vpcd) is never installed on a production terminal. `kiosk lab --help` tells how to handle the devices.
"""


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    from ui.demo.journeys import item_journeys  # noqa: PLC0415 - only this verb walks

    journeys = ["elder-card", *item_journeys()]
    parser.description = DEMO
    parser.epilog = WARNING
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--auto", metavar="JOURNEY", choices=journeys, help=f"walk this journey: {', '.join(journeys)}")
    parser.add_argument("--out", metavar="DIR", default="out", help="where everything goes (default: out)")
    parser.add_argument(
        "--card",
        metavar="KIND",
        default="",
        help="card to lay: shebao, resident, passport, any that `lab card insert` knows (default: the journey's own)",
    )
    parser.add_argument("--person", metavar="KEY", default="", help="whose card; `lab card insert` lists them")
    parser.add_argument("--offline", action="store_true", help="cut the line before submission, mend it afterwards")
    parser.add_argument("--kill", action="store_true", help="kill the terminal right after the outbox commit")
    parser.add_argument("--headless", action="store_true", help="use Xvfb even where there is a display")
    add_settings(parser, default="demo")


def _demo(args: argparse.Namespace) -> int:
    from ui.demo import run_demo  # noqa: PLC0415 - only this verb sets a stage

    return run_demo(args)


def _run_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Runs the terminal on the devices of a profile, until it is stopped."
    add_settings(parser)


def _run(args: argparse.Namespace) -> int:
    from ui.memory import overwrite_what_is_freed  # noqa: PLC0415 - only this verb meets people

    overwrite_what_is_freed()
    from config.load import load_profile  # noqa: PLC0415 - only this verb reads a profile
    from ui.app import run_terminal  # noqa: PLC0415 - brings Qt

    return run_terminal(load_profile(args.profile, settings_of(args)))


VERBS = (
    Verb("demo", "show the terminal doing its job, in a lab on this machine", _demo_arguments, _demo),
    Verb("run", "run the terminal on the devices of a profile", _run_arguments, _run),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; see `kiosk --help`."""
    return cli.main(argv, above=VERBS)


if __name__ == "__main__":
    sys.exit(main())
