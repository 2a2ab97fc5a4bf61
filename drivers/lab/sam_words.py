"""The words that the hand at the lab's SAM_V module understands."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, NoReturn

from drivers.lab.cards.resident import RESIDENT_KINDS
from drivers.lab.people import PEOPLE
from drivers.lab.sam_module import SamFaults

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["STATES", "faults_of", "parse"]

STATES = {"works": 0x90, "self-test": 0x60, "unauthorised": 0x66}
"""What the module may say of itself, and its status."""


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Understand `words`. Raises ValueError with a usage line."""
    return _PARSER.parse_args(list(words))


def faults_of(order: argparse.Namespace) -> SamFaults:
    """Return the faults of an `insert`."""
    return SamFaults(
        pull_at=order.pull_at,
        swap_at=order.swap_at,
        mute_at=order.mute_at,
        garbage_at=order.garbage_at,
        bad_check_at=order.bad_check_at,
        short_at=order.short_at,
        refuse=order.refuse,
        halts=order.halts,
        split=order.split,
        slow_s=order.slow / 1000,
    )


class _Parser(argparse.ArgumentParser):
    """Says what is wrong to whoever asked, instead of ending the program."""

    def error(self, message: str) -> NoReturn:
        raise ValueError(f"{message}; usage: {_USAGE}")


_COUNTS = ("--pull-at", "--swap-at", "--mute-at", "--garbage-at", "--bad-check-at", "--short-at")
_USAGE = (
    f"insert {{{'|'.join(RESIDENT_KINDS)}}} [--person NAME_OR_KEY] [--to NAME_OR_KEY] "
    f"{' '.join(f'[{name} N]' for name in _COUNTS)} [--refuse STATUS] [--slow MS] [--split] [--halts] | remove | "
    f"module {{{'|'.join(STATES)}}} | unplug | plug"
)


def _parser() -> _Parser:
    parser = _Parser(prog="sam", add_help=False, allow_abbrev=False)
    verbs = parser.add_subparsers(dest="verb", required=True)
    insert = verbs.add_parser("insert", add_help=False)
    insert.add_argument("kind", choices=RESIDENT_KINDS)
    insert.add_argument("--person", default=PEOPLE[0].key)
    insert.add_argument("--to", default=PEOPLE[1].key, help="who a swap brings")
    for name in _COUNTS:
        insert.add_argument(name, type=int, default=0)
    insert.add_argument("--refuse", type=lambda text: int(text, 16), default=0)
    insert.add_argument("--slow", type=int, default=0, help="milliseconds before each answer, or piece of one")
    insert.add_argument("--split", action="store_true")
    insert.add_argument("--halts", action="store_true")
    module = verbs.add_parser("module", add_help=False)
    module.add_argument("state", choices=tuple(STATES))
    for verb in ("remove", "unplug", "plug"):
        verbs.add_parser(verb, add_help=False)
    return parser


_PARSER = _parser()
