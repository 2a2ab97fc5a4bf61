"""Whose receipts this terminal believes: its own, and those of the register that the centre last signed.

The centre's key is the one the profile pins; without a pin, the first that the centre told. A register that is older
than the kept one is not taken.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from kiosk.receipts.errors import RegisterRefused
from kiosk.receipts.register import read_register

if TYPE_CHECKING:
    from kiosk.receipts.register import DeviceKey
    from offline_cache.replica import Replica

__all__ = ["KnownKeys"]

_REGISTER, _CENTRE = "receipt_keys", "register_key"
_KEY_SIZE = 32


class KnownKeys:
    """Works on one Store; `pinned` is the centre's public key in base64, or "". Methods raise StoreError."""

    def __init__(self, replica: Replica, pinned: str = "") -> None:
        self._replica, self._pinned = replica, pinned

    def learn(self, document: bytes, told: str, now_ms: int) -> None:
        """Keep this register; `told` is the key that the centre says is its own, base64. Raises RegisterRefused."""
        centre = self._centre() or _key(told)
        news = read_register(document, centre)
        kept = self._replica.get(_REGISTER)
        if kept is not None and read_register(kept.body, centre).issued > news.issued:
            raise RegisterRefused("an older register than the one that is kept")
        if not self._pinned:
            self._replica.keep(_CENTRE, "", base64.b64encode(centre), now_ms)
        self._replica.keep(_REGISTER, news.issued.isoformat(), document, now_ms)

    def all(self, own: DeviceKey) -> tuple[DeviceKey, ...]:
        """Return this terminal's key and those of the last register that was sound."""
        kept = self._replica.get(_REGISTER)
        try:
            centre = self._centre()
            return (own, *read_register(kept.body, centre).keys) if kept and centre else (own,)
        except RegisterRefused:  # the pin was changed since
            return (own,)

    @property
    def centre(self) -> bytes | None:
        """The centre's own key, None where it was never told. Raises StoreError, RegisterRefused."""
        return self._centre()

    def _centre(self) -> bytes | None:
        if self._pinned:
            return _key(self._pinned)
        kept = self._replica.get(_CENTRE)
        return base64.b64decode(kept.body) if kept else None


def _key(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        key = b""
    if len(key) != _KEY_SIZE:
        raise RegisterRefused("the centre's key is not 32 bytes of base64")
    return key
