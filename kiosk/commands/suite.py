"""`test`: the whole suite with its contracts, without a display."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.commands.verb import Verb, become, complain

if TYPE_CHECKING:
    import argparse

__all__ = ["VERB"]

CHECKOUT = Path(__file__).resolve().parents[2]
_SHARED_OUT = ["--numprocesses", "3"]
"""Three workers: what takes turns at one device stays on one of them (tests/conftest.py), and waits a good deal."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Runs every test and every contract (floors, doors, types, lint, QML) headless. "
        "Words after it go to pytest as they are: `test -k printer -x`, `test tests/unit/drivers`. "
        "Without words three workers share the suite."
    )
    parser.add_argument("words", nargs="*", metavar="PYTEST-ARGUMENT", help="handed to pytest")


def _act(args: argparse.Namespace) -> int:
    if (CHECKOUT / "tests").is_dir():
        os.chdir(CHECKOUT)
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ.setdefault("QT_QUICK_BACKEND", "software")
        become("pytest", args.words or _SHARED_OUT)
    complain("an installed terminal has no tests: run this in a checkout")
    return 2


VERB = Verb("test", "run the whole suite and all contracts, headless", _arguments, _act, passes_on=True)
