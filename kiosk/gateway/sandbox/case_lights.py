"""The lights of cases under way (F46): every turn to green, yellow or red is in the ledger, each exactly once."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain.progress import read_standings
from kiosk.domain.rules.case_clock import clock_of, lane_clocks
from kiosk.domain.rules.lights import turns
from kiosk.gateway.sandbox.case_telling import told
from kiosk.gateway.sandbox.inquiries import Records
from kiosk.gateway.sandbox.workdays import CALENDAR

if TYPE_CHECKING:
    from kiosk.domain.rules.case_clock import Clock
    from kiosk.gateway.sandbox.centre import Centre
    from kiosk.gateway.sandbox.ledger_book import LedgerBook

__all__ = ["LightWatch", "shown"]

UNDER_WAY: Final = "SELECT * FROM case_file WHERE state IN ('accepted', 'processing', 'suspended') ORDER BY number"
LOOKED: Final = "lights_looked_on"


def shown(centre: Centre) -> list[dict[str, Any]]:
    """Return every case under way with its light, and each office's part with its own: what a clerk looks at."""
    today = centre.clock.now().date()
    cases = read_standings({"cases": [told(centre, row) for row in centre.register.rows(UNDER_WAY)]})
    return [
        {
            "case_id": case.case_id,
            **_lit(clock_of(case, today, CALENDAR)),
            "lanes": [
                {"name": lane.name, "dept": lane.dept, "state": lane.state, **_lit(clock)}
                for lane, clock in zip(case.lanes, lane_clocks(case, today, CALENDAR), strict=True)
            ],
        }
        for case in cases
    ]


def _lit(clock: Clock) -> dict[str, str | None]:
    return {"due": clock.due.isoformat() if clock.due else None, "light": clock.light}


class LightWatch:
    """Looks at each case once a day and whenever it moves; days on which nobody looked are caught up with."""

    def __init__(self, centre: Centre, ledger: LedgerBook) -> None:
        self._centre, self._ledger = centre, ledger
        self._kept = Records(centre.register, "light")

    def look(self) -> None:
        """Look at every case under way, if that was not done today."""
        today = self._centre.clock.now().date().isoformat()
        if self._centre.register.get(LOOKED, "") == today:
            return
        with self._centre.register.transaction():
            for row in self._centre.register.rows(UNDER_WAY):
                self.see(row)
            self._centre.register.put(LOOKED, today)

    def see(self, row: dict[str, Any]) -> None:
        """Write down how the light of one case has turned since it was seen last."""
        found = read_standings({"cases": [told(self._centre, row)]})
        if not found or found[0].accepted is None:
            return
        case, today = found[0], self._centre.clock.now().date()
        seen = self._kept.get(row["case_id"]) or {"light": None, "day": found[0].accepted.date().isoformat()}
        for day, light in turns(case, seen["light"], (dt.date.fromisoformat(seen["day"]), today), CALENDAR):
            self._ledger.turned(row, light, day)
            seen["light"] = light
        self._kept.put(row["case_id"], {"light": seen["light"], "day": today.isoformat()})
