"""What every work on the outbox begins with: a profile, its folder, its store, and how its outcome is told."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from config.load import load_audit_events
from kiosk.audit import Audit
from kiosk.commands.verb import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from config.schema import Profile
    from offline_cache.store import Store

__all__ = ["Desk"]


@dataclass(frozen=True, slots=True)
class Desk:
    """One terminal's outbox; the terminal may be running meanwhile. `as_json`: one JSON object for programs."""

    profile: Profile
    as_json: bool

    @property
    def state(self) -> Path:
        """The folder of everything that this terminal keeps."""
        return Path(self.profile.state_dir)

    @property
    def folder(self) -> Path:
        """The folder of the store."""
        return self.state / "store"

    @contextlib.contextmanager
    def store(self) -> Iterator[Store]:
        """Open the store for a while. Raises StoreError."""
        from offline_cache.store import Store  # noqa: PLC0415 - not every work opens the store

        opened = Store.open(self.folder)
        try:
            yield opened
        finally:
            opened.close()

    def audit(self, store: Store) -> Audit:
        """Return the audit journal of an open store."""
        from offline_cache.journal import Journal  # noqa: PLC0415 - see `store`

        journal, now_ms = Journal(store), int(self.now().timestamp() * 1000)
        return Audit(lambda event, detail: journal.append(event, detail, now_ms), load_audit_events())

    def now(self) -> dt.datetime:
        """Return the time, in the terminal's own zone."""
        return dt.datetime.now().astimezone()

    def tell(self, told: Mapping[str, object]) -> None:
        """Say an outcome: a JSON object, or a line for each part that has something to say."""
        if self.as_json:
            say(json.dumps(dict(told), ensure_ascii=False))
            return
        for name, value in told.items():
            if isinstance(value, list):
                for entry in value:
                    say(_line(entry))
            else:
                say(f"{name:<14} {value}")


def _line(entry: object) -> str:
    if isinstance(entry, dict):
        return "  " + "  ".join(f"{name} {value}" for name, value in entry.items() if value not in ("", 0, [], {}))
    return f"  {entry}"
