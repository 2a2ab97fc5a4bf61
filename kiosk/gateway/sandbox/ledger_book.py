"""The office's ledger (办件台账): written with every change of a case and every rating, verified and counted from."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from config.load import load_services
from kiosk.domain.ledger import LedgerRow, broken_texts, read_row, sealed, to_text
from kiosk.domain.monthly import monthly
from kiosk.gateway.sandbox.clock import stamp
from kiosk.gateway.sandbox.keyfile import key_in

if TYPE_CHECKING:
    from kiosk.domain.ledger import Event
    from kiosk.gateway.sandbox.centre import Centre

__all__ = ["LedgerBook"]

EVENTS: Final[dict[str, Event]] = {
    "received": "received",
    "accepted": "accepted",
    "refused": "refused",
    "supplement": "supplement",
    "processing": "resumed",
    "suspended": "suspended",
    "completed": "completed",
    "returned": "returned",
    "withdrawn": "withdrawn",
}
ALL: Final = "SELECT number, row FROM ledger ORDER BY number"
LAST: Final = "SELECT number, row FROM ledger ORDER BY number DESC LIMIT 1"
ASKED: Final = frozenset({"captured", "to_capture", "promised"})


class LedgerBook:
    """Append-only. Call `note` and `rated` inside the transaction that changes the case."""

    def __init__(self, centre: Centre) -> None:
        self._centre, self._register = centre, centre.register
        self._key = key_in(centre.store / "ledger.key", lambda: secrets.token_bytes(32))

    def note(self, row: dict[str, Any], state: str) -> None:
        """Write down what became of the case in `row`."""
        body = json.loads(row["body"])
        self._put(
            LedgerRow(
                at=self._now(),
                case_id=row["case_id"],
                item_id=body["item"]["id"],
                event=EVENTS[state],
                actor=row["device_id"] if state == "received" else "centre",
                papers=sum(one["standing"] in ASKED for one in body["materials"]),
                deferred=len((body["promise"] or {}).get("material_codes", ())),
                due=row["due"] or "",
            )
        )

    def attempted(self, row: dict[str, Any], what: str) -> None:
        """Write down what was tried with the case in `row` and is against the law (F50)."""
        item_id = json.loads(row["body"])["item"]["id"]
        self._put(
            LedgerRow(
                at=self._now(), case_id=row["case_id"], item_id=item_id, event="illegal-move", actor="centre", rule=what
            )
        )

    def rated(self, case_id: str, device_id: str, level: int) -> None:
        """Write down a rating; of a case that the office does not know yet the item is not known either."""
        row = self._register.row("SELECT body FROM case_file WHERE case_id = ?", case_id)
        item_id = json.loads(row["body"])["item"]["id"] if row else ""
        self._put(
            LedgerRow(at=self._now(), case_id=case_id, item_id=item_id, event="rated", actor=device_id, level=level)
        )

    def rows(self) -> list[LedgerRow]:
        """Return the whole ledger; a row that cannot be read is left out, and named by `broken`."""
        found = (read_row(one["number"], one["row"]) for one in self._register.rows(ALL))
        return [row for row in found if row is not None]

    def of(self, case_id: str) -> list[LedgerRow]:
        """Return what happened to one case, in order."""
        return [row for row in self.rows() if row.case_id == case_id]

    @property
    def head(self) -> tuple[int, str] | None:
        """Number and seal of the newest row, as it was written down beside the ledger; None before the first."""
        told = self._register.get("ledger_head", None)
        return (int(told[0]), str(told[1])) if told else None

    def broken(self) -> list[int]:
        """Return the number of every row that was altered or is missing, up to the head that is kept beside them."""
        kept = [(one["number"], one["row"]) for one in self._register.rows(ALL)]
        return broken_texts(kept, self._key, self.head)

    def month(self, month: str) -> dict[str, object]:
        """Return the figures of a month (`2026-11`), each share with its part, its whole and its per cent."""
        items = load_services(self._centre.catalogue) if self._centre.catalogue else {}
        terminals = {one["device_id"] for one in self._register.rows("SELECT device_id FROM device")}
        told: dict[str, object] = {}
        found = monthly(self.rows(), items, month, terminals)
        for name, value in asdict(found).items():
            share = getattr(found, name)
            told[name] = {**value, "percent": share.percent} if isinstance(value, dict) else value
        return told

    def _put(self, row: LedgerRow) -> None:
        last = self._register.row(LAST)
        done = sealed(row, self._newest(last) if last else None, self._key)
        self._register.rows("INSERT INTO ledger VALUES (?, ?)", done.number, to_text(done))
        self._register.put("ledger_head", [done.number, done.seal])

    def _newest(self, last: dict[str, Any]) -> LedgerRow:
        """Return what the next row follows: the newest one, or where it was garbled what is known of it."""
        number, seal = self.head or (last["number"], "")
        known = read_row(last["number"], last["row"])
        return known or LedgerRow(
            number=max(number, last["number"]), at="", case_id="", item_id="", event="received", actor="", seal=seal
        )

    def _now(self) -> str:
        return stamp(self._centre.clock.now())
