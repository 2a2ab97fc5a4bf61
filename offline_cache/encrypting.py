"""A store of the first release, which was not encrypted, is encrypted once.

The encrypted file takes the plain one's name in one step; until then the plain one is whole and true. Its write-ahead
log is emptied and removed before, for it would be replayed into a file it does not belong to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from offline_cache.durable import sync_file, sync_folder
from offline_cache.engine import PLAIN, connect
from offline_cache.errors import StoreDamaged

if TYPE_CHECKING:
    from pathlib import Path

    from offline_cache.engine import Key

__all__ = ["encrypt"]


def encrypt(file: Path, building: Path, key: Key) -> None:
    """Encrypt the database in place. Call under the folder's lock; raises OSError, SqliteError, StoreDamaged."""
    for leftover in building.parent.glob(f"{building.name}*"):
        leftover.unlink()
    plain = connect(file, PLAIN)
    try:
        plain.conn.execute("PRAGMA busy_timeout = 10000")
        if plain.conn.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise StoreDamaged("quick_check")
        version = plain.conn.execute("PRAGMA user_version").fetchone()[0]
        plain.conn.execute("PRAGMA wal_checkpoint(truncate)")
        plain.conn.execute("PRAGMA journal_mode = delete")
        plain.conn.execute("ATTACH ? AS sealed KEY ?", (str(building), f"x'{key.hex()}'"))
        plain.conn.execute("PRAGMA sealed.synchronous = full")
        plain.conn.execute("SELECT sqlcipher_export('sealed')")
        plain.conn.execute(f"PRAGMA sealed.user_version = {version}")
        plain.conn.execute("DETACH sealed")
    finally:
        plain.close()
    sync_file(building)
    building.replace(file)
    sync_folder(file.parent)
