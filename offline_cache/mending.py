"""What was found missing when the store was opened, kept until somebody is told; and what follows for receipts.

A print journal that has lost lines may have lost the number of a copy: no receipt may look like the first once more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from offline_cache.ledger_rows import HEAD_KNOWN, read_head
from offline_cache.marks import note_mark, read_mark

if TYPE_CHECKING:
    from pathlib import Path

    from sqlite_utils import Database

    from offline_cache.store import Store

__all__ = ["UNPROVEN", "compare_marks", "forget_mended", "know_mark", "mended", "note_mended"]

MENDED, MARKED = "mended.", "marked."
JOURNALS = {"journal": "journal", "print": "print_move"}
"""Each journal's mark, and the table whose newest id the mark must not be ahead of."""
UNPROVEN = """
    INSERT OR IGNORE INTO print_job (key, state, copies, code)
    SELECT case_id, 'UNKNOWN', 1, 'print-unproven' FROM outbox WHERE lane = 'case'
"""
"""Where the print journal is lost a receipt counts as printed once, so that the next one is marked as a copy."""
_DOUBTED = """
    UPDATE print_job SET state = 'UNKNOWN', code = 'print-unproven', copies = copies + 1
    WHERE state IN ('QUEUED', 'PREFLIGHT', 'HELD')
"""


def note_mended(db: Database, what: str, count: int = 1) -> None:
    """Keep that so much was missing. Raises SqliteError."""
    db.conn.execute(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = value + excluded.value",
        (MENDED + what, str(count)),
    )


def mended(store: Store) -> dict[str, int]:
    """Return what was missing and has not been told yet, and how many of it. Raises StoreError."""
    found = store.tuples("SELECT substr(key, ?), value FROM meta WHERE key GLOB ?", (len(MENDED) + 1, f"{MENDED}*"))
    return {what: int(count) for what, count in found}


def forget_mended(store: Store, what: str) -> None:
    """Know that this has been told. Raises StoreError."""
    store.must(lambda db: db.execute("DELETE FROM meta WHERE key = ?", (MENDED + what,)))


def compare_marks(folder: Path, db: Database) -> None:
    """Note what a journal has lost since its last mark. Call as the database is opened; raises SqliteError, OSError.

    A mark that was once seen here and is gone or damaged is told as well, and written anew.
    """
    for name, table in JOURNALS.items():
        mark = read_mark(folder, name)
        seen = db.conn.execute("SELECT 1 FROM meta WHERE key = ?", (MARKED + name,)).fetchone()
        if not mark and not seen:
            continue
        newest = db.conn.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]  # noqa: S608 - our own names
        if not mark:
            note_mended(db, "mark")
            note_mark(folder, name, newest)
        elif mark <= newest:
            db.conn.execute("INSERT OR IGNORE INTO meta (key, value) VALUES (?, '')", (MARKED + name,))
        else:
            db.conn.execute("BEGIN IMMEDIATE")
            note_mended(db, name, mark - newest)
            if name == "print":
                db.conn.execute(UNPROVEN)
                db.conn.execute(_DOUBTED)
            db.conn.execute("COMMIT")
            note_mark(folder, name, newest)
    _compare_head(folder, db)


def _compare_head(folder: Path, db: Database) -> None:
    """Note that rows of the ledger are lost, or its head; both come again with the next entry, and are known then."""
    if not db.conn.execute("SELECT 1 FROM meta WHERE key = ?", (HEAD_KNOWN,)).fetchone():
        return
    newest = db.conn.execute("SELECT coalesce(max(number), 0) FROM ledger_row").fetchone()[0]
    head = read_head(folder)
    if head is None or head[0] > newest:
        db.conn.execute("BEGIN IMMEDIATE")
        note_mended(db, *(("ledger", head[0] - newest) if head else ("mark", 1)))
        db.conn.execute("DELETE FROM meta WHERE key = ?", (HEAD_KNOWN,))
        db.conn.execute("COMMIT")


def know_mark(db: Database, name: str) -> None:
    """Remember that this journal has a mark, from its second line on: the first one's may not be on the disk yet."""
    second = f"SELECT ?, '' WHERE EXISTS (SELECT 1 FROM {JOURNALS[name]} LIMIT 1 OFFSET 1)"  # noqa: S608 - our own names
    db.conn.execute(f"INSERT OR IGNORE INTO meta (key, value) {second}", (MARKED + name,))
