"""What the centre answered to one row, put into effect as if it had come over the line: same proofs, same outcomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kiosk.gateway.errors import GatewayError, NotThePlatform, Refused, Rejected
from kiosk.gateway.proofs import prove_receipt, prove_refusal
from kiosk.gateway.verdict import PROBLEM, judge
from kiosk.gateway.wire import Answer
from kiosk.sync.receipts_kept import answer_of, refusal_of
from offline_cache.carried import Carried
from offline_cache.dead_letters import DeadLetters
from offline_cache.outbox import Outbox
from offline_cache.sealing import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.gateway.dialect import Dialect
    from kiosk.gateway.proofs import SignKeys
    from offline_cache.store import Store

__all__ = ["Settled", "Settler"]

DONE = {"accepted", "closed"}
NO_CASE = {"rating", "tally"}
TROUBLE = {"dead", "held"}  # a person may have carried it out nevertheless


@dataclass(slots=True)
class Settled:
    """What answers did: rows by their ends; `codes` counts what stood in the way of the others.

    `later` must be sent again; `known` was settled before; `strange` is about something else than what lies here.
    """

    accepted: int = 0
    rejected: int = 0
    dead: int = 0
    later: int = 0
    known: int = 0
    strange: int = 0
    unproven: int = 0
    codes: dict[str, int] = field(default_factory=dict)


class Settler:
    """The answers of one batch, for the rows of one Store; counts in `done`. `dialect` reads acknowledgements.

    `again`: the batch was in effect before. Then an answer counts only as far as it proves itself: the centre, or a
    technician here, may have thought otherwise since.
    """

    def __init__(self, store: Store, dialect: Dialect, keys: SignKeys, now_ms: int, *, again: bool) -> None:
        self._outbox, self._carried, self._letters = Outbox(store), Carried(store), DeadLetters(store)
        self._dialect, self._keys, self._now_ms, self._again = dialect, keys, now_ms, again
        self.done = Settled()

    def settle(self, said: Mapping[str, Any]) -> None:
        """Put one entry of answers.json into effect. Raises StoreError."""
        case_id, done = str(said.get("id")), self.done
        row = self._carried.state(case_id)
        if row is None or row[1] != said.get("sha256"):
            done.strange += 1
        elif row[0] in DONE:
            done.known += 1
        else:
            try:
                self._take(case_id, *row, said)
            except Refused as error:
                if row[0] == "queued" and not self._again:
                    self._outbox.dead(case_id, error.reason, self._now_ms)
                    done.dead += 1
            except GatewayError as error:
                done.later += not isinstance(error, NotThePlatform)
                done.unproven += isinstance(error, NotThePlatform)
                done.codes[error.code] = done.codes.get(error.code, 0) + 1

    def _take(self, case_id: str, state: str, sha256: str, said: Mapping[str, Any]) -> None:
        """Settle the row. Raises GatewayError when the answer does not settle it, or does not prove itself."""
        body, status = said.get("body"), said.get("status")
        if not isinstance(body, dict) or type(status) is not int:
            raise NotThePlatform("an answer not as agreed")
        try:
            judge(Answer(status, {"Content-Type": PROBLEM}, canonical(body)))
        except Rejected as error:
            _echoed(body, case_id, sha256)
            prove_refusal(body, self._keys)
            self._reject(case_id, state, error.reason, body.get("reason"))
            return
        _echoed(body, case_id, sha256)
        prove_receipt(body, self._keys)
        answer = {} if said.get("kind") in NO_CASE else self._answer(body, added=said.get("kind") == "supplement")
        if state in TROUBLE:
            self._letters.retry(case_id)
        self._outbox.accepted(case_id, answer, self._now_ms)
        self.done.accepted += 1

    def _reject(self, case_id: str, state: str, code: str, reason: object) -> None:
        if not isinstance(reason, dict) or not isinstance(reason.get("text_zh"), str):
            raise NotThePlatform("a refusal without a reason")
        if state == "queued":
            self._outbox.rejected(case_id, code, self._now_ms, refusal_of(reason))
            self.done.rejected += 1
        else:
            self.done.known += 1

    def _answer(self, body: Mapping[str, Any], *, added: bool) -> dict[str, str]:
        try:
            return answer_of((self._dialect.read_supplement if added else self._dialect.read_acknowledgement)(body))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise NotThePlatform(f"an answer not as agreed: {type(error).__name__}") from None


def _echoed(body: Mapping[str, Any], case_id: str, sha256: str) -> None:
    """Return when an answer is about exactly what lies here. Raises NotThePlatform."""
    if body.get("case_id") != case_id or body.get("sha256") != sha256:
        raise NotThePlatform("the answer is about something else")
