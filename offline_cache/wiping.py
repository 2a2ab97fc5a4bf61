"""Forgetting what the centre published, when it shuts this terminal out: its words are not ours to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from offline_cache.store import Store

__all__ = ["wipe_published"]

_KEPT: Final = ("sign_keys", "seal_keys", "seal_key", "register_key")
"""Public keys of the centre: by them it proves that it lets this terminal in again."""


def wipe_published(store: Store) -> None:
    """Remove feeds, statuses and documents at once; outbox and noted orders stay, sealed. Raises StoreError."""
    with store.tx() as db:
        db.execute("DELETE FROM feed_file")
        db.execute("DELETE FROM feed")
        db.execute("DELETE FROM case_status")
        db.execute("DELETE FROM replica WHERE name NOT IN (?, ?, ?, ?) AND name NOT LIKE 'order/%'", _KEPT)
