"""What a step wants of the centre, asked once: the same words keep their id, other words are another question."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from kiosk.domain.inquiry import Inquiry

if TYPE_CHECKING:
    from kiosk.domain.run import Run

__all__ = ["failed", "waiting", "wish"]


def wish(run: Run, kind: str, **what: str) -> Inquiry | None:
    """Return what is still to be asked of this kind in these words, None where it was answered or could not be."""
    found = run.found.get(kind)
    if found is None or dict(found.inquiry.what) != what:
        return Inquiry(kind, str(uuid.uuid4()), what)
    return found.inquiry if found.state == "asking" else None


def waiting(run: Run, *kinds: str) -> bool:
    """Whether an answer of these kinds is still to come, and none of them failed."""
    found = [run.found.get(kind) for kind in kinds]
    return not failed(run, *kinds) and any(one is None or one.state == "asking" for one in found)


def failed(run: Run, *kinds: str) -> bool:
    """Whether the centre could not be asked."""
    found = [run.found.get(kind) for kind in kinds]
    return any(one is not None and one.state == "failed" for one in found)
