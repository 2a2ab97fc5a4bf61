"""One page as steps: pieces of data, each ending with a request for proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.printers.commands import INITIALISE, PAPER_SENSOR, process_id, process_tag
from drivers.printers.encode import pieces

if TYPE_CHECKING:
    from drivers.printers.conversation import Step
    from drivers.printers.manner import Manner
    from drivers.types import Page

__all__ = ["job_steps", "proof_step"]


def job_steps(page: Page, job: str, manner: Manner, *, encoding: str, hanging: bool) -> list[Step]:
    """Return the steps that print and cut a page, and push it to the exit where a command does that.

    `hanging`: what may hang from the slot is cut off first. `job` marks the process IDs.
    """
    dialect = manner.dialect
    opening = INITIALISE + (dialect.cut if hanging else b"")
    parts = [opening, *pieces(page, encoding), dialect.cut]
    if dialect.present:
        parts.append(dialect.present)
    return [proof_step(part, job, number, manner) for number, part in enumerate(parts)]


def proof_step(data: bytes, job: str, number: int, manner: Manner) -> Step:
    """Return one step: `data` and the request for the proof that it was done."""
    request, proof = process_id(process_tag(job), number) if manner.proof == "process-id" else (PAPER_SENSOR, None)
    return data + request, proof
