"""One connection's talk with a printer: questions, steps of a job, and the proofs that come back among answers."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from drivers.errors import PrinterGone
from drivers.printers.commands import PURGE, PURGED, RECOVER
from drivers.printers.replies import Inbox, Kind, Reply
from drivers.printers.status import UNAVAILABLE, read_status
from drivers.types import PrinterState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from drivers.printers.dialect import Dialect, Query
    from drivers.protocols import Transport
    from drivers.types import PrinterStatus

__all__ = ["Conversation", "Step"]

_GRACE_S = 0.1  # an answer and the one after it come together; this parts them from the next round

_SILENCE_S = 0.25  # without a proof for this long, the printer is asked how it is

Step = tuple[bytes, bytes | None]
"""Data that ends with a request for proof, and the proof; None is any sensor byte."""


class Conversation:
    """Speaks over one open transport, which its opener closes.

    `answer_s` bounds every real-time answer, `stall_s` the wait for one step of a job to be on paper. `dialect` is
    set as soon as it is known; nothing but `overheard` and the purge may be used before. `took_ms` tells for each
    question of the last status how long its answer took.
    """

    def __init__(self, transport: Transport, *, answer_s: float, stall_s: float) -> None:
        self.dialect: Dialect | None = None
        self.answer_s = answer_s
        self.took_ms: dict[str, float] = {}
        self._transport = transport
        self._stall_s = stall_s
        self._inbox = Inbox()
        self._kept: deque[Reply] = deque()
        self._owed: deque[bytes | None] = deque()

    def purge(self) -> None:
        """Have the printer forget all that is not printed yet. Raises PrinterGone without its word for it."""
        self._forget()
        self._transport.write(PURGE, self.answer_s)
        until = time.monotonic() + self.answer_s
        while (reply := self._next(until)) is not None:
            if reply.data == PURGED:
                return
        raise PrinterGone("the printer did not confirm that it forgot its data")

    def recover(self) -> None:
        """Ask a printer to recover without its data; it gives no word. Raises PrinterGone."""
        self._forget()
        self._transport.write(RECOVER, self.answer_s)

    def settle(self) -> None:
        """Throw away what comes late, until it is quiet for an answer's time. Raises PrinterGone when it never is."""
        until = time.monotonic() + 4 * self.answer_s
        while self._transport.read(64, self.answer_s):
            if time.monotonic() >= until:
                raise PrinterGone("the printer talks without being asked")
        self._forget()

    def overheard(self, request: bytes, closing: Query, length: int) -> bytes:
        """Ask what the printer may not understand, then what it does; return what came before that last answer.

        `length` is the most that is expected: more is not waited for. Raises PrinterGone when the last answer does
        not come.
        """
        self._transport.write(request, self.answer_s)
        self._transport.write(closing.ask, self.answer_s)
        heard, size = b"", len(closing.reply)
        until = time.monotonic() + self.answer_s
        while len(heard) < length + size and (left := until - time.monotonic()) > 0:
            part = self._transport.read(64, min(left, _GRACE_S) if len(heard) >= size else left)
            if not part:
                break
            heard += part
            if heard[:1] == b"\x5f" and heard[-size - 1 : -size] == b"\0":  # a name is over before its longest
                break
        if not closing.admits(heard[-size:]):
            raise PrinterGone("no proper answer")
        return heard[:-size]

    def status(self, *, in_job: bool = False) -> PrinterStatus:
        """Ask the family's questions; silence, or anything else among the answers, is UNAVAILABLE. Raises PrinterGone.

        Within a job its proofs may come among the answers; they are kept.
        """
        dialect = self._known()
        answers: list[bytes] = []
        others: list[Reply] = []
        for query in dialect.queries:
            began = time.monotonic()
            self._transport.write(query.ask, self.answer_s)
            until = time.monotonic() + self.answer_s
            while (reply := self._receive(until, query)) is not None and reply.kind is not Kind.ANSWER:
                others.append(reply)
            if reply is None:
                return UNAVAILABLE
            answers.append(reply.data)
            self.took_ms[query.ask.hex(" ").upper()] = round((time.monotonic() - began) * 1000, 1)
        if not in_job and (others or self._kept or self._inbox or self._transport.read(1, 0.0)):
            return UNAVAILABLE
        self._kept.extend(others)
        return read_status(answers, dialect)

    def send(self, steps: Sequence[Step], progress: Callable[[float], None], *, window: int) -> None:
        """Send steps, at most `window` of them ahead of their proofs; return when the last is proven.

        With a window of one a step is sent to a ready printer only. `progress` takes the proven share. Raises
        PrinterGone when a proof does not come, because the printer is blocked, broke off, or stalls.
        """
        proven = 0
        for sent, (data, proof) in enumerate(steps, 1):
            if window == 1:
                self._must_be_ready()
            self._owed.append(proof)
            self._transport.write(data, self._stall_s)
            while proven < sent and (sent - proven >= window or sent == len(steps)):
                self._prove()
                proven += 1
                progress(proven / len(steps))

    def catch_up(self, until: float) -> bool:
        """Wait for the proofs that are still owed: whether all that was sent is on paper. Raises PrinterGone."""
        while self._owed:
            reply = self._next(until)
            if reply is None:
                return False
            if reply.data == self._owed[0] or (self._owed[0] is None and reply.kind is Kind.SENSOR):
                self._owed.popleft()
        return True

    def pause(self, seconds: float) -> None:
        """Wait; what the printer says meanwhile is not lost. Raises PrinterGone."""
        self._inbox.put(self._transport.read(64, seconds))

    def _prove(self) -> None:
        """Wait for one proof, asking after the printer's health whenever it is silent for a while."""
        until = time.monotonic() + self._stall_s
        while (now := time.monotonic()) < until:
            reply = self._next(now + min(self.answer_s, _SILENCE_S))
            if reply is None:
                if self._known().real_time:
                    self._must_be_ready()
            elif reply.data == self._owed[0] or (self._owed[0] is None and reply.kind is Kind.SENSOR):
                self._owed.popleft()
                return
            elif reply.kind is not Kind.AUTOMATIC:
                raise PrinterGone("the printer answered what nobody asked")
        raise PrinterGone("the printer did not prove what it printed")

    def _must_be_ready(self) -> None:
        status = self.status(in_job=True)
        if status.state is not PrinterState.READY:
            raise PrinterGone(f"the printer stopped: {status.code}")

    def _known(self) -> Dialect:
        if self.dialect is None:
            raise PrinterGone("the printer's family is not known yet")
        return self.dialect

    def _forget(self) -> None:
        self._inbox.clear()
        self._kept.clear()
        self._owed.clear()

    def _next(self, until: float) -> Reply | None:
        """Return the next reply, one that was kept first; None when the time is over."""
        return self._kept.popleft() if self._kept else self._receive(until, None)

    def _receive(self, until: float, query: Query | None) -> Reply | None:
        while (reply := self._inbox.take(query)) is None:
            left = until - time.monotonic()
            if left <= 0:
                return None
            self._inbox.put(self._transport.read(64, left))
        return reply
