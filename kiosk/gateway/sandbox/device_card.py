"""What a terminal must know of the platform: keys, limits, intervals; signed, with a tag that changes when it does."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any

from kiosk.gateway.sandbox.blobs import LARGEST
from kiosk.gateway.sandbox.clock import stamp
from kiosk.gateway.sandbox.hearing import ENVELOPE, PIECE
from kiosk.gateway.sandbox.signer import canonical

if TYPE_CHECKING:
    import datetime as dt

    from kiosk.gateway.sandbox.centre import Centre
    from kiosk.gateway.sandbox.notary import Notary

__all__ = ["CardOffice"]

SCHEMAS = [
    "kiosk.case/1",
    "kiosk.rating/1",
    "kiosk.supplement/1",
    "kiosk.appointment/1",
    "kiosk.holdings/1",
    "kiosk.inquiry/1",
]
UNSENT = {"cases": 2000, "bytes": 2 * 1024**3, "days": 30}
LATE_S = [24 * 3600, 72 * 3600, 96 * 3600]  # silence for five days is acceptance by law (行政许可法 §32)
KEY = "INSERT OR IGNORE INTO seal_key (key_id, begins) VALUES (?, ?)"


class CardOffice:
    """Writes device cards, and changes the key to seal to."""

    def __init__(self, centre: Centre, notary: Notary) -> None:
        self._centre, self._register, self._notary = centre, centre.register, notary
        for key in centre.vault.keys:
            self._register.rows(KEY, key.key_id, self.time())

    def card(self, device_id: str) -> dict[str, Any]:
        """Return the card as it is now; only `server_time` is not covered by its tag."""
        vault, signer, settings = self._centre.vault, self._centre.signer, self._centre.settings
        begins = {row["key_id"]: row for row in self._register.rows("SELECT * FROM seal_key")}
        card = {
            "schema": "kiosk.device/1",
            "device_id": device_id,
            "revoked": False,
            "seal_key": _base64(vault.current.public),
            "key_id": vault.current.key_id,
            "seal_keys": [
                {
                    "key_id": key.key_id,
                    "suite": key.suite,
                    "public": _base64(key.public),
                    "not_before": begins[key.key_id]["begins"],
                    "not_after": begins[key.key_id]["ends"],
                }
                for key in vault.keys
            ],
            "sign_keys": [{"key_id": signer.key_id, "alg": "ed25519", "public": _base64(signer.public)}],
            "schemas": [one for one in SCHEMAS if one not in settings.retired_schemas],
            "limits": {
                "envelope_bytes": ENVELOPE.limit,
                "piece_bytes": PIECE.limit,
                "enclosure_bytes": LARGEST,
                "unsent": UNSENT,
            },
            "config": {"heartbeat_s": settings.heartbeat_s, "late_s": LATE_S},
            "register_key": self._notary.public,
            "server_time": self.time(),
        }
        return self._centre.signer.signed("kiosk.device/1", card)

    def etag(self, card: dict[str, Any]) -> str:
        """Return the tag of a card."""
        lasting = {name: value for name, value in card.items() if name not in {"server_time", "signature"}}
        return f'"{hashlib.sha256(canonical(lasting)).hexdigest()[:32]}"'

    def rotate(self, grace: dt.timedelta, suite: str) -> str:
        """Make a new key to seal to; the suite's old ones shall end after `grace`, but open for ever. Return its id.

        Raises KeyError: there is no such suite.
        """
        ends = stamp(self._centre.clock.now() + grace)
        for old in self._centre.vault.row(suite):
            self._register.rows("UPDATE seal_key SET ends = ? WHERE key_id = ? AND ends IS NULL", ends, old.key_id)
        key = self._centre.vault.rotate(suite)
        self._register.rows(KEY, key.key_id, self.time())
        return key.key_id

    def time(self) -> str:
        """Return the platform's time."""
        return stamp(self._centre.clock.now())


def _base64(body: bytes) -> str:
    return base64.b64encode(body).decode()
