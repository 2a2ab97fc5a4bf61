"""The card reader of the lab: a hand that puts virtual cards of fictional people into pcscd's virtual reader."""

from __future__ import annotations

import argparse
import threading
import time
from typing import TYPE_CHECKING, NoReturn

from drivers.lab.cards.card import Faults
from drivers.lab.cards.garbage import GarbledCard, StrangeCard
from drivers.lab.cards.resident import ResidentCard
from drivers.lab.cards.shebao import ShebaoCard
from drivers.lab.pcscd import PcscdService
from drivers.lab.people import PEOPLE, person
from drivers.lab.vpcd import READER, Insertion

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from drivers.lab.cards.card import VirtualCard
    from drivers.lab.people import Person

__all__ = ["KINDS", "LabReader"]

KINDS: dict[str, Callable[[Person], VirtualCard]] = {
    "shebao": ShebaoCard,
    "shebao-1.0": lambda holder: ShebaoCard(holder, "1.00"),
    "shebao-3.0": lambda holder: ShebaoCard(holder, "3.00"),
    "resident": ResidentCard,
    "hmt": lambda holder: ResidentCard(holder, permit="H00000000"),
    "strange": lambda _: StrangeCard(),
}
_REST_S = 0.6  # pcscd 1.9.9 keeps a reader empty for ever when a card comes back within its 0.4 s poll


class LabReader:
    """Fits LabDevice. Commands: `insert KIND [...]` and `remove`."""

    def __init__(self, service: PcscdService | None = None) -> None:
        self._service = service or PcscdService()
        self._insertion: Insertion | None = None
        self._emptied_at = float("-inf")
        self._kind = self._holder = ""

    def start(self) -> dict[str, str]:
        """Have pcscd running; returns the profile's option for it. Raises ReaderGone."""
        self._service.start()
        return {"reader.name": READER}

    def command(self, words: Sequence[str]) -> dict[str, object]:
        """Put a card in (in place of the one that is in) or take it out.

        Raises ValueError with a usage line.
        """
        order = _PARSER.parse_args(list(words))
        if order.verb == "remove":
            self._remove()
            return self.state()
        holder = person(order.person)
        card = KINDS[order.kind](holder)
        faults = Faults(pull_at=order.pull_at, mute_at=order.mute_at, slow_s=order.slow / 1000)
        self._remove()
        threading.Event().wait(max(0.0, self._emptied_at + _REST_S - time.monotonic()))
        self._insertion = Insertion(GarbledCard(card) if order.garbage else card, faults)
        self._kind, self._holder = order.kind, holder.key
        return self.state()

    def state(self) -> dict[str, object]:
        """Tell the kind of the card that is in and its holder's key; None when the reader is empty."""
        if self._insertion is None or self._insertion.over.is_set():
            return {"card": None, "person": None}
        return {"card": self._kind, "person": self._holder}

    def stop(self) -> None:
        """Take the card out and stop what `start` started."""
        self._remove()
        self._service.stop()

    def _remove(self) -> None:
        if self._insertion is not None:
            self._insertion.pull()
            self._emptied_at = self._insertion.over_at
            self._insertion = None


class _Parser(argparse.ArgumentParser):
    """Says what is wrong to whoever asked, instead of ending the program."""

    def error(self, message: str) -> NoReturn:
        raise ValueError(f"{message}; usage: {_USAGE}")


_USAGE = (
    f"insert {{{'|'.join(KINDS)}}} [--person NAME_OR_KEY] [--pull-at N] [--mute-at N] [--slow MS] [--garbage] | remove"
)


def _parser() -> _Parser:
    parser = _Parser(prog="reader", add_help=False)
    verbs = parser.add_subparsers(dest="verb", required=True)
    insert = verbs.add_parser("insert", add_help=False)
    insert.add_argument("kind", choices=tuple(KINDS))
    insert.add_argument("--person", default=PEOPLE[0].key)
    insert.add_argument("--pull-at", type=int, default=0)
    insert.add_argument("--mute-at", type=int, default=0)
    insert.add_argument("--slow", type=int, default=0, help="milliseconds added to each answer")
    insert.add_argument("--garbage", action="store_true")
    verbs.add_parser("remove", add_help=False)
    return parser


_PARSER = _parser()
