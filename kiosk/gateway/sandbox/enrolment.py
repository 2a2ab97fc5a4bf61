"""How a terminal becomes known: a one-time code from the platform, a key made on the terminal."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from typing import TYPE_CHECKING, Any

from kiosk.gateway.sandbox.problems import Problem

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.centre import Centre
    from kiosk.gateway.sandbox.certificates import Authority
    from kiosk.gateway.sandbox.device_card import CardOffice
    from kiosk.gateway.sandbox.proof import Sender

__all__ = ["HANDSHAKE", "EnrolmentOffice"]

HANDSHAKE = 1
ALPHABET = "2346789ABCDEFGHJKMNPQRTUVWXYZ"  # what nobody reads as something else
LENGTH = 12
LASTS_S = 24 * 3600
MOST_WRONG, WRONG_S = 10, 600
ISSUE = "INSERT INTO enrolment (enrolment_id, code_sha256, device_id, expires_s, state) VALUES (?, ?, ?, ?, 'issued')"
CLAIM = "UPDATE enrolment SET public = ?, certificate = ?, state = 'waiting' WHERE enrolment_id = ?"
SETTLE = "UPDATE enrolment SET state = ? WHERE enrolment_id = ? AND state = 'waiting' RETURNING *"


class EnrolmentOffice:
    """Gives out codes at the platform's window, and takes them from terminals."""

    def __init__(self, centre: Centre, authority: Authority, cards: CardOffice) -> None:
        self._centre, self._register = centre, centre.register
        self._authority, self._cards = authority, cards

    def issue(self, device_id: str, url: str) -> dict[str, Any]:
        """Make a code for a terminal; `qr` is what a technician holds before its camera. The code is kept as a hash."""
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        code = "-".join(code[place : place + 4] for place in range(0, LENGTH, 4))
        enrolment_id, expires = str(uuid.uuid4()), self._now_s() + LASTS_S
        self._register.rows(ISSUE, enrolment_id, _hashed(code), device_id, expires)
        qr = f"kiosk-enrolment:{HANDSHAKE}?url={url}&code={code}"
        return {"enrolment_id": enrolment_id, "device_id": device_id, "code": code, "expires_s": expires, "qr": qr}

    def claim(self, sender: Sender, wish: dict[str, Any]) -> dict[str, Any]:
        """Take a code from whoever has the key of the signature. Raises Problem: 403, 409, 422, 429."""
        with self._register.transaction():
            self._count_wrong(0)
            row = self._register.row("SELECT * FROM enrolment WHERE code_sha256 = ?", _hashed(wish["code"]))
            usable = row and (row["state"] != "issued" or self._now_s() < row["expires_s"])
            if row and usable and row["public"] not in {None, sender.public}:
                raise Problem(409, "urn:kiosk:code-used")
            if row and usable and row["state"] == "issued":
                self._admit(row, sender, wish)
        if not row or not usable:
            self._count_wrong(1)
            raise Problem(403, "urn:kiosk:code-unknown")
        return self.stands(sender, row["enrolment_id"])

    def stands(self, sender: Sender, enrolment_id: str) -> dict[str, Any]:
        """Say how an enrolment stands, to the one who asked for it. Raises Problem 404."""
        row = self._register.row("SELECT * FROM enrolment WHERE enrolment_id = ?", enrolment_id)
        if row is None or row["public"] != sender.public:
            raise Problem(404, "urn:kiosk:not-found")
        said = {"enrolment_id": enrolment_id, "state": row["state"], "server_time": self._cards.time()}
        if row["state"] != "admitted":
            return said
        papers = {"certificate": row["certificate"] or None, "authority": self._authority.pem}
        return {**said, "device_id": row["device_id"], **papers, "card": self._cards.card(row["device_id"])}

    def settle(self, enrolment_id: str, *, admitted: bool) -> dict[str, Any]:
        """Admit or refuse a terminal that waits, at the window. Raises Problem 404."""
        row = self._register.row(SETTLE, "admitted" if admitted else "refused", enrolment_id)
        if row is None:
            raise Problem(404, "urn:kiosk:not-found")
        if admitted:
            self._centre.devices.enrol(row["device_id"], row["public"], row["certificate"])
        return {"enrolment_id": enrolment_id, "state": row["state"]}

    def _admit(self, row: dict[str, Any], sender: Sender, wish: dict[str, Any]) -> None:
        request, now = wish.get("csr"), self._centre.clock.now()
        certificate = self._authority.certify(request, row["device_id"], now) if request else ""
        self._register.rows(CLAIM, sender.public, certificate, row["enrolment_id"])
        if self._centre.settings.approval == "auto":
            self.settle(row["enrolment_id"], admitted=True)

    def _count_wrong(self, more: int) -> None:
        """Count wrong codes of the last ten minutes. Raises Problem 429 when they are too many."""
        since = self._now_s() - WRONG_S
        wrong = [moment for moment in self._register.get("wrong_codes", []) if moment > since]
        if len(wrong) >= MOST_WRONG:
            raise Problem(429, "urn:kiosk:too-many-codes", headers={"Retry-After": str(WRONG_S)})
        if more:
            self._register.put("wrong_codes", [*wrong, self._now_s()])

    def _now_s(self) -> int:
        return int(self._centre.clock.now().timestamp())


def _hashed(code: str) -> str:
    """Return what is kept of a code; blanks, hyphens and case do not matter."""
    bare = "".join(code.upper().split()).replace("-", "")
    return hashlib.sha256(bare.encode()).hexdigest()
