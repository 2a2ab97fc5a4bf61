"""The citizen's telephone with a wallet: it scans the code on the glass and pays, at the sandbox's own till."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["USAGE", "LabWallet"]

USAGE = "pay scan | pay | late [SECONDS] | lost | refuse | settle"
_PATIENCE_S = 5.0
_ACTS = ("scan", "pay", "lost", "refuse", "settle")


class LabWallet:
    """Has a network of its own: a line of the terminal that is cut does not stop it. `platform` is the sandbox's URL.

    late: paid, and the till hears of it SECONDS later; lost: paid, and it never does; settle: the wallet's books reach
    the till; refuse: the bank says no. A code that nobody scans needs no word.
    """

    def __init__(self, platform: str) -> None:
        self._address = f"{platform.rstrip('/')}/_sandbox/payments"
        self._said: dict[str, object] = {}

    def start(self) -> dict[str, str]:
        """Have nothing that a terminal must know."""
        return {}

    def command(self, words: Sequence[str]) -> dict[str, object]:
        """Do something with the newest code. Raises ValueError: other words, or no code that can be paid."""
        match list(words):
            case [act] if act in _ACTS:
                self._said = self._tell({"act": act})
            case ["late", *rest] if len(rest) <= 1 and all(word.isdecimal() for word in rest):
                self._said = self._tell({"act": "late", "seconds": float(rest[0]) if rest else 10.0})
            case _:
                raise ValueError(USAGE)
        return self.state()

    def state(self) -> dict[str, object]:
        """Tell what the till said to the last act: order number, state, how often it was charged."""
        return self._said

    def stop(self) -> None:
        """Hold nothing."""

    def _tell(self, wish: dict[str, Any]) -> dict[str, object]:
        headers = {"Content-Type": "application/json"}
        asked = urllib.request.Request(self._address, json.dumps(wish).encode(), headers)  # noqa: S310 - a lab's own URL
        try:
            with urllib.request.urlopen(asked, timeout=_PATIENCE_S) as answer:  # noqa: S310 - the same
                said: dict[str, object] = json.loads(answer.read())
        except urllib.error.HTTPError:
            raise ValueError(f"there is no code to pay; {USAGE}") from None
        except OSError:
            raise ValueError("the sandbox does not answer") from None
        return said
