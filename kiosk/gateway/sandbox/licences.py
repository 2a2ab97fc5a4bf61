"""The licence store (电子证照库) with what offices hold on the demonstration people, and who asked for it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.gateway.sandbox.contract import conforms
from kiosk.gateway.sandbox.problems import Problem

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.access_book import AccessBook
    from kiosk.gateway.sandbox.centre import Centre
    from kiosk.gateway.sandbox.proof import Sender

__all__ = ["PEOPLE", "LicenceOffice", "holdings_of"]

PEOPLE = {
    person["number"]: person["holdings"]
    for person in tomllib.loads(Path(__file__).with_name("licences.toml").read_text(encoding="utf-8"))["person"]
}


def holdings_of(number: str, license_types: list[str]) -> list[dict[str, str]]:
    """Return what is held on this person, of the asked types alone."""
    return [
        {key: str(value) for key, value in holding.items()}
        for holding in PEOPLE.get(number, [])
        if holding["license_type"] in license_types
    ]


class LicenceOffice:
    """Answers sealed questions and writes down that they were asked, without the number."""

    def __init__(self, centre: Centre, access: AccessBook) -> None:
        self._centre, self._access = centre, access

    def ask(self, sender: Sender) -> dict[str, Any]:
        """Return what is held on the person in the question. Raises Problem 422."""
        head, question = self._centre.vault.open_envelope(sender, "query", "")
        if not conforms(head, "EnvelopeHead") or not conforms(question, "HoldingsQuestion"):
            raise Problem(422, "urn:kiosk:schema")
        types = question["license_types"]
        held = holdings_of(question["number"], types)
        asking = (sender.device_id, head["case_id"], question["number"])
        found = [one["license_type"] for one in held]
        self._access.note(
            asking, "licences", question.get("item_id", ""), types, found, agent=question.get("agent", "")
        )
        return {"case_id": head["case_id"], "sha256": sender.sha256, "holdings": held}
