"""Drafts of unfinished visits (C4): kept at each step, found by the same card alone, gone once anything comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.draft import Draft, draft_of
from kiosk.sync.draft_facts import read_draft, write_draft

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from kiosk.domain.case import Filed
    from kiosk.domain.run import Run
    from offline_cache.draft_box import DraftBox

__all__ = ["Drafts"]


class Drafts:
    """Works on one DraftBox, in the thread that files. `now` is aware; methods raise StoreError."""

    def __init__(self, box: DraftBox) -> None:
        self._box = box

    def keep(self, run: Run, imprint: bytes, now: dt.datetime) -> None:
        """Keep what this run has so far, in the place of what it had before."""
        self._box.keep(imprint, write_draft(draft_of(run, now)), _ms(now))

    def find(self, imprint: bytes, filed: Iterable[Filed], now: dt.datetime) -> Draft | None:
        """Return the living draft of this card, None where there is none.

        What was handed in right before the power went is no draft any more: of the `filed` cases none is later.
        """
        facts = self._box.open(imprint, _ms(now)) if imprint else None
        draft = read_draft(facts) if facts else None
        if draft and not any(one.item_id == draft.item_id and one.filed >= draft.kept for one in filed):
            return draft
        if facts:
            self._box.drop(imprint)
        return None

    def drop(self, imprint: bytes) -> None:
        """Destroy the draft of this card."""
        self._box.drop(imprint)

    def purge(self, now: dt.datetime) -> int:
        """Destroy every draft whose time is over; return how many."""
        return self._box.purge(_ms(now))


def _ms(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1000)
