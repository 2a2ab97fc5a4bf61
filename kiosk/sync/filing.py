"""The filing desk: a submission is true when its outbox row commits; afterwards only the same card finds it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.domain.satisfaction import Satisfaction, reason_code
from kiosk.sync import ledger_notes
from kiosk.sync.case_statuses import CaseStatuses
from kiosk.sync.casebody import case_body, enclose_files, supplement_body
from kiosk.sync.order_notes import OrderNotes
from kiosk.sync.question_counts import QuestionCounts
from kiosk.sync.receipts_kept import filed_of, read_filed, write_filed
from kiosk.sync.seal_keys import SealKeys
from offline_cache.case_numbers import rating_id, uuid7
from offline_cache.claim import claimant, lock_receipt, unlock_receipt
from offline_cache.limits import Limits
from offline_cache.outbox import Outbox
from offline_cache.print_journal import PrintJournal
from offline_cache.replica import Replica
from offline_cache.row_facts import find_row
from offline_cache.rows import Parcel
from offline_cache.sealing import EnvelopeHead, make_envelope
from offline_cache.suites.registry import suite

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from kiosk.domain.case import Filed
    from kiosk.domain.person import Identity
    from kiosk.domain.run import Run
    from offline_cache.keys import DeviceKeys
    from offline_cache.rows import Numbers
    from offline_cache.store import Store

__all__ = ["FilingDesk"]

RATING_SCHEMA = "kiosk.rating/1"


class FilingDesk:
    """Works on one Store, in one thread. `seal_key` and `suites` are the profile's: see SealKeys.

    `limits` is asked before each case: how much may wait for the centre.

    Raises SuiteUnavailable.
    """

    def __init__(
        self,
        store: Store,
        keys: DeviceKeys,
        terminal_id: str,
        seal_key: str = "",
        suites: str = "",
        *,
        limits: Callable[[], Limits] = Limits,
    ) -> None:
        self._store, self._keys, self._terminal_id = store, keys, terminal_id
        self._outbox = Outbox(store, limits)
        self._journal = PrintJournal(store)
        self._statuses = CaseStatuses(store)
        self.orders = OrderNotes(store, keys.secret)
        self._seal_keys = SealKeys(Replica(store), seal_key, suites)
        self.questions = QuestionCounts(store, self._outbox, self._sealing_tallies)

    def file(self, run: Run, now: dt.datetime) -> Filed:
        """Seal a finished run and commit it durably, a case or what an earlier one still needs.

        `now` is aware, in the terminal's own zone.

        Raises:
            SealKeyMissing: no key of the centre is known.
            StoreError: the disk is full or broken.
        """
        case_id = uuid7(_ms(now))
        to = self._seal_keys.current(now)
        files = enclose_files(run, case_id, suite(to.suite).form)
        number, secret = run.identity.number, self._keys.secret

        def pack(numbers: Numbers) -> Parcel:
            if "for_case" in run.form:
                kind, body = "supplement", supplement_body(run, numbers, files, filed=now)
                about = ledger_notes.of_supplement(run, secret)
            else:
                kind, body = "case", case_body(run, numbers, files, terminal_id=self._terminal_id, filed=now)
                about = ledger_notes.of_case(run, now.date(), secret)
            envelope = make_envelope(body, self._head(kind, numbers, now), to, self._keys)
            receipt = lock_receipt(write_filed(filed_of(run, numbers, now)), number, secret)
            return Parcel(envelope, run.item.form, claimant(number, secret), receipt, about)

        numbers = self._outbox.file(
            case_id, terminal_id=self._terminal_id, filed=now, ciphertexts=files.ciphertexts, pack=pack
        )
        return filed_of(run, numbers, now)

    def find(self, identity: Identity) -> tuple[Filed, ...]:
        """Return all cases that this person filed here, newest first, as far as their card opens them.

        Each with what the centre told of it since. A receipt is owed where not `filed.printed`. Raises StoreError.
        """
        secret = self._keys.secret
        found = []
        for row in self._outbox.find(claimant(identity.number, secret)):
            facts = unlock_receipt(row.receipt_sealed, identity.number, secret)
            if facts is not None:
                status = self._statuses.of(row.case_id)
                found.append(read_filed(facts, row.answer, self._journal.job(row.case_id), status))
        return tuple(found)

    def rate(
        self, case_id: str, level: int, now: dt.datetime, reason: str = "", *, turn: int = 1, item_id: str = ""
    ) -> None:
        """Queue a rating: level 5 非常满意 … 1 非常不满意, a `reason` if it is bad; the first of a `turn` stands.

        The second turn is after a bad one was put right. `item_id` is for the ledger alone, "" for a case filed here.

        Raises SealKeyMissing, StoreError; ValueError for a level that does not exist.
        """
        if level not in range(1, 6):
            raise ValueError("a level is 1…5")
        to = self._seal_keys.current(now)
        said: dict[str, object] = {"schema": RATING_SCHEMA, "case_id": case_id, "level": level}
        said |= {"rated_at": now.isoformat(), "terminal_id": self._terminal_id}
        if turn > 1:
            said["turn"] = turn
        if reason:
            said["reasons"] = [reason_code(Satisfaction(level), reason)]

        about = ledger_notes.of_rating(case_id, item_id or self._item_of(case_id), level, turn)

        def pack(numbers: Numbers) -> Parcel:
            envelope = make_envelope(said, self._head("rating", numbers, now), to, self._keys)
            return Parcel(envelope, "evaluation", about=about)

        self._outbox.rate(rating_id(case_id, turn), created=now, pack=pack)

    def _sealing_tallies(self, now: dt.datetime) -> Callable[[Mapping[str, Any], Numbers], bytes]:
        to = self._seal_keys.current(now)
        return lambda said, numbers: make_envelope(said, self._head("tally", numbers, now), to, self._keys)

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def _item_of(self, case_id: str) -> str:
        known = find_row(self._store, case_id)
        return known.item_id.partition("@")[0] if known else ""

    def _head(self, kind: str, numbers: Numbers, now: dt.datetime) -> EnvelopeHead:
        return EnvelopeHead(kind, self._terminal_id, numbers.store_id, numbers.case_id, numbers.seq, now.isoformat())


def _ms(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1000)
