"""The terminals that the centre knows, each by one key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.gateway.sandbox.clock import stamp
from kiosk.gateway.sandbox.problems import Problem

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.clock import Clock
    from kiosk.gateway.sandbox.register import Register
    from kiosk.gateway.sandbox.settings import Settings

__all__ = ["STRANGER", "Devices"]

END = "UPDATE device_key SET ends = ? WHERE device_id = ? AND ends IS NULL"
BEGIN = """
    INSERT INTO device_key VALUES (?, ?, ?, NULL)
    ON CONFLICT (device_id, public) DO UPDATE SET ends = NULL
"""
PROVING = """
    SELECT public FROM device_key AS one WHERE device_id = ?1 AND (
        ends IS NULL OR EXISTS (SELECT 1 FROM device_key WHERE device_id = ?1 AND begins = one.ends)
    ) ORDER BY ends IS NOT NULL, ends DESC
"""
STRANGER = "enrolment"  # the keyid of a terminal that has no id yet


class Devices:
    """Admission and revocation."""

    def __init__(self, register: Register, clock: Clock, settings: Settings) -> None:
        self._register, self._clock, self._settings = register, clock, settings

    def expect(self, device_id: str) -> None:
        """Return when this terminal is known and not shut out, whoever speaks. Raises Problem 401, 403."""
        known = self.find(device_id)
        if known is None:
            raise Problem(401, "urn:kiosk:not-enrolled")
        if known["revoked"]:
            raise Problem(403, "urn:kiosk:device-revoked")

    def admit(self, device_id: str, public: bytes) -> None:
        """Return when this terminal may speak. Raises Problem 401, 403.

        Where enrolment is open, the first key that a terminal shows is trusted, and no other afterwards.
        """
        known = self.find(device_id)
        if known is None:
            if self._settings.enrolment != "open" or device_id == STRANGER:
                raise Problem(401, "urn:kiosk:not-enrolled")
            self.enrol(device_id, public)
        elif known["public"] != public:
            raise Problem(401, "urn:kiosk:other-key")
        elif known["revoked"]:
            raise Problem(403, "urn:kiosk:device-revoked")

    def enrol(self, device_id: str, public: bytes, certificate: str = "") -> None:
        """Know this terminal by this key from now on, and by no other."""
        sql = """
            INSERT INTO device (device_id, public, enrolled_at, certificate) VALUES (?, ?, ?, ?)
            ON CONFLICT (device_id) DO UPDATE
            SET public = excluded.public, certificate = excluded.certificate,
                enrolled_at = excluded.enrolled_at, revoked = 0
        """
        now = stamp(self._clock.now())
        with self._register.transaction():
            earlier = self._register.row("SELECT 1 FROM device_key WHERE device_id = ?", device_id)
            self._register.rows(END, now, device_id)
            self._register.rows(BEGIN, device_id, public, now if earlier else None)
            self._register.rows(sql, device_id, public, now, certificate)

    def find(self, device_id: str) -> dict[str, Any] | None:
        """Return what is known of a terminal."""
        return self._register.row("SELECT * FROM device WHERE device_id = ?", device_id)

    def keys(self, device_id: str) -> list[bytes]:
        """Return the keys by which this terminal's envelopes prove themselves, newest first.

        A key that was followed by another proves what it signed before; one that was shut out proves nothing.
        """
        return [row["public"] for row in self._register.rows(PROVING, device_id)]

    def revoke(self, device_id: str, *, revoked: bool) -> None:
        """Shut a terminal out, so that what its key signs from now on proves nothing; or let it in again."""
        with self._register.transaction():
            known = self.find(device_id)
            if known is None or known["revoked"] == revoked:
                return
            self._register.rows("UPDATE device SET revoked = ? WHERE device_id = ?", int(revoked), device_id)
            sql = "UPDATE device_key SET ends = ? WHERE device_id = ? AND public = ?"
            self._register.rows(sql, stamp(self._clock.now()) if revoked else None, device_id, known["public"])

    def all(self) -> list[dict[str, Any]]:
        """Return every terminal, without keys."""
        return self._register.rows("SELECT device_id, enrolled_at, revoked FROM device ORDER BY device_id")
