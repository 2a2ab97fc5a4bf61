"""Deliveries: brings what is due to the centre, as often as it takes, and never one row two ways at once.

It looks at the table each time it is called (level-triggered), so a missed call costs nothing. It decides in one
thread, with one store connection; the waiting is done by its hands. Each lane has hands of its own: while cases pause,
or a large enclosure is on its way, ratings move, and the case of whoever stands at the glass goes before both.
"""

from __future__ import annotations

import queue
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from kiosk.gateway.errors import GatewayError, LineError, NotThePlatform, Paused, Refused, Rejected
from kiosk.sync.backoff import wait_s
from kiosk.sync.errors import CaseUnknown
from kiosk.sync.hand_over import Outcome, hand_over
from kiosk.sync.receipts_kept import answer_of, answered_of, refusal_of
from offline_cache.outbox import LONGEST_WAIT_MS, Outbox

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from kiosk.domain.case import Acknowledgement, Received
    from kiosk.gateway.port import PlatformGateway
    from kiosk.gateway.proofs import SignKeys
    from kiosk.runtime.crew import Hands
    from kiosk.sync.courier_report import CourierReport
    from kiosk.sync.feeds import Noting
    from kiosk.sync.sign_keys import TrustedKeys
    from offline_cache.rows import Lane, Queued
    from offline_cache.store import Store

__all__ = ["Deliveries"]

LANES: tuple[Lane, ...] = ("case", "rating", "telemetry")
SHELF = 16  # rows that are read at once
VISIT = "visit"
Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class _Waiter:
    then: Callable[[Acknowledgement | Received], None]
    failed: Callable[[Exception], None]


