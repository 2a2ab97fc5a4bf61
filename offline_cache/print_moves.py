"""Which way a print job may go: the states of a paper's life, and from where each is reached.

QUEUED → PREFLIGHT → SENDING → CONFIRMED → PRESENTED → TAKEN
HELD ───────↑           │           the printer sees its exit ↘ RETRACTED   inside the machine: owed again
UNKNOWN ────↑           ├─→ HELD      nothing came out
                        └─→ UNKNOWN   bytes left, no proof; the next copy is marked 补打
UNKNOWN → CONFIRMED, HELD   a printer that remembers its jobs (A4) says later what became of one
CONFIRMED, TAKEN, RETRACTED → PREFLIGHT   a further copy is wanted
UNKNOWN → CONFIRMED, HELD   a printer that remembers its jobs (A4) told later what became of the copy
anything but SENDING and PRESENTED → FAILED   given up by a limit or a technician, for good
"""

from __future__ import annotations

from typing import Literal

__all__ = ["REACHED_FROM", "PaperKind", "PrintState"]

PaperKind = Literal["receipt", "notice", "a4"]
PrintState = Literal[
    "QUEUED",
    "PREFLIGHT",
    "SENDING",
    "CONFIRMED",
    "PRESENTED",
    "TAKEN",
    "RETRACTED",
    "HELD",
    "UNKNOWN",
    "FAILED",
]
REACHED_FROM: dict[PrintState, frozenset[PrintState]] = {
    "PREFLIGHT": frozenset({"QUEUED", "CONFIRMED", "TAKEN", "RETRACTED", "HELD", "UNKNOWN"}),
    "SENDING": frozenset({"PREFLIGHT"}),
    "CONFIRMED": frozenset({"SENDING", "UNKNOWN"}),
    "PRESENTED": frozenset({"CONFIRMED"}),
    "TAKEN": frozenset({"PRESENTED"}),
    "RETRACTED": frozenset({"PRESENTED"}),
    "HELD": frozenset({"QUEUED", "PREFLIGHT", "SENDING", "HELD", "UNKNOWN"}),
    "UNKNOWN": frozenset({"SENDING"}),
    "QUEUED": frozenset({"PREFLIGHT"}),
    "FAILED": frozenset({"QUEUED", "PREFLIGHT", "CONFIRMED", "TAKEN", "RETRACTED", "HELD", "UNKNOWN"}),
}
"""QUEUED is come back to only at start-up: the power went before a copy had a number."""
