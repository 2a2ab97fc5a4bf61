"""Driver for Epson-class ESC/POS receipt printers with 80 mm paper.

A receipt is personal. So nothing may come out later for somebody else: every conversation begins by having the
printer forget what it holds, a job that cannot be proven is purged, and the first job after such a fault begins by
cutting off what may hang from the slot.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from drivers.errors import PrinterGone
from drivers.printers.commands import CUT, INITIALISE, PAPER_SENSOR, process_id, process_tag
from drivers.printers.conversation import Conversation
from drivers.printers.link import open_link
from drivers.printers.raster import raster_bands
from drivers.printers.status import UNAVAILABLE
from drivers.types import Printed, PrinterState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from drivers.types import Page, PrinterStatus

__all__ = ["EscPosPrinter", "open_device"]

_CONNECT_S, _ANSWER_S, _STALL_S = 2.0, 0.5, 6.0


def open_device(options: Mapping[str, str]) -> EscPosPrinter:
    """Return the printer that `options` describe; nothing is opened until it is used.

    - `address`: tcp://HOST:PORT or file:/dev/usb/lp0
    - `columns_dots`: dots across the paper, 576
    - `proof`: `process-id` (GS ( H, the echo comes when the step is on paper) or `paper-sensor` (GS r 1, for models
      without it)
    - `purge`: `yes` (DLE DC4 8, answered), or `no` for models that know only DLE ENQ 2

    Raises ValueError for options that mean nothing.
    """
    proof, purge = options.get("proof", "process-id"), options.get("purge", "yes")
    if "address" not in options or proof not in {"process-id", "paper-sensor"} or purge not in {"yes", "no"}:
        raise ValueError("a printer has an address, proof = process-id or paper-sensor, purge = yes or no")
    return EscPosPrinter(
        options["address"],
        columns_dots=int(options.get("columns_dots", "576")),
        process_ids=proof == "process-id",
        purges=purge == "yes",
    )


class EscPosPrinter:
    """One printer, used by one thread; fits drivers.protocols.ReceiptPrinter. One operation is one connection."""

    def __init__(
        self,
        address: str,
        *,
        columns_dots: int = 576,
        process_ids: bool = True,
        purges: bool = True,
        answer_s: float = _ANSWER_S,
        stall_s: float = _STALL_S,
    ) -> None:
        self._address = address
        self._columns = columns_dots
        self._process_ids = process_ids
        self._purges = purges
        self._answer_s = answer_s
        self._stall_s = stall_s
        self._hanging = True  # who ran before us is unknown: its strip may hang from the slot

    def status(self) -> PrinterStatus:
        """Ask for the state; never raises."""
        try:
            with self._conversation() as talk:
                return talk.status()
        except PrinterGone:
            return UNAVAILABLE

    def print(self, page: Page, job: str, progress: Callable[[float], None]) -> Printed:
        """Print and cut one page; see drivers.protocols.ReceiptPrinter. Raises ValueError for too wide a page.

        HELD: the printer was not ready and no byte of the page left. UNKNOWN: some left, and the printer was told
        to forget the rest.
        """
        if page.width > self._columns:
            raise ValueError(f"a page of {page.width} dots does not fit on {self._columns}")
        began = False
        try:
            with self._conversation() as talk:
                if talk.status().state is not PrinterState.READY:
                    return Printed.HELD
                steps = self._steps(page, job)
                began = self._hanging = True
                if self._proven(talk, steps, progress):
                    self._hanging = False
                    return Printed.CONFIRMED
        except PrinterGone:
            if not began:
                return Printed.HELD
            self.status()  # where the old connection is clogged, a new one begins with the purge
        return Printed.UNKNOWN

    def close(self) -> None:
        """Do nothing: no connection outlives an operation."""

    @contextmanager
    def _conversation(self) -> Iterator[Conversation]:
        with open_link(self._address, _CONNECT_S) as link:
            talk = Conversation(link, answer_s=self._answer_s, stall_s=self._stall_s)
            self._clear(talk)
            yield talk

    def _clear(self, talk: Conversation) -> None:
        if self._purges:
            talk.purge()
        else:
            talk.recover()

    def _proven(
        self, talk: Conversation, steps: list[tuple[bytes, bytes | None]], progress: Callable[[float], None]
    ) -> bool:
        """Send the job and ask how the printer is after it; on any doubt purge. Raises PrinterGone if it cannot."""
        try:
            talk.send(steps, progress)
            proven = talk.status().state is PrinterState.READY
        except PrinterGone:
            proven = False
        if not proven:
            self._clear(talk)
        return proven

    def _steps(self, page: Page, job: str) -> list[tuple[bytes, bytes | None]]:
        """Cut the job into pieces that each end with a request for proof."""
        opening = INITIALISE + (CUT if self._hanging else b"")
        pieces = [opening, *raster_bands(page), CUT]
        tag = process_tag(job)
        steps: list[tuple[bytes, bytes | None]] = []
        for number, piece in enumerate(pieces):
            request, proof = process_id(tag, number) if self._process_ids else (PAPER_SENSOR, None)
            steps.append((piece + request, proof))
        return steps
