"""One connection's talk with an Epson-class printer: questions, bands, and the proofs that come back among answers."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from drivers.errors import PrinterGone
from drivers.printers.commands import PURGE, PURGED, RECOVER
from drivers.printers.replies import Kind, Reply, sort_replies
from drivers.printers.status import EPSON, UNAVAILABLE, read_status
from drivers.types import PrinterState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from drivers.protocols import Transport
    from drivers.types import PrinterStatus

__all__ = ["Conversation"]

_WINDOW = 3  # steps on their way at once: the head never waits for us, and little is left behind after a fault


class Conversation:
    """Speaks over one open transport, which its opener closes.

    `answer_s` bounds every real-time answer, `stall_s` the wait for one step of a job to be on paper.
    """

    def __init__(self, transport: Transport, *, answer_s: float, stall_s: float) -> None:
        self._transport = transport
        self._answer_s = answer_s
        self._stall_s = stall_s
        self._received = b""
        self._replies: deque[Reply] = deque()

    def purge(self) -> None:
        """Have the printer forget all that is not printed yet. Raises PrinterGone without its word for it."""
        self._forget()
        self._transport.write(PURGE, self._answer_s)
        until = time.monotonic() + self._answer_s
        while (reply := self._next(until)) is not None:
            if reply.data == PURGED:
                return
        raise PrinterGone("the printer did not confirm that it forgot its data")

    def recover(self) -> None:
        """Ask a printer that knows no purge to recover without its data; it gives no word. Raises PrinterGone."""
        self._forget()
        self._transport.write(RECOVER, self._answer_s)

    def status(self, *, in_job: bool = False) -> PrinterStatus:
        """Ask the four questions; silence, or anything else among the answers, is UNAVAILABLE. Raises PrinterGone.

        Within a job its proofs may come among the answers; they are kept.
        """
        answers: list[bytes] = []
        others: list[Reply] = []
        for query in EPSON:
            self._transport.write(query.request, self._answer_s)
            until = time.monotonic() + self._answer_s
            while (reply := self._next(until)) is not None and reply.kind is not Kind.STATUS:
                others.append(reply)
            if reply is None:
                return UNAVAILABLE
            answers.append(reply.data)
        if not in_job and (others or self._replies or self._received or self._transport.read(1, 0.0)):
            return UNAVAILABLE
        self._replies.extendleft(reversed(others))
        return read_status(answers)

    def send(self, steps: Sequence[tuple[bytes, bytes | None]], progress: Callable[[float], None]) -> None:
        """Send steps of (data ending with a request for proof, the proof); return when the last is proven.

        A proof of None is any sensor byte. `progress` takes the proven share. Raises PrinterGone when a proof
        does not come, because the printer is blocked, broke off, or stalls.
        """
        proven = 0
        for sent, (data, _) in enumerate(steps, 1):
            self._transport.write(data, self._stall_s)
            while proven < sent and (sent - proven >= _WINDOW or sent == len(steps)):
                self._prove(steps[proven][1])
                proven += 1
                progress(proven / len(steps))

    def _prove(self, proof: bytes | None) -> None:
        """Wait for one proof, asking after the printer's health whenever it is silent for an answer's time."""
        until = time.monotonic() + self._stall_s
        while time.monotonic() < until:
            reply = self._next(time.monotonic() + self._answer_s)
            if reply is None:
                status = self.status(in_job=True)
                if status.state is not PrinterState.READY:
                    raise PrinterGone(f"the printer stopped: {status.code}")
            elif reply.data == proof or (proof is None and reply.kind is Kind.SENSOR):
                return
            else:
                raise PrinterGone("the printer answered what nobody asked")
        raise PrinterGone("the printer did not prove what it printed")

    def _forget(self) -> None:
        self._received = b""
        self._replies.clear()

    def _next(self, until: float) -> Reply | None:
        """Return the next reply, or None when the time is over."""
        while not self._replies:
            left = until - time.monotonic()
            if left <= 0:
                return None
            self._received += self._transport.read(64, left)
            sorted_replies, self._received = sort_replies(self._received)
            self._replies.extend(sorted_replies)
        return self._replies.popleft()
