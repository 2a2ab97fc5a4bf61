"""How a person's cases stand: who has each, what became of it so far, what is missing, whether it is rated again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kiosk.gateway.sandbox.case_telling import told
from kiosk.gateway.sandbox.clock import stamp

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.desks import Desks
    from kiosk.gateway.sandbox.inquiries import Question

__all__ = ["answer"]

MOST: Final = 30
OWN: Final = """
    SELECT * FROM case_file WHERE json_extract(body, '$.identity.number') = ? ORDER BY number DESC LIMIT ?
"""


def answer(desks: Desks, question: Question) -> dict[str, Any]:
    """Return the cases, the newest first, wherever they were handed in."""
    desks.decisions.advance()
    rows = desks.centre.register.rows(OWN, question.number, MOST)
    cases = [told(desks.centre, row) | desks.ratings.again(row["case_id"]) for row in rows]
    return {"as_of": stamp(desks.centre.clock.now()), "cases": cases}
