"""The card reader of the lab: a hand that puts virtual cards of fictional people into pcscd's virtual reader.

Its second slot holds the lab's PSAM from the start, so that 社会保障卡 3.0 is read in full.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from drivers.lab.cards.card import Faults
from drivers.lab.cards.emrtd import EmrtdCard
from drivers.lab.cards.garbage import GarbledCard
from drivers.lab.cards.kinds import KINDS
from drivers.lab.cards.psam import PsamCard
from drivers.lab.pcscd import PcscdService
from drivers.lab.people import PEOPLE, person
from drivers.lab.pki import lab_pki
from drivers.lab.vpcd import PORT, PSAM_PORT, PSAM_READER, READER, Insertion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drivers.lab.cards.card import VirtualCard

__all__ = ["KINDS", "LabReader"]

_REST_S = 0.6  # pcscd 1.9.9 keeps a reader empty for ever when a card comes back within its 0.4 s poll
_HARMLESS = Faults()


class LabReader:
    """Fits LabDevice. Commands: `insert KIND [...]`, `remove`, `psam insert` and `psam remove`."""

    def __init__(self, service: PcscdService | None = None) -> None:
        self._service = service or PcscdService()
        self._slot = _Slot(PORT)
        self._psam = _Slot(PSAM_PORT)
        self._trust: tempfile.TemporaryDirectory[str] | None = None
        self._seen: dict[str, object] = {}

    def start(self) -> dict[str, str]:
        """Have pcscd running and the PSAM in, and the trust anchors of the lab's cards in a folder.

        Returns the profile's options for the three. Raises ReaderGone.
        """
        self._service.start()
        self._psam.insert(PsamCard())
        self._trust = self._trust or tempfile.TemporaryDirectory(prefix="kiosk-lab-trust-")
        lab_pki().write_trust(Path(self._trust.name))
        return {"reader.name": READER, "reader.psam": PSAM_READER, "reader.trust": self._trust.name}

    def command(self, words: Sequence[str]) -> dict[str, object]:
        """Put a card in (in place of the one that is in) or take it out, or do the same with the PSAM.

        Raises ValueError with a usage line.
        """
        order = _PARSER.parse_args(list(words))
        if order.verb == "psam" and order.act == "insert":
            self._psam.insert(PsamCard())
        elif order.verb == "psam":
            self._psam.remove()
        elif order.verb == "remove":
            self._slot.remove()
        else:
            self._insert(order)
        return self.state()

    def state(self) -> dict[str, object]:
        """Tell kind and holder's key of the card that is in (None when there is none), and whether the PSAM is in.

        Of a travel document also `mrz` and `can`: what is printed on it and must be typed to open its chip.
        """
        seen = self._seen if self._slot.occupied else {"card": None, "person": None}
        return {**seen, "psam": self._psam.occupied}

    def stop(self) -> None:
        """Take the cards out and stop what `start` started."""
        self._slot.remove()
        self._psam.remove()
        self._service.stop()
        if self._trust is not None:
            self._trust.cleanup()
            self._trust = None

    def _insert(self, order: argparse.Namespace) -> None:
        holder = person(order.person)
        other = person(order.swap_to) if order.swap_to else next(one for one in PEOPLE if one is not holder)
        card = KINDS[order.kind](holder)
        faults = Faults(
            pull_at=order.pull_at,
            mute_at=order.mute_at,
            slow_s=order.slow / 1000,
            bad_mac_at=order.bad_mac,
            swap_at=order.swap_at,
            swap_to=KINDS[order.kind](other) if order.swap_at else None,
        )
        self._slot.insert(GarbledCard(card) if order.garbage else card, faults)
        printed = {"mrz": card.key.mrz, "can": card.key.can} if isinstance(card, EmrtdCard) else {}
        self._seen = {"card": order.kind, "person": holder.key, **printed}


class _Slot:
    """One slot of the virtual reader, and what lies in it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._insertion: Insertion | None = None
        self._emptied_at = float("-inf")

    @property
    def occupied(self) -> bool:
        return self._insertion is not None and not self._insertion.over.is_set()

    def insert(self, card: VirtualCard, faults: Faults = _HARMLESS) -> None:
        """Put a card in, in place of the one that is in, after the rest that the reader needs."""
        self.remove()
        threading.Event().wait(max(0.0, self._emptied_at + _REST_S - time.monotonic()))
        self._insertion = Insertion(card, faults, self._port)

    def remove(self) -> None:
        if self._insertion is not None:
            self._insertion.pull()
            self._emptied_at = self._insertion.over_at
            self._insertion = None


class _Parser(argparse.ArgumentParser):
    """Says what is wrong to whoever asked, instead of ending the program."""

    def error(self, message: str) -> NoReturn:
        raise ValueError(f"{message}; usage: {_USAGE}")


_USAGE = (
    f"insert {{{'|'.join(KINDS)}}} [--person NAME_OR_KEY] [--pull-at N] [--mute-at N] [--slow MS] [--bad-mac N]"
    " [--swap-at N [--swap-to NAME_OR_KEY]] [--garbage] | remove | psam {insert|remove}"
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
    insert.add_argument("--bad-mac", type=int, default=0)
    insert.add_argument("--swap-at", type=int, default=0)
    insert.add_argument("--swap-to", default="")
    insert.add_argument("--garbage", action="store_true")
    verbs.add_parser("remove", add_help=False)
    verbs.add_parser("psam", add_help=False).add_argument("act", choices=("insert", "remove"))
    return parser


_PARSER = _parser()
