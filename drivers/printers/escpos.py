"""Driver for ESC/POS receipt printers of every family in drivers/printers/dialects.

A receipt is personal. So nothing may come out later for somebody else. A printer that knows the purge (DLE DC4 8)
forgets what it holds when it is met first and after every unclean end; a job that cannot be proven is purged before it
is given up, and the next one begins by cutting off what may hang from the slot.

A printer without the purge cannot be made to forget, by no command. It gets one piece (8 mm) at a time, and only while
it says that it is ready; the knife last, when all dots are proven. After a fault the driver gives what it sent a
moment to come out (0.4 s, a piece takes 0.06) before it says UNKNOWN; when the printer is mended later than that, up to
one piece more may join the strip that hangs, or the strip be cut off. The next job begins only after an in-order echo
proves that nothing is left, and with a cut. What another program left in such a printer, whole jobs perhaps, comes out
when it is mended: it cannot be known from here.
"""

from __future__ import annotations

import itertools
import time
from typing import TYPE_CHECKING

from drivers.errors import PrinterGone
from drivers.printers.acquaintance import Acquaintance
from drivers.printers.commands import INITIALISE
from drivers.printers.dialect import AUTO, load_dialect
from drivers.printers.encode import ENCODINGS
from drivers.printers.job import job_steps, proof_step
from drivers.printers.line import Line
from drivers.printers.manner import Wishes
from drivers.printers.paper_exit import free_exit, is_free, paper_shown
from drivers.printers.status import UNAVAILABLE
from drivers.types import Printed, PrinterState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from drivers.printers.conversation import Conversation, Step
    from drivers.printers.manner import Manner
    from drivers.types import Page, PrinterStatus

__all__ = ["EscPosPrinter", "open_device"]

_CONNECT_S, _ANSWER_S, _STALL_S = 2.0, 0.5, 6.0
_LINGER_S = 0.4
_AHEAD = 3  # steps on their way at once: the head never waits for us, and a purge takes back what is left
_PROOFS = {AUTO: AUTO, "process-id": "process-id", "paper-sensor": "sensor"}


def open_device(options: Mapping[str, str]) -> EscPosPrinter:
    """Return the printer that `options` describe; nothing is opened until it is used.

    - `address`: tcp://HOST:PORT, serial:PATH?baud=115200&flow=rtscts, usb:VENDOR:PRODUCT or usb:PATH, file:PATH
    - `dialect`: a file of drivers/printers/dialects, or `auto`: the family is recognised
    - `columns_dots`: dots across the paper; its family's without it
    - `proof`: `process-id` (GS ( H, the echo comes when the step is on paper), `paper-sensor` (GS r 1) or `auto`
    - `purge`: `yes` (DLE DC4 8, answered), `no` or `auto`
    - `hanging`: `no` where it is known that the last job on it was proven, so that no strip hangs from the slot; else
      (`yes`) the first job begins with a cut
    - `encoding`: `raster`, `hybrid` (text in the printer's own letters) or `auto`: hybrid on slow serial lines

    Raises ValueError for options that mean nothing.
    """
    proof, purge = options.get("proof", AUTO), options.get("purge", AUTO)
    hanging = options.get("hanging", "yes")
    if "address" not in options or proof not in _PROOFS or purge not in {"yes", "no", AUTO}:
        raise ValueError("a printer has an address, proof = process-id or paper-sensor, purge = yes or no (or auto)")
    if hanging not in {"yes", "no"}:
        raise ValueError("a printer has a strip hanging = yes or no")
    return EscPosPrinter(
        options["address"],
        dialect=options.get("dialect", AUTO),
        columns_dots=int(options.get("columns_dots", "0")),
        proof=proof,
        purge=purge,
        encoding=options.get("encoding", AUTO),
        hanging=hanging == "yes",
    )


