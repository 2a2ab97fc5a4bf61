"""咨询, 建议, 投诉, 办不成的事 (F63, F64): which item takes them, and within how many working days each is answered.

The office counts from 受理; the national hotline rule (国办发〔2020〕53号) asks for quick answers to plain questions.
"""

from __future__ import annotations

from typing import Final

__all__ = ["CORRECTION_DAYS", "REPLY_DAYS", "STUCK", "STUCK_ITEM"]

STUCK_ITEM: Final = "complaint-unresolved"
STUCK: Final = "stuck"
REPLY_DAYS: Final = {"ask": 1, "advise": 5, "complain": 5, STUCK: 5}
CORRECTION_DAYS: Final = 15
"""差评核实整改, in working days (standards 2.5)."""
