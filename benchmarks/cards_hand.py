"""The citizen's hand for campaigns over the real pcscd: a process of its own, as the demo's lab is one.

It holds the virtual reader and its cards (the parent's Python never runs while a card answers) and obeys one order at
a time: a name of `_Hand` and its arguments. The hand's clock is the parent's: CLOCK_MONOTONIC is one for the machine.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[1]

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Hand", "hand"]


class Hand:
    """The parent's end: `do("insert", label, who, ...)`."""

    def __init__(self, link: Connection, process: subprocess.Popen[bytes]) -> None:
        self._link = link
        self.process = process

    def do(self, order: str, *details: object, **faults: object) -> Any:  # noqa: ANN401 - whatever the order returns
        """Have the order obeyed and return what it returned. Raises RuntimeError with what it raised."""
        self._link.send((order, details, faults))
        is_good, said = self._link.recv()
        if not is_good:
            raise RuntimeError(said)
        return said


@contextlib.contextmanager
def hand() -> Iterator[Hand]:
    """Have pcscd and a hand; both end with the block."""
    ours, theirs = Pipe()
    with theirs:
        command = [sys.executable, "-m", "benchmarks.cards_hand", str(theirs.fileno())]
        process = subprocess.Popen(command, cwd=ROOT, pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL)
    with process, ours:
        one = Hand(ours, process)
        one.do("start")
        try:
            yield one
        finally:
            with contextlib.suppress(OSError, EOFError):
                one.do("stop")
            ours.close()
            process.wait(20)


class _Hand:
    """The child's end."""

    def __init__(self) -> None:
        from drivers.lab.pcscd import PcscdService  # noqa: PLC0415 - the parent needs none of this

        self.service = PcscdService()
        self.insertions: dict[int, Any] = {}
        self.emptied = {35963: 0.0, 35964: 0.0}
        self.turned: _Turning | None = None
        self.faults: Any = None

    def start(self) -> None:
        self.service.start(120.0)

    def owned(self) -> bool:
        """Whether pcscd is ours to kill."""
        return bool(self.service.owned)

    def stop(self) -> None:
        for port in tuple(self.insertions):
            self.remove(port)
        self.service.stop()

    def trust(self, folder: str) -> None:
        from drivers.lab.pki import lab_pki  # noqa: PLC0415

        lab_pki().write_trust(Path(folder))

    def psam(self) -> None:
        from drivers.lab.cards.psam import PsamCard  # noqa: PLC0415

        self._lay(PsamCard(), 35964)

    def insert(self, label: str, who: str, garbage_at: int = -1, **faults: Any) -> float:  # noqa: ANN401
        """Lay a card after the rest the reader needs; returns when it was laid (monotonic seconds)."""
        from benchmarks.cards_bench import CARDS  # noqa: PLC0415
        from drivers.lab.cards.garbage import GarbledCard  # noqa: PLC0415
        from drivers.lab.cards.kinds import KINDS  # noqa: PLC0415
        from drivers.lab.people import person  # noqa: PLC0415

        make = CARDS[label].make if label in CARDS else KINDS[label]
        card = make(person(who))
        self.turned = _Turning(card)
        self.faults = _timed(faults)
        return self._lay(self.turned if garbage_at < 0 else GarbledCard(card, garbage_at), 35963, self.faults)

    def spoil(self, at: int, how: str) -> None:
        """Spoil the answer to the APDU `at` from now on (1 is the next): "garbage" or "mac"; the card stays in."""
        if self.turned is not None:
            self.turned.spoil(at, how)

    def _lay(self, card: Any, port: int, faults: Any = None) -> float:  # noqa: ANN401
        from drivers.lab.cards.card import Faults  # noqa: PLC0415
        from drivers.lab.vpcd import Insertion  # noqa: PLC0415

        self.remove(port)
        time.sleep(max(0.0, self.emptied[port] + 0.6 - time.monotonic()))
        laid = time.monotonic()
        self.insertions[port] = Insertion(card, faults or Faults(), port)
        return laid

    def remove(self, port: int = 35963) -> float:
        """Pull the card, if one is in; returns when it left."""
        one = self.insertions.pop(port, None)
        if one is None:
            return 0.0
        one.pull()
        self.emptied[port] = one.over_at
        return float(one.over_at)

    def left(self) -> float:
        """Tell when the card left by its own fault; 0 when it did not."""
        one = self.insertions.get(35963)
        return float(one.over_at) if one is not None and one.over.is_set() else 0.0

    def fell_silent(self) -> float:
        """Tell when the APDU came that the card that is in left unanswered."""
        return float(self.faults.silent_since)

    def halt(self, *, kill: bool) -> float:
        """End pcscd; returns when the signal was sent."""
        began = time.monotonic()
        self.service.halt(kill=kill)
        return began

    def revive(self) -> float:
        """Start pcscd again; returns when that was asked for."""
        began = time.monotonic()
        self.service.start()
        return began

    def pcscd(self) -> int:
        """Tell the process id of the daemon (setpriv has become it)."""
        process = self.service._process  # noqa: SLF001 - a campaign looks inside
        return process.pid if process else 0


def _timed(faults: dict[str, Any]) -> Any:  # noqa: ANN401
    """Return faults that note when they made the card fall silent."""
    from drivers.lab.cards.card import Faults  # noqa: PLC0415

    class _Timed(Faults):
        silent_since = 0.0

        def mutes(self, number: int) -> bool:
            silent = Faults.mutes(self, number)
            if silent and not _Timed.silent_since:
                _Timed.silent_since = time.monotonic()
            return silent

    return _Timed(**faults)


class _Turning:
    """Fits VirtualCard: a card whose answers can be spoiled while it lies in the reader."""

    def __init__(self, card: Any) -> None:  # noqa: ANN401
        self._card = card
        self.atr = card.atr
        self._left = 0
        self._how = ""

    def reset(self) -> None:
        self._card.reset()

    def spoil(self, at: int, how: str) -> None:
        self._left, self._how = at, how

    def answer(self, apdu: bytes) -> bytes:
        from benchmarks.cards_mutators import noise  # noqa: PLC0415

        answer: bytes = self._card.answer(apdu)
        self._left -= 1
        if self._left != 0 or len(answer) <= 2:
            return answer
        if self._how == "garbage":
            return noise(len(answer) - 2) + answer[-2:]
        return answer[:-3] + bytes((answer[-3] ^ 0x80,)) + answer[-2:]


def _serve(descriptor: int) -> None:
    with Connection(descriptor) as link:
        obeying = _Hand()
        while True:
            try:
                order, details, faults = link.recv()
            except EOFError:
                obeying.stop()
                return
            try:
                link.send((True, getattr(obeying, order)(*details, **faults)))
            except Exception as error:  # noqa: BLE001 - the parent is told
                link.send((False, f"{type(error).__name__}: {error}"))
            if order == "stop":
                return


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
