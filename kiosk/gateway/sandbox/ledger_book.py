"""The office's ledger (办件台账): written with every change of a case and every rating, verified and counted from."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from config.load import load_services
from kiosk.domain.exports import exported, to_csv
from kiosk.domain.ledger import LedgerRow, broken_texts, read_row, sealed, to_text
from kiosk.domain.monthly import monthly
from kiosk.domain.monthly_words import FORMULAS
from kiosk.gateway.sandbox.clock import stamp
from kiosk.gateway.sandbox.keyfile import key_in
from kiosk.gateway.sandbox.standings import standings

if TYPE_CHECKING:
    import datetime as dt

    from config.schema import ServiceItem
    from kiosk.domain.ledger import Event
    from kiosk.domain.monthly import Monthly
    from kiosk.domain.rules.deadlines import Light
    from kiosk.domain.rules.lanes import LaneState
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
LIGHTS: Final[dict[Light, Event]] = {"green": "light-green", "yellow": "light-yellow", "red": "light-red"}
ALL: Final = "SELECT number, row FROM ledger WHERE number > ? ORDER BY number"
LAST: Final = "SELECT number, row FROM ledger ORDER BY number DESC LIMIT 1"
ASKED: Final = frozenset({"captured", "to_capture", "promised"})


class LedgerBook:
    """Append-only. Call `note` and `rated` inside the transaction that changes the case."""

    def __init__(self, centre: Centre) -> None:
        self._centre, self._register = centre, centre.register
        self._key = key_in(centre.store / "ledger.key", lambda: secrets.token_bytes(32))

    def note(self, row: dict[str, Any], state: str, at: str = "") -> None:
        """Write down what became of the case in `row`, at the moment that its register has (now)."""
        body = json.loads(row["body"])
        self._put(
            LedgerRow(
                at=at or self._now(),
                case_id=row["case_id"],
                item_id=body["item"]["id"],
                event=EVENTS[state],
                actor=row["device_id"] if state == "received" else "centre",
                visits=self._visits(row["case_id"]),
                papers=sum(one["standing"] in ASKED for one in body["materials"]),
                deferred=len((body["promise"] or {}).get("material_codes", ())),
                due=row["due"] or "",
            )
        )

    def attempted(self, row: dict[str, Any], what: str) -> None:
        """Write down what was tried with the case in `row` and is against the law (F50)."""
        self._about(row, "illegal-move", what)

    def parted(self, row: dict[str, Any], member: str, state: LaneState) -> None:
        """Write down how one lane of the joint case in `row` ended (F40)."""
        self._about(row, "lane-done" if state == "done" else "lane-refused", member)

    def turned(self, row: dict[str, Any], light: Light, day: dt.date) -> None:
        """Write down that the light of the case in `row` turned on that day (F46)."""
        self._about(row, LIGHTS[light], day.isoformat())

    def supplied(self, row: dict[str, Any], device_id: str) -> None:
        """Write down that something was brought for the case in `row`, at this terminal."""
        item_id = json.loads(row["body"])["item"]["id"]
        visits = self._visits(row["case_id"])
        about = {"case_id": row["case_id"], "item_id": item_id, "actor": device_id}
        self._put(LedgerRow(at=self._now(), event="supplied", visits=visits, **about))

    def corrected(self, case_id: str) -> None:
        """Write down that a bad rating of this case was put right."""
        row = self._register.row("SELECT body FROM case_file WHERE case_id = ?", case_id)
        item_id = json.loads(row["body"])["item"]["id"] if row else ""
        self._put(LedgerRow(at=self._now(), case_id=case_id, item_id=item_id, event="corrected", actor="centre"))

    def device(self, device_id: str, *, well: bool, at: str = "") -> None:
        """Write down that a terminal is in service, or has not been heard of since `at` (now)."""
        event: Event = "terminal-up" if well else "terminal-down"
        self._put(LedgerRow(at=at or self._now(), case_id="", item_id="", event=event, actor=device_id))

    def rated(self, case_id: str, device_id: str, level: int) -> None:
        """Write down a rating; of a case that the office does not know yet the item is not known either."""
        row = self._register.row("SELECT body FROM case_file WHERE case_id = ?", case_id)
        item_id = json.loads(row["body"])["item"]["id"] if row else ""
        self._put(
            LedgerRow(at=self._now(), case_id=case_id, item_id=item_id, event="rated", actor=device_id, level=level)
        )

    def rows(self, since: int = 0) -> list[LedgerRow]:
        """Return the rows after this number; a row that cannot be read is left out, and named by `broken`."""
        found = (read_row(one["number"], one["row"]) for one in self._register.rows(ALL, since))
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
        kept = [(one["number"], one["row"]) for one in self._register.rows(ALL, 0)]
        return broken_texts(kept, self._key, self.head)

    def sound(self) -> list[LedgerRow]:
        """Return the rows that stand: what was touched is named, and neither counted nor handed on."""
        broken = set(self.broken())
        return [row for row in self.rows() if row.number not in broken]

    def handed_on(self, profile: str) -> str:
        """Return the ledger as a table, in the codes of a profile of kiosk.domain.exports. Raises KeyError."""
        return to_csv(exported(self.sound(), self._items(), profile))

    def report(self, month: str) -> dict[str, object]:
        """Return whether the ledger stands, the figures of a month (`2026-11`), their formulas, and who is first."""
        broken, rows, items, terminals = set(self.broken()), self.rows(), self._items(), self._terminals()
        sound = [row for row in rows if row.number not in broken]
        return {
            "rows": len(rows),
            "broken": sorted(broken),
            "head": self.head,
            "figures": _figures(monthly(sound, items, month, terminals)),
            "formulas": {name: {"name": title, "formula": how} for name, (title, how) in FORMULAS.items()},
            "ranking": standings(sound, items, month, terminals, self._centre.settings.units),
        }

    def _terminals(self) -> set[str]:
        return {one["device_id"] for one in self._register.rows("SELECT device_id FROM device")}

    def _items(self) -> dict[str, ServiceItem]:
        return dict(load_services(self._centre.catalogue)) if self._centre.catalogue else {}

    def _about(self, row: dict[str, Any], event: Event, rule: str) -> None:
        item_id = json.loads(row["body"])["item"]["id"]
        self._put(
            LedgerRow(at=self._now(), case_id=row["case_id"], item_id=item_id, event=event, actor="centre", rule=rule)
        )

    def _put(self, row: LedgerRow) -> None:
        last = self._register.row(LAST)
        done = sealed(row, self._newest(last) if last else None, self._key)
        self._register.rows("INSERT INTO ledger VALUES (?, ?)", done.number, to_text(done))
        self._register.put("ledger_head", [done.number, done.seal])

    def _visits(self, case_id: str) -> int:
        """Return how often the matter made the citizen come: once to hand it in, once more for each supplement."""
        found = self._register.row("SELECT count(*) AS n FROM supplement WHERE case_id = ?", case_id)
        return 1 + int(found["n"] if found else 0)

    def _newest(self, last: dict[str, Any]) -> LedgerRow:
        """Return what the next row follows: the newest one, or where it was garbled what is known of it."""
        number, seal = self.head or (last["number"], "")
        known = read_row(last["number"], last["row"])
        return known or LedgerRow(
            number=max(number, last["number"]), at="", case_id="", item_id="", event="received", actor="", seal=seal
        )

    def _now(self) -> str:
        return stamp(self._centre.clock.now())


def _figures(found: Monthly) -> dict[str, object]:
    """Return the figures, each share with its part, its whole and its per cent."""
    told: dict[str, object] = {}
    for name, value in asdict(found).items():
        share = getattr(found, name)
        told[name] = {**value, "percent": share.percent} if isinstance(value, dict) else value
    return told
