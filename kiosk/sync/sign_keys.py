"""By which keys this terminal believes the centre: those of the last card that was signed by a key already believed.

The first card is believed for the line it came over, unless the profile pins a key; from then on a new key counts only
when an old one vouches for it.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from kiosk.gateway.errors import Misconfigured, NotThePlatform
from kiosk.gateway.proofs import SignKeys, prove
from kiosk.sync.errors import CardRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from offline_cache.replica import Replica

__all__ = ["TrustedKeys"]

NAME = "sign_keys"
CARD = "kiosk.device/1"


class TrustedKeys:
    """Kept durably in the replica; `pinned` is the profile's key (base64) or "": Misconfigured when it is none.

    Methods raise StoreError.
    """

    def __init__(self, replica: Replica, pinned: str = "") -> None:
        self._replica = replica
        try:
            self._pinned = SignKeys.pinned(pinned)
        except ValueError as error:
            raise Misconfigured(f"sign_key: {error}") from None

    def current(self) -> SignKeys:
        """Return the pinned key and those of the last believed card; empty before the first card."""
        return SignKeys({**self._pinned.keys, **self._kept()[1].keys})

    def learn(
        self, card: Mapping[str, object], now_ms: int, *, by_hand: bool = False, enrolled: bool = False
    ) -> SignKeys:
        """Believe the keys of this device card, and return what is believed now.

        A card that travelled by hand must not be older than the last one. That of an enrolment is believed anew, as the
        first one is: a person stood there and chose this platform. Raises CardRefused; the old keys stay.
        """
        known, issued = self._pinned if enrolled else self.current(), self._kept()[0]
        try:
            listed = card["sign_keys"]
            told = SignKeys.of_card(listed if isinstance(listed, list) else ())
            moment = dt.datetime.fromisoformat(str(card["server_time"]))
            prove(card, CARD, known or told)
            older = by_hand and issued is not None and moment < issued
        except (KeyError, TypeError, ValueError, AttributeError):
            raise CardRefused("a card not as agreed") from None
        except NotThePlatform as error:
            raise CardRefused(str(error)) from None
        if older:
            raise CardRefused("an older card than the last one")
        keys = {"issued": moment.isoformat(), "sign_keys": listed}
        self._replica.keep(NAME, "", json.dumps(keys).encode(), now_ms)
        return SignKeys({**self._pinned.keys, **told.keys})

    def _kept(self) -> tuple[dt.datetime | None, SignKeys]:
        kept = self._replica.get(NAME)
        if kept is None:
            return None, SignKeys()
        said = json.loads(kept.body)
        return dt.datetime.fromisoformat(said["issued"]), SignKeys.of_card(said["sign_keys"])
