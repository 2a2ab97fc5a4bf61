"""常见问题清单 (F07): summing what terminals count, so that what is asked most stands first at all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from config.published import MOST_RANKED
from kiosk.gateway.sandbox.arrivals import note_arrival
from kiosk.gateway.sandbox.cases import CREATED, RECEIPT, REFUSED, REPLAYED, replayed
from kiosk.gateway.sandbox.contract import conforms
from kiosk.gateway.sandbox.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from kiosk.gateway.sandbox.cases import Answered
    from kiosk.gateway.sandbox.centre import Centre
    from kiosk.gateway.sandbox.proof import Sender
    from kiosk.gateway.sandbox.register import Register

__all__ = ["QuestionOffice", "ranked"]

ADD: Final = """
    INSERT INTO question_count VALUES (?, ?, ?)
    ON CONFLICT (item_id, question) DO UPDATE SET count = count + excluded.count
"""
ORDER: Final = "SELECT item_id, question, count FROM question_count ORDER BY item_id, count DESC, question"


class QuestionOffice:
    """Takes the counts of a terminal's day; a day that comes again is counted once."""

    def __init__(self, centre: Centre) -> None:
        self._centre, self._register = centre, centre.register

    def tally(self, sender: Sender, tally_id: str) -> Answered:
        """Add the counts up. Raises Problem: 422 a count that could speak of a single visitor."""
        signed = self._centre.signer.signed(RECEIPT, {"case_id": tally_id, "sha256": sender.sha256}, "receipt_sig")
        with self._register.transaction():
            if replayed(self._register, "tally", "tally_id", tally_id, sender):
                return REPLAYED, signed
            head, body = self._centre.open_envelope(sender, "tally", tally_id)
            if not conforms(head, "EnvelopeHead") or not conforms(body, "TallyBody"):
                raise Problem(REFUSED, "urn:kiosk:schema")
            note_arrival(self._register, sender, head)
            sql = "INSERT INTO tally (tally_id, device_id, day, sha256) VALUES (?, ?, ?, ?)"
            self._register.rows(sql, tally_id, sender.device_id, body["day"], sender.sha256)
            for one in body["counts"]:
                self._register.rows(ADD, one["item"], one["question"], one["count"])
        return CREATED, signed

    def listed(self) -> list[dict[str, Any]]:
        """Return what was counted, item by item, the most asked first."""
        return self._register.rows(ORDER)


def ranked(texts: Mapping[str, str], register: Register, items: Collection[str]) -> dict[str, str]:
    """Return the files of the feed `guides` with the order in which people ask, the most asked first.

    Of `items` alone, and as many as a terminal takes: no terminal's counts make the feed of all others unreadable.
    """
    order: dict[str, list[str]] = {}
    for row in register.rows(ORDER):
        if row["item_id"] in items:
            order.setdefault(f"{row['item_id']}.toml", []).append(row["question"])
    told = dict(texts)
    for file, questions in order.items():
        listed = ", ".join(f'"{question}"' for question in questions[:MOST_RANKED])
        told[file] = f"ranking = [{listed}]\n" + texts.get(file, f'item = "{file.removesuffix(".toml")}"\n')
    return told