class EscPosPrinter:
    """One printer, used by one thread; fits drivers.protocols.ReceiptPrinter. Over TCP one operation is one connection.

    `answer_s` bounds each answer, `stall_s` the wait for one step of a job; for the others see `open_device`. Raises
    ValueError for an address, a dialect or an encoding that means nothing.
    """

    def __init__(
        self,
        address: str,
        *,
        dialect: str = AUTO,
        columns_dots: int = 0,
        proof: str = AUTO,
        purge: str = AUTO,
        encoding: str = AUTO,
        hanging: bool = True,
        answer_s: float = _ANSWER_S,
        stall_s: float = _STALL_S,
    ) -> None:
        self._line = Line(address, _CONNECT_S)
        if encoding not in {AUTO, *ENCODINGS}:
            raise ValueError(f"an encoding is one of {', '.join(ENCODINGS)}, {AUTO}")
        if dialect != AUTO:
            load_dialect(dialect)
        self._columns = columns_dots
        self._encoding = encoding if encoding != AUTO else "hybrid" if self._line.address.is_slow else "raster"
        wishes = Wishes(dialect=dialect, purge=purge, proof=_PROOFS.get(proof, AUTO))
        self._known = Acquaintance(self._line, wishes, answer_s=answer_s, stall_s=stall_s)
        self._stall_s = stall_s
        self._jobs = itertools.count()
        self._hanging = hanging

    @property
    def acquaintance(self) -> Acquaintance:
        """What is known of the printer so far, for a technician's probe."""
        return self._known

    @property
    def sees_exit(self) -> bool:
        """Whether it tells of a paper at its exit; False until it answered for the first time."""
        return self._known.manner is not None and self._known.manner.dialect.sees_exit

    def status(self) -> PrinterStatus:
        """Ask for the state; never raises."""
        try:
            with self._known.talk() as talk:
                return self._known.status(talk)
        except PrinterGone:
            return UNAVAILABLE

    def print(self, page: Page, job: str, progress: Callable[[float], None]) -> Printed:
        """Print and cut one page; see drivers.protocols.ReceiptPrinter. Raises ValueError for too wide a page.

        HELD: no byte of the page left, because the printer was not ready, a paper that cannot be drawn back waits at
        its exit, or it still holds what came before. UNKNOWN: some left, and what could be taken back was.
        """
        if page.width > self._width():
            raise ValueError(f"a page of {page.width} dots does not fit on {self._width()}")
        began: Manner | None = None
        try:
            with self._known.talk() as talk:
                manner = self._prepared(talk)
                if manner is None:
                    return Printed.HELD
                steps = job_steps(page, job, manner, encoding=self._encoding, hanging=self._hanging)
                began, self._hanging = manner, True
                self._known.clean = self._known.drained = False
                if self._proven(talk, steps, progress, manner):
                    self._known.clean = self._known.drained = True
                    self._hanging = False
                    return Printed.CONFIRMED
        except PrinterGone:
            if began is None:
                return Printed.HELD
            self._take_back_anew(began)
        return Printed.UNKNOWN

    @property
    def hangs(self) -> bool:
        """Whether the last job was not proven: a strip of it may hang from the slot."""
        return self._hanging

    def clear_exit(self) -> bool:
        """Cut off what hangs; draw back what waits at the exit, or push it out. Never raises.

        Whether the exit is free then. A printer that is not ready is left alone.
        """
        try:
            with self._known.talk() as talk:
                status = self._known.status(talk)
                manner = self._known.manner
                if manner is not None and self._hanging and status.state is PrinterState.READY:
                    status = self._cut_off(talk, manner)
                return is_free(status.conditions) or (manner is not None and self._freed(talk, manner))
        except PrinterGone:
            return False

    def close(self) -> None:
        """Release the device, if there is one."""
        self._line.drop()

    def _prepared(self, talk: Conversation) -> Manner | None:
        """Return how to print when the printer is ready, empty, and its exit free."""
        status = self._known.status(talk)
        if status.state is not PrinterState.READY:
            return None
        manner = self._known.manner
        if manner is not None:
            manner = self._known.learn(talk, manner)
        if manner is None or not (is_free(status.conditions) or self._freed(talk, manner)):
            return None
        if not (manner.purges or self._known.drained):
            self._prove_empty(talk, manner)
        return manner

    def _prove_empty(self, talk: Conversation, manner: Manner) -> None:
        """Prove by an echo in order that nothing is left in a printer that knows no purge. Raises PrinterGone."""
        step = proof_step(b"", f"empty#{next(self._jobs)}", 0, manner)
        talk.send([step], lambda _: None, window=1)
        self._known.drained = True

    def _cut_off(self, talk: Conversation, manner: Manner) -> PrinterStatus:
        """Cut off a strip, prove it, and say how the printer is then. Raises PrinterGone."""
        if not (manner.purges or self._known.drained):
            self._prove_empty(talk, manner)
        step = proof_step(INITIALISE + manner.dialect.cut, f"strip#{next(self._jobs)}", 0, manner)
        talk.send([step], lambda _: None, window=1)
        self._hanging = False
        paper_shown(talk, manner.dialect)
        return talk.status()

    def _freed(self, talk: Conversation, manner: Manner) -> bool:
        job = f"exit#{next(self._jobs)}"
        return free_exit(talk, manner.dialect, lambda command: proof_step(command, job, 0, manner))

    def _proven(self, talk: Conversation, steps: list[Step], progress: Callable[[float], None], manner: Manner) -> bool:
        """Send the job and ask how the printer is after it; on any doubt take it back. Raises PrinterGone."""
        try:
            talk.send(steps, progress, window=_AHEAD if manner.purges else 1)
            paper_shown(talk, manner.dialect)
            if talk.status().state is PrinterState.READY:
                return True
        except PrinterGone:
            pass
        self._take_back(talk, manner)
        return False

    def _take_back(self, talk: Conversation, manner: Manner) -> None:
        """Leave nothing of a failed job in the printer, as far as this family can. Raises PrinterGone."""
        if manner.purges:
            talk.purge()
            self._known.clean = True
        elif talk.catch_up(time.monotonic() + _LINGER_S):
            self._known.drained = True
        elif manner.dialect.recover:
            talk.recover()

    def _take_back_anew(self, manner: Manner) -> None:
        """Do the same over a new connection, where the one of the job broke or is clogged."""
        try:
            with self._known.talk() as talk:
                if not manner.purges and talk.status().state is PrinterState.READY:
                    self._prove_empty(talk, manner)
        except PrinterGone:
            return  # the next job begins with the same, and with a cut

    def _width(self) -> int:
        return self._columns or (self._known.manner.dialect.dots if self._known.manner else 576)
