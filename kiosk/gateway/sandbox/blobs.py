"""Receiving enclosures in pieces (after the IETF draft on resumable uploads): offset, piece, complete."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from kiosk.gateway.sandbox.problems import Problem

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.register import Register

__all__ = ["BlobOffice"]


class BlobOffice:
    """What has arrived so far; each method returns the header fields that say so."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def stands(self, sha256: str) -> dict[str, str]:
        """Return how much of this enclosure is here."""
        sql = "SELECT length(data) AS size, complete FROM blob WHERE sha256 = ?"
        row = self._register.row(sql, sha256) or {"size": 0, "complete": 0}
        return {"Upload-Offset": str(row["size"]), "Upload-Complete": f"?{row['complete']}"}

    def append(self, sha256: str, piece: bytes, offset: str, complete: str) -> dict[str, str]:
        """Add a piece. Raises Problem: 409 another offset is due, 422 the whole is not what its name says."""
        stands = self.stands(sha256)
        if stands["Upload-Complete"] == "?1":
            return stands
        if offset != stands["Upload-Offset"]:
            raise Problem(409, "urn:kiosk:offset", headers=stands)
        row = self._register.row("SELECT data FROM blob WHERE sha256 = ?", sha256) or {"data": b""}
        whole = row["data"] + piece
        if complete == "?1" and hashlib.sha256(whole).hexdigest() != sha256:
            self._register.rows("DELETE FROM blob WHERE sha256 = ?", sha256)
            raise Problem(422, "urn:kiosk:blob-digest")
        self._register.rows("INSERT OR REPLACE INTO blob VALUES (?, ?, ?)", sha256, whole, int(complete == "?1"))
        return self.stands(sha256)
