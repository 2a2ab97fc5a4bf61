"""Appointments (预约): only online, since only the centre knows what is free; a place is given or refused at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kiosk.gateway.sandbox.cases import CREATED, RECEIPT, REFUSED, REPLAYED
from kiosk.gateway.sandbox.clock import stamp
from kiosk.gateway.sandbox.contract import conforms
from kiosk.gateway.sandbox.problems import Problem
from kiosk.gateway.sandbox.slots import HALF_HOUR, PLACES, WINDOW, read_slot, slots_after

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.cases import Answered
    from kiosk.gateway.sandbox.centre import Centre
    from kiosk.gateway.sandbox.proof import Sender

__all__ = ["AppointmentOffice"]

TAKEN = "SELECT slot_id, count(*) AS n FROM appointment WHERE state = 'booked' GROUP BY slot_id"
INSERT = "INSERT INTO appointment (appointment_id, slot_id, number, state, sha256, answer) VALUES (?, ?, ?, ?, ?, ?)"
CANCEL = "UPDATE appointment SET state = 'cancelled' WHERE appointment_id = ? AND number = ? RETURNING *"
MINE = "SELECT * FROM appointment WHERE number = ? AND state = 'booked' ORDER BY slot_id"
FREE_SHOWN = 3


class AppointmentOffice:
    """The book of places at the windows."""

    def __init__(self, centre: Centre) -> None:
        self._centre, self._register = centre, centre.register

    def slots(self) -> list[dict[str, Any]]:
        """Return what can be booked, with how many places are left."""
        taken = {row["slot_id"]: row["n"] for row in self._register.rows(TAKEN)}
        found = []
        for slot in slots_after(self._centre.clock.now()):
            slot_id = f"{slot:%Y%m%dT%H%M}"
            left = max(PLACES - taken.get(slot_id, 0), 0)
            times = {"begins": stamp(slot), "ends": stamp(slot + HALF_HOUR)}
            found.append({"slot_id": slot_id, "window": WINDOW, **times, "left": left})
        return found

    def book(self, sender: Sender, appointment_id: str) -> Answered:
        """Book, rebook (`replaces`) or cancel (no slot). Raises Problem: 409 full or other content, 422."""
        with self._register.transaction():
            known = self._register.row("SELECT * FROM appointment WHERE appointment_id = ?", appointment_id)
            if known and known["sha256"] != sender.sha256:
                raise Problem(409, "urn:kiosk:different-content")
            answer = json.loads(known["answer"]) if known else self._enter(sender, appointment_id)
        return (REPLAYED if known else CREATED), self._centre.signer.signed(RECEIPT, answer, "receipt_sig")

    def mine(self, sender: Sender) -> dict[str, Any]:
        """Return what is booked for the person in a sealed question. Raises Problem 422."""
        head, question = self._centre.vault.open_envelope(sender, "query", "")
        if not conforms(head, "EnvelopeHead") or not conforms(question, "AppointmentQuestion"):
            raise Problem(REFUSED, "urn:kiosk:schema")
        shown = self.booked(question["number"])
        return {"case_id": head["case_id"], "sha256": sender.sha256, "appointments": shown}

    def booked(self, number: str) -> list[dict[str, Any]]:
        """Return what is booked for a person, by time."""
        rows = self._register.rows(MINE, number)
        names = ("appointment_id", "slot_id", "ticket", "window", "begins", "ends")
        booked = [{**json.loads(row["answer"]), "appointment_id": row["appointment_id"]} for row in rows]
        return [{name: one[name] for name in names} for one in booked]

    def enter(
        self, appointment_id: str, number: str, sha256: str, *, slot_id: str | None, replaces: str | None
    ) -> dict[str, Any]:
        """Book, rebook or cancel, once under each id, all or nothing. Raises Problem 409."""
        known = self._register.row("SELECT * FROM appointment WHERE appointment_id = ?", appointment_id)
        if known:
            if known["sha256"] != sha256:
                raise Problem(409, "urn:kiosk:different-content")
            before: dict[str, Any] = json.loads(known["answer"])
            return before
        answer = {"case_id": appointment_id, "sha256": sha256, "replaced": replaces}
        answer |= self._place(slot_id) if slot_id is not None else {"state": "cancelled"}
        if replaces is not None and not self._register.row(CANCEL, replaces, number):
            raise Problem(409, "urn:kiosk:appointment-unknown")
        row = (appointment_id, slot_id or "", number, answer["state"], sha256)
        self._register.rows(INSERT, *row, json.dumps(answer, ensure_ascii=False))
        return answer

    def _enter(self, sender: Sender, appointment_id: str) -> dict[str, Any]:
        head, wish = self._centre.vault.open_envelope(sender, "appointment", appointment_id)
        if not conforms(head, "EnvelopeHead") or not conforms(wish, "AppointmentBody"):
            raise Problem(REFUSED, "urn:kiosk:schema")
        place = {name: wish[name] for name in ("slot_id", "replaces")}
        return self.enter(appointment_id, wish["number"], sender.sha256, **place)

    def _place(self, slot_id: str) -> dict[str, Any]:
        """Give out one place, with a ticket for the board in the hall."""
        slot = read_slot(slot_id, self._centre.clock.now())
        if slot is None:
            raise Problem(409, "urn:kiosk:slot-unknown", more={"free": self._free()})
        sql = "SELECT count(*) AS n FROM appointment WHERE slot_id = ? AND state = 'booked'"
        if (self._register.row(sql, slot_id) or {"n": 0})["n"] >= PLACES:
            raise Problem(409, "urn:kiosk:slot-full", more={"free": self._free()})
        given = self._register.row("SELECT count(*) AS n FROM appointment WHERE slot_id GLOB ?", f"{slot_id[:8]}*")
        times = {"begins": stamp(slot), "ends": stamp(slot + HALF_HOUR)}
        ticket = f"Y{(given or {'n': 0})['n'] + 1:03d}"
        return {"state": "booked", "slot_id": slot_id, "ticket": ticket, "window": WINDOW, **times}

    def _free(self) -> list[str]:
        return [slot["slot_id"] for slot in self.slots() if slot["left"]][:FREE_SHOWN]
