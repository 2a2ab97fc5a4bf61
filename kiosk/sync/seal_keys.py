"""Which key of the centre to seal to: the one it last told us, before that the one the profile pins."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from kiosk.sync.errors import SealKeyMissing
from offline_cache.sealing import PlatformKey

if TYPE_CHECKING:
    from offline_cache.replica import Replica

__all__ = ["SealKeys"]

NAME = "seal_key"


class SealKeys:
    """The centre's public key as this terminal knows it. Methods raise StoreError."""

    def __init__(self, replica: Replica, pinned: str = "") -> None:
        self._replica = replica
        self._pinned = pinned

    def current(self) -> PlatformKey:
        """Return the key to seal to now. Raises SealKeyMissing."""
        kept = self._replica.get(NAME)
        text = kept.body.decode("ascii") if kept else self._pinned
        try:
            return PlatformKey.parse(text)
        except ValueError:
            raise SealKeyMissing("no usable key of the centre is known") from None

    def learn(self, key: PlatformKey, now_ms: int) -> None:
        """Keep the key that the centre has just told, if it is news."""
        kept = self._replica.get(NAME)
        if kept is None or kept.etag != key.key_id:
            self._replica.keep(NAME, key.key_id, base64.b64encode(key.public), now_ms)
