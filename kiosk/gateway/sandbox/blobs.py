"""Receiving enclosures in pieces (after the IETF draft on resumable uploads): offset, piece, complete."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from kiosk.gateway.sandbox.problems import Problem

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.register import Register

__all__ = ["LARGEST", "BlobOffice"]

LARGEST = 32 * 1024 * 1024


class BlobOffice:
    """What has arrived so far; an enclosure is kept as its pieces, so that each costs no more than itself."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def stands(self, sha256: str) -> dict[str, str]:
        """Return how much of this enclosure is here, as header fields."""
        row = self._register.row("SELECT * FROM blob WHERE sha256 = ?", sha256) or {"size": 0, "complete": 0}
        return {"Upload-Offset": str(row["size"]), "Upload-Complete": f"?{row['complete']}"}

    def append(self, sha256: str, piece: bytes, offset: str, complete: str) -> dict[str, str]:
        """Add a piece; return how much is here then.

        Raises Problem: 400 malformed, 409 another offset is due, 413 too large, 422 it is not what its name says.
        """
        stands = self.stands(sha256)
        if re.fullmatch("[0-9]{1,9}", offset) is None or complete not in {"?0", "?1"}:
            raise Problem(400, "urn:kiosk:malformed")
        if stands["Upload-Complete"] == "?1":
            return stands
        if int(offset) != int(stands["Upload-Offset"]):
            raise Problem(409, "urn:kiosk:offset", headers=stands)
        size = int(offset) + len(piece)
        if size > LARGEST:
            raise Problem(413, "urn:kiosk:too-large")
        last = complete == "?1"
        if last and hashlib.sha256(self.read(sha256) + piece).hexdigest() != sha256:
            self.forget(sha256)
            raise Problem(422, "urn:kiosk:blob-digest", headers={"Upload-Offset": "0", "Upload-Complete": "?0"})
        with self._register.transaction():
            if piece:
                self._register.rows("INSERT INTO blob_piece VALUES (?, ?, ?)", sha256, int(offset), piece)
            self._register.rows("INSERT OR REPLACE INTO blob VALUES (?, ?, ?)", sha256, size, int(last))
        return self.stands(sha256)

    def put(self, sha256: str, body: bytes) -> None:
        """Take a whole enclosure at once, in place of what may be here of it. Raises Problem 413, 422."""
        if not self.has(sha256):
            self.forget(sha256)
            self.append(sha256, body, "0", "?1")

    def has(self, sha256: str) -> bool:
        """Whether this enclosure is here whole."""
        return self.stands(sha256)["Upload-Complete"] == "?1"

    def read(self, sha256: str) -> bytes:
        """Return what is here of this enclosure."""
        rows = self._register.rows("SELECT data FROM blob_piece WHERE sha256 = ? ORDER BY at", sha256)
        return b"".join(row["data"] for row in rows)

    def forget(self, sha256: str) -> None:
        """Drop what is here of this enclosure."""
        with self._register.transaction():
            self._register.rows("DELETE FROM blob_piece WHERE sha256 = ?", sha256)
            self._register.rows("DELETE FROM blob WHERE sha256 = ?", sha256)
