"""补正: what to add is told once; a later demand may repeat it, and holds nothing new (F06, F14)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kiosk.domain.rules.papers import SECOND_NOTICE, breaches, noticed
from kiosk.gateway.sandbox.case_guide import outside_guide
from kiosk.gateway.sandbox.inquiries import Records
from kiosk.gateway.sandbox.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.gateway.sandbox.centre import Centre
    from kiosk.gateway.sandbox.ledger_book import LedgerBook

__all__ = ["OUTSIDE_GUIDE", "Notices"]

OUTSIDE_GUIDE = "breach.outside_guide"


class Notices:
    """Keeps the first notice of each case with its digest, and holds every later demand against it."""

    def __init__(self, centre: Centre, ledger: LedgerBook) -> None:
        self._centre, self._ledger = centre, ledger
        self._kept = Records(centre.register, "notice")

    def demand(self, row: dict[str, Any], codes: list[str]) -> dict[str, Any]:
        """Return the case with these materials demanded.

        Raises Problem 409 when nothing is asked, or something outside the guide, or later something new; the attempt
        is in the ledger.
        """
        item = json.loads(row["body"])["item"]
        if not codes:
            raise Problem(409, "urn:kiosk:malformed")
        if out := outside_guide(item["id"], codes, self._centre.catalogue):
            raise self._breach(row, OUTSIDE_GUIDE, sorted(out), "urn:kiosk:outside-guide")
        first = self._kept.get(row["case_id"])
        lacks = first["lacks"] if first else [(code, "missing") for code in codes]
        given = noticed(item["id"], item["version"], tuple((code, fault) for code, fault in lacks))
        if new := breaches(given, codes):
            raise self._breach(row, SECOND_NOTICE, new, "urn:kiosk:second-notice")
        if first is None:
            self._kept.put(row["case_id"], {"lacks": given.lacks, "digest": given.digest})
        return {**row, "noticed": 1, "demanded": json.dumps(sorted({*json.loads(row["demanded"]), *codes}))}

    def _breach(self, row: dict[str, Any], rule: str, codes: Iterable[str], kind: str) -> Problem:
        with self._centre.register.transaction():
            self._ledger.attempted(row, f"{rule} {' '.join(codes)}")
        return Problem(409, kind)
