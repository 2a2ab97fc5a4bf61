"""What the centre publishes, as it was last found good: each feed changes over in one transaction, or not at all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from offline_cache.sealing import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlite_utils import Database

    from offline_cache.store import Store

__all__ = ["FeedFile", "FeedHead", "KeptFeeds", "state_sha256"]

OLDER_KEPT = 3
"""Texts of a file that was replaced that stay in any case: a visit may still be under way with one of them."""

_PRUNE = """
    DELETE FROM feed_file WHERE feed = ? AND current = 0
    AND form NOT IN (SELECT item_id FROM outbox WHERE state IN ('queued', 'held', 'dead', 'rejected'))
    AND (SELECT count(*) FROM feed_file AS newer WHERE newer.feed = feed_file.feed AND newer.file = feed_file.file
         AND newer.current = 0 AND newer.id > feed_file.id) >= ?
"""


@dataclass(frozen=True, slots=True)
class FeedHead:
    """Which version of a feed is kept. Moments are ISO 8601 as the centre wrote them.

    `stale`: it has been told that the version is used beyond `valid_until`.
    """

    name: str
    version: int
    etag: str
    issued: str
    valid_until: str
    state_sha256: str
    fetched_ms: int
    stale: bool = False


@dataclass(frozen=True, slots=True)
class FeedFile:
    """One file of a feed; `form` is what cases call it, as item@version, "" where no case does."""

    file: str
    sha256: str
    text: str
    form: str = ""


def state_sha256(digests: Mapping[str, str]) -> str:
    """Return the digest of a feed's state, file by SHA-256, as the contract counts it."""
    return hashlib.sha256(canonical(dict(digests))).hexdigest()


class KeptFeeds:
    """The feeds of one Store. Methods raise StoreError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def head(self, name: str) -> FeedHead | None:
        """Return which version is kept, None when there never was one."""
        return self.heads().get(name)

    def heads(self) -> dict[str, FeedHead]:
        """Return the head of every feed that is kept, by its name."""
        rows = self._store.rows("SELECT * FROM feed ORDER BY name")
        return {row["name"]: FeedHead(**{**row, "stale": bool(row["stale"])}) for row in rows}

    def files(self, head: FeedHead) -> dict[str, FeedFile] | None:
        """Return the files of this version by name, None when they are not whole: replaced meanwhile, or damaged."""
        sql = "SELECT file, sha256, text, form FROM feed_file WHERE feed = ? AND current = 1 ORDER BY file"
        found = {row["file"]: FeedFile(**row) for row in self._store.rows(sql, head.name)}
        digests = {name: _sha256(one.text) for name, one in found.items()}
        return found if state_sha256(digests) == head.state_sha256 else None

    def change_over(self, head: FeedHead, files: Iterable[FeedFile], over: int | None) -> bool:
        """Put a version into effect in the place of version `over` (None: of nothing), durably, all or nothing.

        Returns False, having done nothing, when another version has come there meanwhile.
        """
        with self._store.tx() as db:
            found = db.execute("SELECT version FROM feed WHERE name = ?", (head.name,)).fetchone()
            if (found[0] if found else None) != over:
                return False
            _replace(db, head.name, files)
            told = (head.issued, head.valid_until, head.state_sha256, head.fetched_ms, int(head.stale))
            sql = "INSERT OR REPLACE INTO feed VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            db.execute(sql, (head.name, head.version, head.etag, *told))
            db.execute(_PRUNE, (head.name, OLDER_KEPT))
        return True

    def told_stale(self, name: str, *, stale: bool) -> None:
        """Remember whether it has been told that this feed is used beyond its time."""
        with self._store.tx() as db:
            db.execute("UPDATE feed SET stale = ? WHERE name = ?", (int(stale), name))

    def text(self, feed: str, form: str) -> str | None:
        """Return the text that cases call `form`, in use or replaced; None when it is not kept, or damaged."""
        sql = "SELECT text, sha256 FROM feed_file WHERE feed = ? AND form = ? ORDER BY id DESC"
        found = ((row["text"], row["sha256"]) for row in self._store.rows(sql, feed, form))
        return next((text for text, sha256 in found if _sha256(text) == sha256), None)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _replace(db: Database, name: str, files: Iterable[FeedFile]) -> None:
    """Make these the current files; a text that stays keeps its row, one that comes back gets a new one."""
    same = dict(db.execute("SELECT file, sha256 FROM feed_file WHERE feed = ? AND current = 1", (name,)).fetchall())
    wanted = {one.file: one for one in files}
    for file, sha256 in same.items():
        if file not in wanted or wanted[file].sha256 != sha256:
            db.execute("UPDATE feed_file SET current = 0 WHERE feed = ? AND file = ? AND current = 1", (name, file))
    for one in wanted.values():
        if same.get(one.file) != one.sha256:
            db.execute("DELETE FROM feed_file WHERE feed = ? AND file = ? AND sha256 = ?", (name, one.file, one.sha256))
            db.execute(
                "INSERT INTO feed_file (feed, file, sha256, text, form, current) VALUES (?, ?, ?, ?, ?, 1)",
                (name, one.file, one.sha256, one.text, one.form),
            )
