"""What has been told of the store's own troubles, so that each is told once as it comes and not at every look."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

    from offline_cache.store import Store

__all__ = ["Alarms"]

PREFIX = "alarm."


class Alarms:
    """The alarms of one Store by name; they outlive restarts. Methods raise StoreError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def crossed(self, name: str, value: str) -> bool:
        """Know that this trouble is there (`value` says what) or gone (""); return whether it is new."""
        before = self._store.meta(PREFIX + name)
        if value == before:
            return False

        def keep(db: Database) -> None:
            db.execute("DELETE FROM meta WHERE key = ?", (PREFIX + name,))
            if value:
                db.execute("INSERT INTO meta (key, value) VALUES (?, ?)", (PREFIX + name, value))

        self._store.must(keep)
        return bool(value)

    def standing(self) -> dict[str, str]:
        """Return the alarms that stand, by name."""
        sql = "SELECT substr(key, ?), value FROM meta WHERE key GLOB ? ORDER BY key"
        return dict(self._store.tuples(sql, (len(PREFIX) + 1, f"{PREFIX}*")))
