"""The few ESC/POS commands a receipt needs, with their answers (Epson ESC/POS reference; TM-T90, TM-L90 manuals)."""

from __future__ import annotations

import hashlib

__all__ = ["CUT", "INITIALISE", "PAPER_SENSOR", "PURGE", "PURGED", "RECOVER", "process_id", "process_tag"]

INITIALISE = b"\x1b@"
"""ESC @: default modes."""

CUT = b"\x1dVB\x00"
"""GS V 66 0: feed the last row past the knife, then cut leaving one point."""

PURGE = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 8, real time: forget everything received and not yet printed."""

PURGED = b"\x37\x25\x00"
"""The printer's answer to PURGE."""

RECOVER = b"\x10\x05\x02"
"""DLE ENQ 2, real time: clear the buffers and go on after an error; no answer."""

PAPER_SENSOR = b"\x1dr\x01"
"""GS r 1, in order: one byte with the state of the paper sensors, sent after all that was before it is done."""

_FIRST, _LETTERS = 0x21, 0x7E - 0x21 + 1


def process_tag(job: str) -> bytes:
    """Return two printable bytes that tell this job's echoes from those of the jobs around it."""
    number = int.from_bytes(hashlib.sha256(job.encode()).digest()[:4])
    return bytes((_FIRST + number % _LETTERS, _FIRST + number // _LETTERS % _LETTERS))


def process_id(tag: bytes, step: int) -> tuple[bytes, bytes]:
    """Return GS ( H function 48 for one step of a job, and the echo that proves the step is on paper.

    The printer answers 37 22 d1 d2 d3 d4 00 "when the printing is completed" (TM-T90 manual, GS ( H).
    """
    mark = tag + bytes((_FIRST + step // _LETTERS % _LETTERS, _FIRST + step % _LETTERS))
    return b"\x1d(H\x06\x0000" + mark, b"\x37\x22" + mark + b"\x00"