class Deliveries:
    """Works on one Store, in one thread. `hands` bring cases, those `beside` them all that must not wait for cases.

    `nudge` is called on the thread of a hand when something has come back.
    """

    def __init__(
        self,
        store: Store,
        hands: Hands[PlatformGateway],
        keys: TrustedKeys,
        note: Noting,
        *,
        beside: Hands[PlatformGateway] | None = None,
        nudge: Callable[[], None] = lambda: None,
    ) -> None:
        self._store, self.outbox = store, Outbox(store)
        self._hands, self._beside = hands, beside or hands
        self._keys, self._note, self._nudge = keys, note, nudge
        self._trusted: SignKeys | None = None
        self._back: queue.SimpleQueue[Outcome] = queue.SimpleQueue()
        self._flying: dict[str, str] = {}
        self._waiting: dict[str, list[_Waiter]] = {}
        self._shelves: dict[str, deque[Queued]] = {lane: deque() for lane in LANES}
        self._tried: set[str] = set()
        self._stopped: set[str] = set()
        self.not_before: dict[str, int] = {}
        self._was_down = False

    def step(self, now: dt.datetime, report: CourierReport) -> None:
        """Do a whole round and wait for it. Raises StoreError alone."""
        self.begin(now, report)
        while self._flying:
            self._settle_all(self._back.get(), report, _ms(now))
            self._send_all(_ms(now))

    def finish(self, now: dt.datetime, report: CourierReport) -> None:
        """Wait for what is under way, sending nothing else. Raises StoreError alone."""
        while self._flying:
            self._settle_all(self._back.get(), report, _ms(now))

    @property
    def unacquainted(self) -> bool:
        """Whether no key of the centre is known: nothing that it says could be believed. Raises StoreError."""
        return not self._keys.current()

    def begin(self, now: dt.datetime, report: CourierReport) -> None:
        """Begin a new round: a lane that met a bad line may try again."""
        self._stopped.clear()
        self._tried.clear()
        for shelf in self._shelves.values():
            shelf.clear()
        self._trusted = self._keys.current()
        self.turn(now, report)

    def turn(self, now: dt.datetime, report: CourierReport) -> None:
        """Write down what has come back, send what is due; never waits for the line. Raises StoreError alone."""
        if not self._back.empty():
            self._settle_all(self._back.get(), report, _ms(now))
        self._send_all(_ms(now))

    def deliver(
        self,
        case_id: str,
        now: dt.datetime,
        then: Callable[[Acknowledgement | Received], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Send this case now, whenever it would be due; `then` or `failed` is called when its outcome is settled."""
        known = answered_of(self.outbox.answer(case_id))
        if known is not None:
            then(known)
            return
        self._trusted = self._trusted or self._keys.current()
        if not self._trusted:
            failed(NotThePlatform("the centre's keys are not known yet"))
            return
        if case_id not in self._flying:
            row = self.outbox.queued(case_id)
            if row is None or row.lane != "case" or not self.outbox.start(case_id, _ms(now)):
                failed(CaseUnknown("no case waits under this id"))
                return
            self._fly(row, VISIT)
        self._waiting.setdefault(case_id, []).append(_Waiter(then, failed))

    def line_is_back(self) -> None:
        """After a silence the first success makes everything due: nothing sits out a wait that lost its reason."""
        if self._was_down:
            self._was_down = False
            self.outbox.wake()

    def ask(
        self,
        question: Callable[[PlatformGateway], Told],
        then: Callable[[Told], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Ask the centre what has nothing to do with the store; `then` or `failed` is called on the hand's thread."""
        trusted = self._trusted = self._trusted or self._keys.current()

        def job(gateway: PlatformGateway) -> None:
            if trusted:
                gateway.trust(trusted)
            then(question(gateway))

        self._beside.run(job, failed)

    def close(self, timeout_s: float) -> None:
        """Let what is under way end, and close the store; what comes back after that is brought again next time."""
        self._hands.close(timeout_s / 2)
        self._beside.close(timeout_s / 2)
        self._store.close()

    def _send_all(self, now_ms: int) -> None:
        if self._trusted:
            for lane in LANES:
                while self._send(lane, now_ms):
                    pass

    def _send(self, lane: Lane, now_ms: int) -> bool:
        """Fill the free hands of a lane, and return whether any more may be; a lane that met a bad line waits."""
        if lane in self._stopped or now_ms < self.not_before.get(lane, 0) <= now_ms + LONGEST_WAIT_MS:
            return False
        width = 1 if self._was_down or lane != "case" else self._hands.width
        rows: list[Queued] = []
        free = width - sum(one == lane for one in self._flying.values())
        while len(rows) < free and (row := self._next(lane, now_ms)):
            rows.append(row)
            self._tried.add(row.case_id)
        may = self.outbox.start_all([row.case_id for row in rows], now_ms) if rows else set()
        for row in rows:
            if row.case_id in may:
                self._fly(row, lane)
        return len(may) < len(rows)

    def _next(self, lane: Lane, now_ms: int) -> Queued | None:
        shelf = self._shelves[lane]
        if not shelf:
            busy = self._tried | self._flying.keys()
            shelf.extend(row for row in self.outbox.due(lane, now_ms, SHELF) if row.case_id not in busy)
        return shelf.popleft() if shelf else None

    def _fly(self, row: Queued, lane: str) -> None:
        self._flying[row.case_id] = lane
        self._tried.add(row.case_id)
        trusted, body = self._trusted, self.outbox.body

        def job(gateway: PlatformGateway) -> None:
            if trusted:
                gateway.trust(trusted)
            self._landed(hand_over(gateway, row, body))

        hands = self._hands if lane == "case" else self._beside
        hands.run(job, lambda error: self._landed(Outcome(row, error=error)))

    def _landed(self, outcome: Outcome) -> None:
        self._back.put(outcome)
        self._nudge()

    def _settle_all(self, first: Outcome, report: CourierReport, now_ms: int) -> None:
        """Write down what has come back, all that arrived in one transaction, and tell whoever waits for it."""
        outcomes = [first]
        while not self._back.empty():
            outcomes.append(self._back.get())
        lanes = {one.row.case_id: self._flying.pop(one.row.case_id) for one in outcomes}
        arrived = [one for one in outcomes if one.error is None]
        answers = {one.row.case_id: answer_of(one.said) if one.said else {} for one in arrived}
        self.outbox.accepted_all(answers, now_ms)
        for one in outcomes:
            self._settle(one, lanes[one.row.case_id], report, now_ms)
        if arrived:
            report.online = True
            self.line_is_back()
        broken = next((one.error for one in outcomes if one.error and not isinstance(one.error, GatewayError)), None)
        if broken is not None:
            raise broken

    def _settle(self, outcome: Outcome, lane: str, report: CourierReport, now_ms: int) -> None:
        row, error = outcome.row, outcome.error
        if isinstance(error, GatewayError):
            self._failed(row, lane, error, report, now_ms)
        elif error is not None:
            self.outbox.postpone(row.case_id, getattr(error, "code", "program"), now_ms + _wait_ms(row, error))
        elif outcome.said is None:
            report.rated += row.lane == "rating"
        else:
            report.delivered.append(outcome.said)
        for waiter in self._waiting.pop(row.case_id, ()):
            if error is not None:
                waiter.failed(error)
            elif outcome.said is not None:
                waiter.then(outcome.said)

    def _failed(self, row: Queued, lane: str, error: GatewayError, report: CourierReport, now_ms: int) -> None:
        report.met(error)
        self._was_down = self._was_down or isinstance(error, LineError)
        if isinstance(error, Rejected):
            self.outbox.rejected(row.case_id, error.reason, now_ms, refusal_of(error.told or {}))
            report.rejected.append(row.case_id)
        elif isinstance(error, Refused):
            self.outbox.dead(row.case_id, error.reason, now_ms)
            report.dead.append(row.case_id)
        else:
            wait_ms = _wait_ms(row, error)
            self.outbox.postpone(row.case_id, error.code, now_ms + wait_ms)
            report.postponed += 1
            if isinstance(error, (LineError, Paused)):
                self._stopped.add(lane)
            if isinstance(error, Paused) or getattr(error, "retry_after_s", 0) > 0:
                self.not_before[lane] = now_ms + wait_ms
        if isinstance(error, (Rejected, Refused)):
            self._note("case-refused", error.code, case=row.case_id)


def _wait_ms(row: Queued, error: Exception) -> int:
    return int(wait_s(row.attempts + 1, getattr(error, "retry_after_s", 0.0)) * 1000)


def _ms(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1000)
